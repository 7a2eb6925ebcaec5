"""Old workbooks (.xls): whether every cell lies where one can be, and what the reader hides.

The reader makes room for every cell up to the farthest one that the records name. A sound sheet
has 256 columns; a damaged record may name 65,536, and the room for that is more than there is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Unknown
from kabao.exchange.spreadsheets.scanning import Scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = 512
_LAST_COLUMN = 255
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406, 0x0207})
"""Records that begin with the row and the column of a cell."""
_SHEET = 0x0085
_BEGIN = 0x0809
_LOCKED = 0x002F
_EPOCH = 0x0022
_ROW = 0x0208
_COLUMNS = 0x007D
_HIDDEN = 0x20
_BOOLEAN_OR_ERROR = 0x0205
_FORMULAS = frozenset({0x0006, 0x0406})
_FAILED = 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_STREAMS = ("Workbook", "Book")
_ENTRY = 128
_FIRST_TABLES = 109


def scan_old_workbook(path: Path) -> tuple[dict[str, Scan], bool]:
    """Go through the records of every sheet; also say whether days are counted from 1904.

    Raises InputRefusedError where they cannot be followed or lie outside of any sheet.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    found = _Found(path.name)
    try:
        for at, kind, body in _records(_workbook(data)):
            found.take(at, kind, body)
    except (struct.error, IndexError, ValueError) as error:
        raise InputRefusedError("roster_damaged", name=path.name) from error
    return {name: found.scans.get(at, Scan()) for at, name in found.names.items()}, found.from_1904


class _Found:
    """What the records tell, sheet by sheet."""

    def __init__(self, name: str) -> None:
        self.names: dict[int, str] = {}
        self.scans: dict[int, Scan] = {}
        self.from_1904 = False
        self._name = name
        self._scan = Scan()

    def take(self, at: int, kind: int, body: bytes) -> None:
        """Look at one record."""
        if kind in _CELLS and len(body) >= 4:
            self._take_cell(kind, body)
        elif kind == _BEGIN:
            self._scan = self.scans.setdefault(at, Scan())
        elif kind == _LOCKED:
            raise InputRefusedError("roster_password", name=self._name)
        elif kind == _SHEET:
            (start,) = struct.unpack_from("<I", body)
            self.names[start] = _sheet_name(body)
        elif kind == _EPOCH:
            self.from_1904 = body[:2] == b"\x01\x00"
        elif kind == _ROW and len(body) >= 14 and body[12] & _HIDDEN:
            (row,) = struct.unpack_from("<H", body)
            self._scan.hidden_rows.append(row + 1)
        elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            self._scan.hidden_columns += range(first, min(last, _LAST_COLUMN) + 1)

    def _take_cell(self, kind: int, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        if column > _LAST_COLUMN:
            raise InputRefusedError(
                "roster_reaches_too_far", name=self._name, rows=row + 1, columns=column + 1
            )
        code = -1
        if kind == _BOOLEAN_OR_ERROR and len(body) >= 8 and body[7] == 1:
            code = body[6]
        elif kind in _FORMULAS and body[12:14] == b"\xff\xff" and body[6] == _FAILED:
            code = body[8]
        if code >= 0:
            self._scan.unknown[row, column] = Unknown(_ERRORS.get(code, "#?"))


def _sheet_name(body: bytes) -> str:
    """Read the name of a sheet as the eighth version of the format writes it."""
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _workbook(data: bytes) -> bytes:
    """Return the stream of the workbook, put together from its sectors."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError("no such size of sectors")
    size = 1 << shift
    (folder,) = struct.unpack_from("<I", data, 48)
    table: list[int] = []
    for sector in struct.unpack_from(f"<{_FIRST_TABLES}I", data, 76):
        part = _sector(data, sector, size)
        table += struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])
    entries = _chain(data, table, folder, size)
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in _STREAMS:
            start, amount = struct.unpack_from("<II", entries, at + 116)
            return _chain(data, table, start, size)[:amount]
    raise ValueError("no workbook inside")


def _chain(data: bytes, table: list[int], start: int, size: int) -> bytes:
    parts: list[bytes] = []
    sector = start
    while sector < len(table) and len(parts) <= len(table):
        parts.append(_sector(data, sector, size))
        sector = table[sector]
    return b"".join(parts)


def _sector(data: bytes, sector: int, size: int) -> bytes:
    start = _HEADER + sector * size if size == _HEADER else (sector + 1) * size
    return data[start : start + size]


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == _SHEET and struct.unpack_from("<I", body)[0] >= len(stream):
            raise ValueError("a sheet beyond the end")
        yield at, kind, body
        at += 4 + length
