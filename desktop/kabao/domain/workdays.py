"""Rest days and working days: weekends, public holidays and the weekends worked in exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.days import ONE_DAY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

SATURDAY = 5


class DayKind(StrEnum):
    """What a day is, where it is not what its weekday says."""

    REST = "rest"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class DayNote:
    """A day that the user has entered, with the notice it was taken from."""

    day: dt.date
    kind: DayKind
    source: str = ""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are rest days; a year without an announced schedule counts by its weekends."""

    special: Mapping[dt.date, DayKind] = field(default_factory=lambda: MappingProxyType({}))
    """Public holidays, and weekends that are worked in exchange."""
    known_from: int = 0
    known_through: int = 0
    """First and last year whose schedule was announced."""
    entered: frozenset[int] = frozenset()
    """Years for which the user has entered days."""

    def is_rest_day(self, day: dt.date) -> bool:
        """Say whether nobody works on a day."""
        kind = self.special.get(day)
        return day.weekday() >= SATURDAY if kind is None else kind is DayKind.REST

    def knows(self, day: dt.date) -> bool:
        """Say whether the schedule of a day's year is known."""
        return self.known_from <= day.year <= self.known_through or day.year in self.entered

    def rolled(self, day: dt.date) -> dt.date:
        """Return the first day from this one on that is not a rest day."""
        while self.is_rest_day(day):
            day += ONE_DAY
        return day

    def after_working_days(self, start: dt.date, count: int) -> dt.date:
        """Return the last of ``count`` working days, the first being one after the start."""
        day = start
        while count:
            day += ONE_DAY
            count -= not self.is_rest_day(day)
        return day

    def with_notes(self, notes: tuple[DayNote, ...]) -> WorkCalendar:
        """Return the calendar with the user's own days over the announced ones."""
        if not notes:
            return self
        special = {**self.special, **{note.day: note.kind for note in notes}}
        return WorkCalendar(
            MappingProxyType(special),
            self.known_from,
            self.known_through,
            self.entered | {note.day.year for note in notes},
        )
