"""Tables out: every cell as text, so that no number loses digits and no text becomes a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.exchange.spreadsheets.saving import saved_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

MOST_ROWS = 1_048_575
"""Rows below the titles that a workbook can hold."""
LONGEST_CELL = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_REPORTED = 1000
_NEVER_SPECIAL = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}


def write_table(
    target: Path,
    sheet: str,
    titles: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Mapping[int, str]]],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write titles and rows as .xlsx or .csv by the name of the target; returns the rows.

    With each row come the reasons by column that mark a cell (workbooks only).
    """
    suffix = target.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise InputRefusedError("roster_export_kind", name=target.name)
    with saved_whole(target) as path:
        write = _write_workbook if suffix == ".xlsx" else _write_csv
        return write(path, sheet, titles, _watched(rows, cancelled))


def plain_cell(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula when it opens a text file.

    One apostrophe is set before it; ``delimited.own_cell`` takes it away again.
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def sheet_name(text: str) -> str:
    """Return a name that a sheet may have."""
    kept = "".join(" " if character in "[]:*?/\\'" else character for character in text).strip()
    return kept[:31] or "Sheet1"


def _watched(
    rows: Iterable[tuple[Sequence[str], Mapping[int, str]]], cancelled: Callable[[], bool]
) -> Iterable[tuple[Sequence[str], Mapping[int, str]]]:
    for number, row in enumerate(rows):
        if number % _REPORTED == 0 and cancelled():
            raise CancelledError("stopped")
        yield row


def _write_csv(
    path: Path,
    sheet: str,
    titles: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Mapping[int, str]]],
) -> int:
    del sheet
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(map(plain_cell, titles))
        for row, _ in rows:
            writer.writerow(map(plain_cell, row))
            count += 1
    return count


def _write_workbook(
    path: Path,
    sheet: str,
    titles: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Mapping[int, str]]],
) -> int:
    import xlsxwriter

    count = 0
    # Opened here: its own opening would turn every problem of the disk into another error.
    with path.open("wb") as file, xlsxwriter.Workbook(file, _NEVER_SPECIAL) as book:
        page = book.add_worksheet(sheet_name(sheet))
        plain = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FBE3E1", "font_color": "#8F1D17"})
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(titles) - 1, 0), 18, plain)
        for column, title in enumerate(titles):
            page.write_string(0, column, title[:LONGEST_CELL], bold)
        for row, marks in rows:
            count += 1
            if count > MOST_ROWS:
                raise InputRefusedError("roster_export_too_many", limit=MOST_ROWS)
            for column, text in enumerate(row):
                style = wrong if column in marks else plain
                if text or column in marks:
                    page.write_string(count, column, text[:LONGEST_CELL], style)
            for column, reason in marks.items():
                page.write_comment(count, column, reason, {"x_scale": 2})
    return count
