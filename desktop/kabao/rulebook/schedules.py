"""The announced schedule of public holidays, taken from the package ``chinesecalendar``.

Of the years after it only the days of the law itself are rest days (全国年节及纪念日放假办法 of
2024-11-10): nobody works on New Year's Day, whatever the notice will say of the days around it.

It holds nothing but the announced years, so that its last one is the last that is known; the
larger package ``holidays`` goes on with bare rules instead, and under PySide6 its import of every
country takes 20 seconds. The tests compare the two day by day.
"""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.workdays import DayKind, WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY_YEAR = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""New Year, Labour Day and National Day, which fall on the same dates each year."""
_BY_THE_MOON = """
2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-06-09 2027-09-15
2028-01-25 2028-01-26 2028-01-27 2028-01-28 2028-04-04 2028-05-28
2029-02-12 2029-02-13 2029-02-14 2029-02-15 2029-04-04 2029-06-16 2029-09-22
2030-02-02 2030-02-03 2030-02-04 2030-02-05 2030-04-05 2030-06-05 2030-09-12
"""
"""Spring Festival from its eve on, Qingming, Dragon Boat and Mid-Autumn; 2028's is in October."""
_YEARS_AHEAD = 10


def read_schedule() -> WorkCalendar:
    """Return the calendar of the announced years, and the holidays of the law after them."""
    from chinese_calendar import constants

    rest = dict.fromkeys(constants.holidays, DayKind.REST)
    work = dict.fromkeys(constants.workdays, DayKind.WORK)
    years = {day.year for day in rest}
    lawful = dict.fromkeys(_after(max(years)), DayKind.REST)
    return WorkCalendar(
        special=MappingProxyType(lawful | rest | work),
        known_from=min(years),
        known_through=max(years),
    )


def _after(year: int) -> Iterator[dt.date]:
    """Yield the holidays of the law in the years after one."""
    for later in range(year + 1, year + 1 + _YEARS_AHEAD):
        yield from (dt.date(later, month, day) for month, day in _EVERY_YEAR)
    days = map(dt.date.fromisoformat, _BY_THE_MOON.split())
    yield from (day for day in days if day.year > year)
