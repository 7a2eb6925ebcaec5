"""Deadlines as a use case: every clock of law of the employers and people in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.clocks import Counter, clocks_of, nearest_first
from kabao.services.deadline_words import explain_deadline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.domain.rules import Rulebook
    from kabao.domain.words import Words
    from kabao.domain.workdays import DayNote, WorkCalendar
    from kabao.exchange.calendars import DayEvent
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

REMIND_BEFORE = (7, 1)
"""Days before the end on which a calendar program reminds."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock with the employer it concerns."""

    clock: Clock
    uid: str
    """Identifier of the employer or person, the same in every ledger."""
    employer_id: int | None
    employer: str

    @property
    def room(self) -> str:
        """Where the record of the clock is edited."""
        return "holders" if self.clock.rule.record == "holder" else "employers"


class Deadlines:
    """Counts the periods of the rulebook over the dates in the ledger."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rules = rulebook.deadlines
        self._clock = clock
        self._counter: Counter | None = None
        self._announced: WorkCalendar | None = None

    def calendar(self) -> WorkCalendar:
        """Return rest days and working days: the announced ones, and the user's own over them."""
        if self._announced is None:
            from kabao.rulebook.schedules import read_schedule

            self._announced = read_schedule()
        return self._announced.with_notes(self.days())

    def days(self) -> tuple[DayNote, ...]:
        """Return the days that the user has entered, for years whose notice came later."""
        return self._ledger.clocks.notes()

    def rest_days(self, days: Iterable[dt.date]) -> frozenset[dt.date]:
        """Return those of some days on which nobody works."""
        calendar = self.calendar()
        return frozenset(day for day in days if calendar.is_rest_day(day))

    def enter_days(self, notes: Iterable[DayNote]) -> None:
        """Take days into the calendar in place of what was entered for them before."""
        known = {note.day: note for note in (*self.days(), *notes)}
        self._keep_days(known.values())

    def forget_days(self, days: Iterable[dt.date]) -> None:
        """Take entered days out of the calendar again."""
        gone = frozenset(days)
        self._keep_days(note for note in self.days() if note.day not in gone)

    def _keep_days(self, notes: Iterable[DayNote]) -> None:
        self._ledger.clocks.set_notes(notes)
        self._counter = None

    def practice(self, employer: Employer) -> Words | None:
        """Say how an employer of this kind is registered today; None for a kind not given."""
        return self._rules.tracks.get(employer.text("kind"))

    def of_employer(self, employer: Employer) -> list[Clock]:
        """Return an employer's own clocks, open ones first by the day they end."""
        rules = self._rules.of("employer", employer.region)
        clocks = clocks_of(
            employer.id, employer.name, employer.values, rules, self._count(), self._clock()
        )
        return nearest_first(clocks)

    def of_people(self, employer_id: int) -> list[Clock]:
        """Return the open clocks of an employer's people, those first that end first."""
        return nearest_first(
            item.clock for item in self._people(employer_id) if item.clock.state.is_open
        )

    def all(self, *, finished: bool = False) -> list[Deadline]:
        """Return every open clock in the ledger, those first that end first; or all there are."""
        items = [*self._employers(), *self._people(None, finished=finished)]
        wanted = {
            (item.clock.rule.key, item.clock.record): item
            for item in items
            if finished or item.clock.state.is_open
        }
        ordered = nearest_first(item.clock for item in wanted.values())
        return [wanted[clock.rule.key, clock.record] for clock in ordered]

    def write_calendar(self, deadlines: Iterable[Deadline], target: Path, texts: Texts) -> int:
        """Write the open ones as a calendar file, each on the day by which filing is safe.

        Returns:
            How many there are.

        Raises:
            InputRefusedError: The folder is not there.
            EnvironmentProblemError: The file cannot be written.
        """
        from kabao.exchange.calendars import write_days

        events = (_event(item, texts) for item in deadlines if item.clock.state.is_open)
        return write_days(events, texts("deadlines.calendar_name"), self._clock(), target)

    def _employers(self) -> Iterator[Deadline]:
        counter, today = self._count(), self._clock()
        for employer in self._ledger.employers.all():
            name, rules = employer.name, self._rules.of("employer", employer.region)
            for clock in clocks_of(employer.id, name, employer.values, rules, counter, today):
                yield Deadline(clock, employer.uid, employer.id, name)

    def _people(self, employer_id: int | None, *, finished: bool = False) -> Iterator[Deadline]:
        rules, counter, today = self._rules.of("holder"), self._count(), self._clock()
        employers = self._ledger.employers.all()
        names = {item.id: item.name for item in employers}
        local = {item.id: self._rules.of("holder", item.region) for item in employers}
        fields = tuple(dict.fromkeys(name for rule in rules for name in rule.fields))
        people = self._ledger.clocks.people(fields, employer_id=employer_id, everybody=finished)
        for person in people:
            employer = names.get(person.employer_id or 0, "")
            counted = local.get(person.employer_id or 0, rules)
            for clock in clocks_of(person.id, person.name, person.dates, counted, counter, today):
                yield Deadline(clock, person.uid, person.employer_id, employer)

    def _count(self) -> Counter:
        if self._counter is None:
            self._counter = Counter(self.calendar())
        return self._counter


def _event(item: Deadline, texts: Texts) -> DayEvent:
    from kabao.exchange.calendars import DayEvent

    return DayEvent(
        uid=f"{item.clock.rule.key}-{item.uid}@kabao",
        day=item.clock.nominal_due,
        title=texts(
            "deadlines.event_title",
            title=item.clock.rule.title.to(texts.language),
            name=item.clock.name,
        ),
        text="\n".join(explain_deadline(item.clock, texts)),
        remind_before=REMIND_BEFORE,
    )
