"""A sheet as it was read: cells in the type that the file gave them, and their places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Unknown:
    """A cell whose value the file does not tell: a formula that failed or was never calculated."""

    shown: str
    """The error as the spreadsheet program shows it, or the formula after an equals sign."""

    def __bool__(self) -> bool:
        return bool(self.shown)


RawCell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Unknown | None
_LETTERS = 26
_EXACT = 10**15
"""Whole numbers below this are exact in a spreadsheet; longer ones have lost digits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled part of one sheet; every row has the same number of cells at most."""

    file_name: str
    name: str
    rows: Sequence[Sequence[RawCell]]
    top: int = 1
    """Number of the first row as the spreadsheet program shows it."""
    left: int = 0
    """Zero-based column of the first cell of every row."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of merged cells, as indexes of ``rows``."""
    encoding: str = ""
    """Encoding of a text file; empty for workbooks."""
    delimiter: str = ""
    others: tuple[str, ...] = field(default=())
    """Names of the visible sheets of the workbook."""
    hidden_rows: tuple[int, ...] = ()
    """Numbers of filled rows that the spreadsheet program does not show."""
    hidden_columns: tuple[int, ...] = ()
    """Zero-based columns of the sheet that the spreadsheet program does not show."""
    counts_from_1904: bool = False
    """Whether days are counted from 1904 instead of 1900."""

    @property
    def width(self) -> int:
        """The longest of the first rows."""
        return max((len(row) for row in self.rows[:50]), default=0)

    def place(self, row: int, column: int = -1) -> str:
        """Return a place such as ``Sheet1!C12``; without a column the row alone."""
        return f"{self.name}!{self.column(column)}{self.top + row}"

    def column(self, column: int) -> str:
        """Return the letters of a column; empty below zero."""
        return column_letters(self.left + column) if column >= 0 else ""

    def renamed(self, name: str) -> Sheet:
        """Return the same cells under another file name."""
        return replace(self, file_name=name)


def column_letters(column: int) -> str:
    """Return the letters of a zero-based column: A, B ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the zero-based column of its letters; -1 for anything else."""
    if not (letters.isascii() and letters.isalpha() and letters.isupper()):
        return -1
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return column - 1


def is_number(cell: RawCell) -> bool:
    """Say whether a cell was stored as a number."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def cell_text(cell: RawCell) -> str:
    """Return what a cell says as text; long numbers in the short form in which they show."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, Unknown):
        return cell.shown
    if isinstance(cell, dt.datetime):
        whole = cell.time() == dt.time()
        return cell.date().isoformat() if whole else cell.isoformat(" ", "seconds")
    return str(cell)


def _number_text(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    if abs(number) >= _EXACT:
        return f"{number:.5E}"
    return str(int(number)) if number == int(number) else repr(float(number))
