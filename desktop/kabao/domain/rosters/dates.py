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
_TIMED = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[ T]+\d{1,2}:\d{2}.*"
)
_CHINESE = re.compile(
    "([〇零○Ｏ0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "0": "0",
}
_FIRST_DAY = dt.date(1899, 12, 30)
_FROM_1904 = 1462
"""Days by which a count from 1904 is behind."""
_SERIALS = range(366, 73051)
"""Days numbered by a spreadsheet from 1901 to 2100; smaller ones have an error of one day."""
_MONTHS = 12
_DAYS = 31
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


def propose_date(cell: RawCell, today: dt.date, *, from_1904: bool = False) -> tuple[str, str]:
    """Return the kind of correction and the date a doubtful cell may mean; empty for none."""
    if isinstance(cell, bool) or cell is None:
        return "", ""
    serial = _serial(cell, _FROM_1904 if from_1904 else 0)
    if serial:
        return "serial", serial
    if not isinstance(cell, str):
        return "", ""
    text = fold_width(cell).strip()
    date = _matched(_TIMED, text) or _chinese(cell.strip()) or _year_first(text, today)
    return _kept("date", date or _year_last(text))


def _year_first(text: str, today: dt.date) -> str:
    """Read a short year; between strokes it may be a day or a month as well."""
    found = _SHORT.fullmatch(text)
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups())
    if "/" in text and year <= _DAYS:
        return ""
    century = today.year - today.year % _CENTURY
    if year > today.year % _CENTURY + 10:
        century -= _CENTURY
    return _iso(century + year, month, day)


def _year_last(text: str) -> str:
    """Read a day and a month before the year where only one of the two can be the month."""
    found = _DAY_FIRST.fullmatch(text)
    if not found:
        return ""
    first, second, year = (int(part) for part in found.groups())
    if first <= _MONTHS and second <= _MONTHS:
        return ""
    day, month = (first, second) if first > _MONTHS else (second, first)
    return _iso(year, month, day)


def _chinese(text: str) -> str:
    """Read a date in Chinese numerals, such as 二〇二四年三月十五日."""
    found = _CHINESE.fullmatch(text)
    if not found:
        return ""
    year, month, day = found.groups()
    digits = "".join(_CHINESE_DIGITS[sign] for sign in year)
    return _iso(int(digits), _below_hundred(month), _below_hundred(day))


def _below_hundred(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_CHINESE_DIGITS[sign] for sign in ones))
    return int(_CHINESE_DIGITS.get(tens, "1")) * 10 + int(_CHINESE_DIGITS.get(ones, "0"))


def _serial(cell: RawCell, behind: int) -> str:
    if isinstance(cell, str):
        if not re.fullmatch(r"[1-9][0-9]{2,4}", cell.strip()):
            return ""
        cell = int(cell)
    if isinstance(cell, int | float) and cell == int(cell) and int(cell) in _SERIALS:
        return (_FIRST_DAY + dt.timedelta(days=int(cell) + behind)).isoformat()
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
