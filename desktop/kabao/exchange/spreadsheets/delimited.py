"""Delimited text: its encoding and its delimiter are found out, never assumed."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange.spreadsheets.encodings import decoded
from kabao.exchange.spreadsheets.frames import HEAD_ROWS
from kabao.exchange.spreadsheets.scanning import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_far
from kabao.exchange.spreadsheets.tables import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = ",;\t|"
_LOOKED_AT = 30
_LONGEST_CELL = 100_000
_SAID = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)


def read_delimited(path: Path) -> tuple[Sheet, Iterator[list[Any]]]:
    """Read a text file; returns the sheet with its first rows, and the rows after them."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    text, encoding = decoded(data, path.name)
    delimiter = find_delimiter(text)
    rows = _bounded(_rows(text, delimiter, path.name), path.name)
    sheet = Sheet(path.name, path.stem, (), encoding=encoding, delimiter=delimiter)
    return replace(sheet, rows=list(islice(rows, HEAD_ROWS))), rows


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most of the first lines into the same number of cells."""
    said = _SAID.match(text)
    if said:
        return said.group(1)
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


def _bounded(rows: Iterator[list[str]], name: str) -> Iterator[list[Any]]:
    cells = 0
    for number, row in enumerate(rows):
        cells += len(row)
        if len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise too_far(name, number + 1, len(row))
        if number >= MOST_ROWS and any(row):
            raise InputRefusedError("roster_too_many_rows", name=name, limit=MOST_ROWS)
        yield row


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        # Where the row began: a quote that never ends is noticed at the end of the file only.
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputRefusedError("roster_quotes", name=name, line=line) from error
        if any(len(cell) > _LONGEST_CELL for cell in row):
            raise InputRefusedError("roster_quotes", name=name, line=line)
        yield [own_cell(cell) if cell[:1] == "'" else cell for cell in row]


def own_cell(text: str) -> str:
    """Return a cell without the apostrophe that keeps it from being taken for a formula."""
    bare = text[1:]
    return bare if bare.lstrip("'").startswith(FORMULA_STARTS) else text
