"""The announced schedule of public holidays, taken from the package ``chinesecalendar``.

It holds nothing but the announced years, so that its last one is the last that is known; the
larger package ``holidays`` goes on with bare rules instead, and under PySide6 its import of every
country takes 20 seconds. The tests compare the two day by day.
"""

from __future__ import annotations

from types import MappingProxyType

from kabao.domain.workdays import DayKind, WorkCalendar


def read_schedule() -> WorkCalendar:
    """Return the calendar of the announced years."""
    from chinese_calendar import constants

    rest = dict.fromkeys(constants.holidays, DayKind.REST)
    work = dict.fromkeys(constants.workdays, DayKind.WORK)
    years = {day.year for day in rest}
    return WorkCalendar(
        special=MappingProxyType(rest | work),
        known_from=min(years),
        known_through=max(years),
    )
