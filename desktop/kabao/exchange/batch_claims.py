"""What a batch is handed in with: workbooks of text cells, named photographs, one archive."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.exchange.spreadsheets.tables import LONGEST_CELL, MOST_ROWS, sheet_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Any

_LIKE_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_MOMENT = (2000, 1, 1, 0, 0, 0)
"""Every entry bears the same moment, so that the same batch gives the same bytes."""
_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
LONGEST_NAME = 80
_A4 = 9
"""As spreadsheet programs number the sizes of paper."""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet: lines above the titles, titles, rows, and widths in characters."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    first_row: int = 1
    """Number of the row with the titles."""
    above: tuple[str, ...] = ()
    """What stands in the first cells above the titles, as far as there is room."""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive, read when it is written."""

    name: str
    read: Callable[[], bytes]
    packed: bool = True
    """Whether it is worth compressing; pictures are not."""


def book_bytes(sheets: Sequence[BookSheet], made_on: str = "") -> bytes:
    """Return a workbook in which every cell is text: no number is rounded, nothing is a formula."""
    import datetime as dt

    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _LIKE_TEXT) as book:
        day = dt.date.fromisoformat(made_on) if made_on else dt.date(*_MOMENT[:3])
        book.set_properties({"created": dt.datetime.combine(day, dt.time())})
        formats = {
            "plain": book.add_format({"num_format": "@", "valign": "vcenter", "text_wrap": True}),
            "bold": book.add_format(
                {"num_format": "@", "bold": True, "bottom": 1, "text_wrap": True}
            ),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet_name(sheet.name)), sheet, formats)
    return out.getvalue()


def _write_sheet(page: Any, sheet: BookSheet, formats: dict[str, Any]) -> None:
    if len(sheet.rows) + sheet.first_row > MOST_ROWS:
        raise InputRefusedError("roster_export_too_many", limit=MOST_ROWS)
    head = sheet.first_row - 1
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, formats["plain"])
    for row, text in enumerate(sheet.above[:head]):
        _write_row(page, row, (text,), formats["bold"])
    _write_row(page, head, sheet.titles, formats["bold"])
    for number, texts in enumerate(sheet.rows, start=head + 1):
        _write_row(page, number, texts, formats["plain"])
    page.freeze_panes(head + 1, 0)
    page.repeat_rows(head)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    if sheet.landscape:
        page.set_landscape()


def _write_row(page: Any, row: int, texts: Sequence[str], look: Any) -> None:
    """Write text cells; as such a spreadsheet program takes none of them for a formula."""
    for column, text in enumerate(texts):
        if text:
            page.write_string(row, column, text[:LONGEST_CELL], look)


def archive_bytes(members: Iterable[Member], cancelled: Callable[[], bool]) -> bytes:
    """Return an archive that lies inside another one."""
    out = io.BytesIO()
    _fill(out, members, cancelled)
    return out.getvalue()


def write_archive(
    target: Path,
    members: Iterable[Member],
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write an archive, which appears whole or not at all; returns what it holds."""
    with saved_whole(target) as path, path.open("wb") as file:
        return _fill(file, members, cancelled)


def _fill(file: Any, members: Iterable[Member], cancelled: Callable[[], bool]) -> tuple[str, ...]:
    names: list[str] = []
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            if cancelled():
                raise CancelledError("stopped")
            if member.name in names:
                raise InputRefusedError("batch_name_twice", name=member.name)
            entry = zipfile.ZipInfo(member.name, _MOMENT)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if member.packed else zipfile.ZIP_STORED
            archive.writestr(entry, member.read())
            names.append(member.name)
    return tuple(names)


def plain_name(text: str, otherwise: str) -> str:
    """Return a text as a name that every disk takes; no way out of its folder."""
    kept = _REFUSED.sub("", text).strip(" .")[:LONGEST_NAME].strip(" .")
    return otherwise if not kept or _RESERVED.match(kept) else kept
