"""Counting on the calendar: birthdays and months."""

from __future__ import annotations

import datetime as dt
import re

ONE_DAY = dt.timedelta(days=1)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECEMBER = 12


def read_iso_date(text: object) -> dt.date | None:
    """Read a date written ``2026-11-22``; None for anything else and for days that do not exist."""
    if not isinstance(text, str) or not _ISO_DATE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def birthday(birth: dt.date, age: int) -> dt.date:
    """Return the day a person reaches an age; 29 February falls on 1 March in plain years."""
    year = birth.year + age
    if year > dt.MAXYEAR:
        return dt.date.max
    try:
        return birth.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = dt.date(year + month // _DECEMBER, month % _DECEMBER + 1, 1) - ONE_DAY
    return dt.date(year, month, min(day.day, last.day))
