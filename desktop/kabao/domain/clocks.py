"""Clocks: what the law gives a unit or an office so many days for, counted from an event.

The day of the event is not counted. A calendar period that ends on a rest day runs on to the next
day that is none, but reminders keep to the plain end: filing by then is safe in every reading.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kabao.domain.days import read_iso_date
from kabao.domain.deadlines import SOON_DAYS, URGENT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kabao.domain.fields import Origin, Value
    from kabao.domain.words import Words
    from kabao.domain.workdays import WorkCalendar


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR = "calendar"
    WORKING = "working"


class Bound(StrEnum):
    """Whom a period binds."""

    EMPLOYER = "employer"
    OFFICE = "office"


class ClockState(StrEnum):
    """How a clock stands on one day."""

    RUNNING = "running"
    PAST_NOMINAL = "past_nominal"
    """The plain end is over, but the period runs on past its rest days."""
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done."""
        return self not in (ClockState.DONE, ClockState.DONE_LATE)


class Urgency(StrEnum):
    """How near the end of an open clock is; our own thresholds, no rule of law."""

    DONE = "done"
    CALM = "calm"
    SOON = "soon"
    URGENT = "urgent"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One period of law as data of the rulebook."""

    key: str
    record: str
    """Form whose fields hold the dates: ``employer`` or ``holder``."""
    start_field: str
    done_fields: tuple[str, ...]
    """Dates that end it, the first given one counting."""
    days: int
    unit: Unit
    rolls: bool
    """Whether a rest day at the end moves the final day."""
    binds: Bound
    law: str
    """Key of the article among the laws of the rulebook; empty when it is not among them."""
    title: Words
    article: Words
    event: Words
    """What the period is counted from."""
    counting: Words
    late: Words
    """What follows when it is missed."""
    note: Words
    origin: Origin
    settled_by: tuple[str, ...] = ()
    """Fields that tell that it is done where no date is known."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the record that the clock reads."""
        return (self.start_field, *self.done_fields, *self.settled_by)


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """Every clock of the rulebook, and today's practice."""

    clocks: tuple[ClockRule, ...] = ()
    tracks: Mapping[str, Words] = field(default_factory=dict)
    """How a founding is registered today, by kind of unit."""
    local: Mapping[str, Mapping[str, ClockRule]] = field(default_factory=dict)
    """Clocks of offices that a region counts otherwise, by division code and key."""

    def of(self, record: str, region: str = "") -> tuple[ClockRule, ...]:
        """Return the clocks whose dates stand in one form, as a region counts them."""
        local = self.local.get(region, {})
        return tuple(local.get(rule.key, rule) for rule in self.clocks if rule.record == record)


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of one employer or person as of one day."""

    rule: ClockRule
    record: int
    """Ledger id of the employer or holder."""
    name: str
    start: dt.date
    nominal_due: dt.date
    final_due: dt.date
    schedule_known: bool
    done_on: dt.date | None
    """None while it is open, or when only the fact is known."""
    state: ClockState
    days_left: int
    """Days until ``nominal_due``, negative once it is over; 0 when done."""

    @property
    def late_days(self) -> int:
        """Days between the final day and the day it was done, or today."""
        if self.done_on is not None:
            return max(0, (self.done_on - self.final_due).days)
        moved = (self.final_due - self.nominal_due).days
        return max(0, -self.days_left - moved)

    @property
    def urgency(self) -> Urgency:
        """How near the end is."""
        if not self.state.is_open:
            return Urgency.DONE
        if self.days_left < 0:
            return Urgency.LATE
        if self.days_left <= URGENT_DAYS:
            return Urgency.URGENT
        return Urgency.SOON if self.days_left <= SOON_DAYS else Urgency.CALM


@dataclass(frozen=True, slots=True)
class Counted:
    """The end of a period, in both readings."""

    nominal: dt.date
    final: dt.date
    schedule_known: bool


class Span(NamedTuple):
    """The days of one clock."""

    start: dt.date
    end: Counted
    today: dt.date


class Counter:
    """Counts periods on one calendar and remembers what it has counted."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[str, int, Unit, dt.date], Counted] = {}

    def count(self, rule: ClockRule, start: dt.date) -> Counted:
        """Return the end of a period that begins with an event on a day."""
        key = (rule.key, rule.days, rule.unit, start)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._count(rule, start)
        return known

    def _count(self, rule: ClockRule, start: dt.date) -> Counted:
        calendar = self._calendar
        if rule.unit is Unit.WORKING:
            nominal = calendar.after_working_days(start, rule.days)
            return Counted(nominal, nominal, calendar.knows(start) and calendar.knows(nominal))
        nominal = start + dt.timedelta(days=rule.days)
        final = calendar.rolled(nominal) if rule.rolls else nominal
        return Counted(nominal, final, not rule.rolls or calendar.knows(final))


def clocks_of(
    record: int,
    name: str,
    values: Mapping[str, Value],
    rules: Iterable[ClockRule],
    counter: Counter,
    today: dt.date,
) -> Iterator[Clock]:
    """Yield the clocks that a record's dates have started, in the order of the rules."""
    for rule in rules:
        start = read_iso_date(values.get(rule.start_field))
        if start is not None:
            end = counter.count(rule, start)
            yield _clock(rule, (record, name), values, Span(start, end, today))


def nearest_first(clocks: Iterable[Clock]) -> list[Clock]:
    """Order clocks: open ones by the day they end, then what is done, the latest first."""
    return sorted(clocks, key=_rank)


def _rank(clock: Clock) -> tuple[bool, int, str, int]:
    day = clock.nominal_due.toordinal()
    is_done = not clock.state.is_open
    return (is_done, -day if is_done else day, clock.name, clock.record)


def _clock(
    rule: ClockRule, whose: tuple[int, str], values: Mapping[str, Value], span: Span
) -> Clock:
    end, left = span.end, (span.end.nominal - span.today).days
    given = (read_iso_date(values.get(name)) for name in rule.done_fields)
    done_on = next(filter(None, given), None)
    if done_on is not None:
        state = ClockState.DONE if done_on <= end.final else ClockState.DONE_LATE
    elif any(values.get(name) for name in rule.settled_by):
        state = ClockState.DONE
    else:
        state = _open_state(end, span.today)
    return Clock(
        rule,
        *whose,
        span.start,
        end.nominal,
        end.final,
        end.schedule_known,
        done_on,
        state,
        left if state.is_open else 0,
    )


def _open_state(end: Counted, today: dt.date) -> ClockState:
    if today <= end.nominal:
        return ClockState.RUNNING
    return ClockState.PAST_NOMINAL if today <= end.final else ClockState.OVERDUE
