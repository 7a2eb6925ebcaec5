"""Dates as rosters write them: plain ones are read, doubtful ones only proposed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from kabao.domain.rosters.sheets import RawCell

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?: 0?0:00(?::00)?)?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_FIRST_DAY = dt.date(1899, 12, 30)
_SERIALS = range(366, 73051)
"""Days numbered by a spreadsheet from 1901 to 2100; smaller ones have an error of one day."""
_MONTHS = 12
_CENTURY = 100


def read_date(cell: RawCell) -> str:
    """Return ISO text for a date that is written whole; empty for anything else."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, int | float):
        text = str(int(cell)) if cell == int(cell) else ""
        return _matched(_EIGHT, text)
    text = fold_width(cell).strip() if isinstance(cell, str) else ""
    return _matched(_FULL, text) or _matched(_EIGHT, text)


def propose_date(cell: RawCell, today: dt.date) -> tuple[str, str]:
    """Return the kind of correction and the date a doubtful cell may mean; empty for none."""
    if isinstance(cell, bool) or cell is None:
        return "", ""
    serial = _serial(cell)
    if serial:
        return "serial", serial
    if not isinstance(cell, str):
        return "", ""
    text = fold_width(cell).strip()
    found = _SHORT.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups())
        century = today.year - today.year % _CENTURY
        if year > today.year % _CENTURY + 10:
            century -= _CENTURY
        return _kept("date", _iso(century + year, month, day))
    found = _DAY_FIRST.fullmatch(text)
    if found:
        first, second, year = (int(part) for part in found.groups())
        if first > _MONTHS or second > _MONTHS:  # only one of the two can be the month
            day, month = (first, second) if first > _MONTHS else (second, first)
            return _kept("date", _iso(year, month, day))
    return "", ""


def _serial(cell: RawCell) -> str:
    if isinstance(cell, str):
        if not re.fullmatch(r"[1-9][0-9]{2,4}", cell.strip()):
            return ""
        cell = int(cell)
    if isinstance(cell, int | float) and cell == int(cell) and int(cell) in _SERIALS:
        return (_FIRST_DAY + dt.timedelta(days=int(cell))).isoformat()
    return ""


def _matched(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.fullmatch(text)
    return _iso(*(int(part) for part in found.groups())) if found else ""


def _kept(kind: str, date: str) -> tuple[str, str]:
    return (kind, date) if date else ("", "")


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
