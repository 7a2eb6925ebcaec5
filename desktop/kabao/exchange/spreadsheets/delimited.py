"""Delimited text: its encoding and its delimiter are found out, never assumed."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange.spreadsheets.extent import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = ",;\t|"
_LOOKED_AT = 30
_LONGEST_CELL = 100_000
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(path: Path) -> Sheet:
    """Read a text file into rows; every cell is text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    text, encoding = _decoded(data, path.name)
    delimiter = find_delimiter(text)
    rows: list[list[str]] = []
    cells = 0
    for row in _rows(text, delimiter, path.name):
        cells += len(row)
        if len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise InputRefusedError(
                "roster_reaches_too_far", name=path.name, rows=len(rows) + 1, columns=len(row)
            )
        if len(rows) >= MOST_ROWS and any(row):
            raise InputRefusedError("roster_too_many_rows", name=path.name, limit=MOST_ROWS)
        rows.append(row)
    return Sheet(path.name, path.stem, rows, encoding=encoding, delimiter=delimiter)


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first lines into the same number of cells."""
    head = "".join(text[:200_000].splitlines(keepends=True)[:_LOOKED_AT])
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widest = max(widths, default=0)
        score = (sum(width == widest for width in widths), widest) if widest > 1 else (0, 0)
        if score[0] * score[1] > best_score[0] * best_score[1]:
            best, best_score = delimiter, score
    return best


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    encoding = next((code for mark, code in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise InputRefusedError("roster_not_a_sheet", name=name)
        return text, candidate
    raise InputRefusedError("roster_encoding", name=name)


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputRefusedError("roster_quotes", name=name, line=reader.line_num) from error
        if any(len(cell) > _LONGEST_CELL for cell in row):
            raise InputRefusedError("roster_quotes", name=name, line=reader.line_num)
        yield row
