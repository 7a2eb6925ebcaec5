"""The workbook to fill in: text cells, pull-downs from a hidden sheet, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.domain.rosters.sheets import column_letters
from kabao.exchange.spreadsheets.saving import saved_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LAST_ROW = 10_000
"""Rows down to which the pull-downs reach."""
_LISTS = "Lists"
_LONGEST_MESSAGE = 255


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column to fill."""

    title: str
    note: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    width: int = 16


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """Names of the sheets, the rows of the notes, and what a wrong choice is told."""

    sheet: str
    notes_sheet: str
    notes: tuple[tuple[str, ...], ...]
    wrong_title: str
    wrong_text: str


def write_template(target: Path, columns: Sequence[TemplateColumn], words: TemplateWords) -> None:
    """Write the workbook."""
    import xlsxwriter

    with (
        saved_whole(target) as path,
        path.open("wb") as file,
        xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book,
    ):
        page = book.add_worksheet(words.sheet)
        notes = book.add_worksheet(words.notes_sheet)
        lists = book.add_worksheet(_LISTS)
        lists.hide()
        _write_columns(book, page, columns)
        _write_notes(book, notes, words)
        for number, column in enumerate(columns):
            if column.choices:
                _add_pull_down(page, lists, number, column, words)


def _write_columns(book: Any, page: Any, columns: Sequence[TemplateColumn]) -> None:
    look = {"bold": True, "text_wrap": True, "valign": "vcenter", "num_format": "@", "bottom": 1}
    text = book.add_format({"num_format": "@"})
    asked = book.add_format({**look, "bg_color": "#DCE9F5"})
    free = book.add_format({**look, "bg_color": "#EEF1F0"})
    page.freeze_panes(1, 2)
    page.set_row(0, 48)
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width, text)
        page.write_string(0, number, column.title, asked if column.required else free)
        if column.note:
            page.write_comment(0, number, column.note, {"x_scale": 2})


def _write_notes(book: Any, page: Any, words: TemplateWords) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    bold = book.add_format({"bold": True, "valign": "top", "num_format": "@", "text_wrap": True})
    for column, width in enumerate((24, 10, 44, 24, 10, 56)):
        page.set_column(column, column, width)
    for row, cells in enumerate(words.notes):
        for column, cell in enumerate(cells):
            page.write_string(row, column, cell, bold if row == 0 else wrapped)
    page.freeze_panes(1, 0)


def _add_pull_down(
    page: Any, lists: Any, number: int, column: TemplateColumn, words: TemplateWords
) -> None:
    for row, choice in enumerate(column.choices):
        lists.write_string(row, number, choice)
    letters = column_letters(number)
    page.data_validation(
        1,
        number,
        LAST_ROW,
        number,
        {
            "validate": "list",
            "source": f"={_LISTS}!${letters}$1:${letters}${len(column.choices)}",
            "error_title": words.wrong_title,
            "error_message": words.wrong_text[:_LONGEST_MESSAGE],
            "error_type": "warning",
        },
    )
