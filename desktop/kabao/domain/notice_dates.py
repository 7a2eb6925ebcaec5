"""Dates in messages: with a year as they stand, without one the latest that has passed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_LEAP_CYCLE = 8
"""Years within which every day of the calendar comes at least once."""


def written_date(found: re.Match[str], today: dt.date) -> tuple[dt.date | None, bool]:
    """Return the date a match names and whether its year was filled in; None if no such day."""
    parts = found.groupdict()
    month, day = int(parts["month"]), int(parts["day"])
    year = parts.get("year")
    if year:
        return _date(int(year), month, day), False
    for back in range(_LEAP_CYCLE + 1):
        date = _date(today.year - back, month, day)
        if date is not None and date <= today:
            return date, True
    return None, True


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
