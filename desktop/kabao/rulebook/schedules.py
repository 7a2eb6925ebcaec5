"""The announced schedule of public holidays, taken from the package ``holidays``.

That package goes on with the bare rules for a year whose schedule nobody has announced yet, so the
rulebook says which years are known and only those are taken.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.workdays import DayKind, WorkCalendar

if TYPE_CHECKING:
    from kabao.domain.clocks import DeadlineRules


def read_schedule(rules: DeadlineRules) -> WorkCalendar:
    """Return the calendar of the years known; takes some tenths of a second the first time."""
    import holidays

    years = range(rules.known_from, rules.known_through + 1)
    announced = holidays.country_holidays("CN", years=years, language="zh_CN")
    rest = {day: DayKind.REST for day in announced if day.year in years}
    # The swaps of other years are listed too.
    work = {day: DayKind.WORK for day in announced.weekend_workdays if day.year in years}
    return WorkCalendar(
        special=MappingProxyType(rest | work),
        names=MappingProxyType({day: announced[day] for day in rest}),
        known_from=rules.known_from,
        known_through=rules.known_through,
    )
