"""Old workbooks (.xls): whether every cell lies where such a sheet can have one.

The reader makes room for every cell up to the farthest one that the records name. A sound sheet
has 256 columns; a damaged record may name 65,536, and the room for that is more than there is.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = 512
_LAST_COLUMN = 255
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406, 0x0207})
"""Records that begin with the row and the column of a cell."""
_SHEET = 0x0085
_STREAMS = ("Workbook", "Book")
_ENTRY = 128
_FIRST_TABLES = 109


def check_old_workbook(path: Path) -> None:
    """Refuse a workbook whose records cannot be followed or lie outside of any sheet."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    try:
        for kind, body in _records(_workbook(data)):
            if kind in _CELLS and len(body) >= 4:
                row, column = struct.unpack_from("<HH", body)
                if column > _LAST_COLUMN:
                    raise InputRefusedError(
                        "roster_reaches_too_far", name=path.name, rows=row + 1, columns=column + 1
                    )
    except (struct.error, IndexError, ValueError) as error:
        raise InputRefusedError("roster_damaged", name=path.name) from error


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


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == _SHEET and struct.unpack_from("<I", body)[0] >= len(stream):
            raise ValueError("a sheet beyond the end")
        yield kind, body
        at += 4 + length
