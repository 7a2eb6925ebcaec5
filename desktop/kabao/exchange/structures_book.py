"""The file structure as a workbook: every cell text, so that no tag or number changes its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.exchange.spreadsheets.tables import LONGEST_CELL, sheet_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 48


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: its name, titles and rows; ``strong`` rows are set as heads inside it."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    strong: frozenset[int] = frozenset()


def write_structure_book(target: Path, sheets: Sequence[BookSheet]) -> None:
    """Write all sheets, each with a frozen head and a filter."""
    import xlsxwriter

    with (
        saved_whole(target) as path,
        path.open("wb") as file,
        xlsxwriter.Workbook(file, _PLAIN) as book,
    ):
        text = {"num_format": "@", "valign": "top", "text_wrap": True}
        plain = book.add_format(text)
        head = book.add_format({**text, "bold": True, "bottom": 1, "bg_color": "#EEF1F0"})
        strong = book.add_format({**text, "bold": True, "bg_color": "#F6F8F7"})
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name))
            page.freeze_panes(1, 0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            page.repeat_rows(0)
            for column, title in enumerate(sheet.titles):
                page.set_column(column, column, _width(sheet, column), plain)
                page.write_string(0, column, title, head)
            for number, row in enumerate(sheet.rows):
                style = strong if number in sheet.strong else plain
                for column, cell in enumerate(row):
                    page.write_string(number + 1, column, cell[:LONGEST_CELL], style)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.titles) - 1)


def _width(sheet: BookSheet, column: int) -> int:
    cells = [sheet.titles[column], *(row[column] for row in sheet.rows)]
    # A Chinese character takes the room of two letters.
    return min(_WIDEST, 3 + max(len(cell.encode("gbk", "replace")) for cell in cells))
