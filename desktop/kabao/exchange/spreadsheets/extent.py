"""How far a sheet reaches, measured on its raw text before anything is laid out in memory.

Two cells in opposite corners make a sheet of seventeen thousand million; the reader would ask for
memory for every one of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from kabao.domain.errors import InputRefusedError
from kabao.domain.rosters.sheets import column_index
from kabao.exchange.spreadsheets.kinds import opened_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipFile

MOST_ROWS = 300_000
"""Filled rows that are taken at once."""
MOST_CELLS = 24_000_000
"""Cells between the first and the last filled one."""
MOST_COLUMNS = 16_384
MOST_SHEET_ROWS = 1_048_576
_CHUNK = 1 << 20
_OVERLAP = 64
_LETTERS = 26
_ROW = re.compile(rb'<row r="(\d{1,18})"')
_DEEP = re.compile(rb'r=["\']\s*[A-Za-z]{0,9}(\d{6,18})')
_FAR = re.compile(rb'r=["\']\s*([A-Z]{2,9}|[a-z][A-Za-z]{0,8})\d')
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml$")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def check_extent(path: Path, kind: str) -> None:
    """Refuse a workbook with a sheet that reaches too far, or that lies about its size."""
    with opened_archive(path) as archive:
        if kind == "ods":
            _check_ods(archive, path.name)
            return
        for name in archive.namelist():
            if _SHEETS.match(name):
                _check_sheet(archive, name, path.name)


def _check_sheet(archive: ZipFile, member: str, name: str) -> None:
    rows = columns = counted = 0
    tail = b""
    for chunk in _chunks(archive, member):
        text = tail + chunk
        counted += chunk.count(b"<row")
        rows = max(rows, counted, _lowest(text))
        columns = _farthest(text, columns)
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS or rows > MOST_SHEET_ROWS:
            raise _too_far(name, rows, columns)
        tail = text[-_OVERLAP:]


def _lowest(text: bytes) -> int:
    """Return the number of the lowest row in a piece, as its rows or as its cells say it."""
    last = text.rfind(b'<row r="')
    found = _ROW.match(text, last) if last >= 0 else None
    rows = int(found.group(1)) if found else 0
    return max(rows, max((int(digits) for digits in _DEEP.findall(text)), default=0))


def _farthest(text: bytes, known: int) -> int:
    """Return the number of the farthest column in a piece of a sheet, or the one known before."""
    found = set(_FAR.findall(text))
    far = max((column_index(letters.decode().upper()) + 1 for letters in found), default=0)
    if far or known > _LETTERS:
        return max(far, known)
    letters = range(_LETTERS, known, -1)
    return next((n for n in letters if b'r="%c' % (ord("A") + n - 1) in text), known or 1)


def _check_ods(archive: ZipFile, name: str) -> None:
    extent = _OdsExtent(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    try:
        for chunk in _chunks(archive, "content.xml"):
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes it so)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise InputRefusedError("roster_damaged", name=name) from error


class _OdsExtent:
    """Follows the rows and repeated cells of a spreadsheet in the open document format."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = self._widest = self._filled = self._repeat = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count a row or a cell."""
        if tag == f"{_TABLE} table":
            self._row = self._widest = 0
        elif tag == f"{_TABLE} table-row":
            self._repeat = _count(attributes, "number-rows-repeated")
            self._column = self._filled = 0
        elif tag == f"{_TABLE} table-cell":
            self._column += _count(attributes, "number-columns-repeated")
            if any(key.endswith(" value-type") for key in attributes):
                self._filled = self._column

    def end(self, tag: str) -> None:
        """Add a row up once it is over."""
        if tag != f"{_TABLE} table-row":
            return
        before, self._row = self._row, self._row + self._repeat
        if self._filled:
            self._widest = max(self._widest, self._filled)
            last = self._row if self._repeat > 1 else before + 1
            if last * self._widest > MOST_CELLS or last > 1_048_576:
                raise _too_far(self._name, last, self._widest)


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE} {name}", "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1


def _chunks(archive: ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _too_far(name: str, rows: int, columns: int) -> InputRefusedError:
    return InputRefusedError("roster_reaches_too_far", name=name, rows=rows, columns=columns)
