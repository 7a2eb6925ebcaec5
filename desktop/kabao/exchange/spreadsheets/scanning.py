"""What the raw text of a sheet tells that its reader does not: how far it reaches, and more.

Two cells in opposite corners make a sheet of seventeen thousand million; the reader would ask for
memory for every one of them. It also leaves cells blank whose formula failed or was never
calculated, and does not say which rows are hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import unescape

from kabao.domain.errors import InputRefusedError
from kabao.domain.rosters.sheets import Unknown, column_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

MOST_ROWS = 300_000
"""Filled rows that are taken at once."""
MOST_CELLS = 24_000_000
"""Cells between the first and the last filled one."""
MOST_COLUMNS = 16_384
MOST_SHEET_ROWS = 1_048_576
_CHUNK = 1 << 20
_LONGEST_ROW = 4 << 20
_OVERLAP = 400
_LETTERS = 26
_HEAD = 4096
_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
_DEEP = re.compile(rb'r=["\']\s*[A-Za-z]{0,9}(\d{6,18})')
_FAR = re.compile(rb'r=["\']\s*([A-Z]{2,9}|[a-z][A-Za-z]{0,8})\d')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')


@dataclass(slots=True)
class Scan:
    """What was found in one sheet, at zero-based rows and columns."""

    unknown: dict[tuple[int, int], Unknown] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    """Numbers as the spreadsheet program shows them."""
    hidden_columns: list[int] = field(default_factory=list)


def scan_sheet(archive: ZipFile, member: str, name: str) -> Scan:
    """Go through the text of a sheet; raises InputRefusedError where it reaches too far."""
    scan, reach = Scan(), _Reach(name)
    ways: _Ways | None = None
    tail = b""
    for chunk in chunks(archive, member):
        text = tail + chunk
        ways = ways or _Ways(_prefix(text))
        end = text.rfind(ways.row_end)
        if end <= 0:
            if len(text) < _LONGEST_ROW:
                tail = text
                continue
            end = len(text) - _OVERLAP
        piece, tail = text[:end], text[end:]
        reach.add(piece, ways)
        _collect(scan, piece, ways)
    if ways is not None:
        reach.add(tail, ways)
        _collect(scan, tail, ways)
    return scan


def chunks(archive: ZipFile, member: str) -> Iterator[bytes]:
    """Unpack a part of an archive piece by piece."""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def too_far(name: str, rows: int, columns: int) -> InputRefusedError:
    """Return the refusal of a sheet that reaches too far."""
    return InputRefusedError("roster_reaches_too_far", name=name, rows=rows, columns=columns)


class _Ways:
    """How the elements of a sheet are spelled, with or without a prefix."""

    def __init__(self, prefix: bytes) -> None:
        self.row = b"<%srow" % prefix
        self.row_end = b"</%srow" % prefix
        self.last = re.compile(rb'<%srow r="(\d{1,18})"' % prefix)
        self.formula = b"<%sf" % prefix
        parts = {b"p": prefix}
        self.failed = re.compile(
            rb'<%(p)sc r="([A-Z]{1,3})(\d{1,7})"[^>]*?\bt="e"[^>]*>'
            rb"(?:<%(p)sf[^>]*?(?:/>|>[^<]*</%(p)sf>))?<%(p)sv>([^<]{0,40})" % parts
        )
        self.unsaved = re.compile(
            rb'<%(p)sc r="([A-Z]{1,3})(\d{1,7})"((?![^>]*\bt="(?:str|e)")[^>]*)>'
            rb"<%(p)sf[^>]*?(?:/>|>([^<]*)</%(p)sf>)(?:<%(p)sv ?/>|<%(p)sv></%(p)sv>)?</%(p)sc>"
            % parts
        )
        self.hidden_row = re.compile(rb'<%srow ([^>]*\bhidden="(?:1|true)"[^>]*)>' % prefix)
        self.hidden_column = re.compile(rb'<%scol ([^>]*\bhidden="(?:1|true)"[^>]*)>' % prefix)


class _Reach:
    """The lowest row and the farthest column seen so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = self._columns = self._counted = 0

    def add(self, text: bytes, ways: _Ways) -> None:
        self._counted += text.count(ways.row)
        self._rows = max(self._rows, self._counted, _lowest(text, ways))
        self._columns = _farthest(text, self._columns)
        rows, columns = self._rows, self._columns
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS or rows > MOST_SHEET_ROWS:
            raise too_far(self._name, rows, columns)


def _prefix(text: bytes) -> bytes:
    found = _PREFIX.search(text[:_HEAD])
    return found.group(1) or b"" if found else b""


def _collect(scan: Scan, text: bytes, ways: _Ways) -> None:
    if b't="e"' in text:
        for letters, row, shown in ways.failed.findall(text):
            scan.unknown[_place(letters, row)] = Unknown(shown.decode("utf-8", "replace"))
    if ways.formula in text:
        for letters, row, _, formula in ways.unsaved.findall(text):
            words = unescape(formula.decode("utf-8", "replace"))
            scan.unknown[_place(letters, row)] = Unknown(f"={words[:60]}")
    if b"hidden=" in text:
        _collect_hidden(scan, text, ways)


def _collect_hidden(scan: Scan, text: bytes, ways: _Ways) -> None:
    for attributes in ways.hidden_row.findall(text):
        if not attributes.endswith(b"/"):
            scan.hidden_rows += [int(number) for number in _NUMBER.findall(attributes)]
    for attributes in ways.hidden_column.findall(text):
        ends = {key: int(number) for key, number in _SPAN.findall(attributes)}
        first, last = ends.get(b"min", 1), min(ends.get(b"max", 0), MOST_COLUMNS)
        scan.hidden_columns += range(first - 1, last)


def _place(letters: bytes, row: bytes) -> tuple[int, int]:
    return int(row) - 1, column_index(letters.decode())


def _lowest(text: bytes, ways: _Ways) -> int:
    """Return the number of the lowest row in a piece, as its rows or as its cells say it."""
    last = text.rfind(ways.row + b' r="')
    found = ways.last.match(text, last) if last >= 0 else None
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
