"""Employers as a use case: list, check, save, and the clock of article 57."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.days import read_iso_date
from kabao.domain.deadlines import registration_clock
from kabao.domain.employers import Employer, check_employer, check_hires
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place
from kabao.services.drafting import Drafting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.holders import Holder
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger


class Employers(Drafting):
    """The organisations in the ledger."""

    _room = "employers"

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock

    @property
    def form(self) -> FormSpec:
        """The list of fields of an employer."""
        return self._rulebook.form("employer")

    def all(self) -> tuple[Employer, ...]:
        """Return every employer, ordered by name."""
        return tuple(self._ledger.employers.all())

    def get(self, employer_id: int) -> Employer:
        """Return one employer; raises NotFoundError."""
        return self._ledger.employers.get(employer_id)

    def holders(self, employer_id: int) -> tuple[Holder, ...]:
        """Return the people of one employer."""
        return tuple(self._ledger.holders.of_employer(employer_id))

    def people(self) -> Mapping[int, int]:
        """Count the people of each employer that has any."""
        return self._ledger.employers.people()

    def clock(self, employer: Employer) -> RegistrationClock | None:
        """Return the article 57 clock of an employer; None without a day of establishment."""
        return registration_clock(employer, self._clock())

    def stored(self, record: int) -> Values:
        """Return the values of a saved employer; raises NotFoundError."""
        return self._ledger.employers.get(record).values

    def check(self, values: Values, employer_id: int = 0) -> tuple[Finding, ...]:
        """Check an employer's values, also for the same credit code twice."""
        place = Place("employers", employer_id)
        findings = check_employer(Draft(self.form, values), self._clock(), place)
        if employer_id:
            employer = Employer(values, employer_id)
            findings += check_hires(employer, self._hires(employer_id), place)
        code = values.get("uscc")
        twin = self._ledger.employers.by_uscc(code) if isinstance(code, str) and code else None
        if twin is None or twin.id == employer_id:
            return findings
        again = Finding(
            Level.ERROR, "employer_twice", replace(place, field="uscc"), {"name": twin.name}
        )
        return (*findings, again)

    def _hires(self, employer_id: int) -> Iterator[tuple[str, dt.date]]:
        """Yield names and first working days of an employer's people."""
        people = self._ledger.clocks.people(
            ("work_started_on",), employer_id=employer_id, everybody=True
        )
        for person in people:
            day = read_iso_date(person.dates.get("work_started_on"))
            if day is not None:
                yield person.name, day

    def save(self, employer_id: int, values: Values) -> Saved[Employer]:
        """Store a new (id 0) or changed employer; raises InputRefusedError with findings."""
        findings = self.check(values, employer_id)
        if any(item.level in (Level.CRITICAL, Level.ERROR) for item in findings):
            raise InputRefusedError("employer_not_saved", findings)
        store = self._ledger.employers
        employer = store.get(employer_id) if employer_id else Employer()
        employer = employer.with_values(values)
        action = "employers.change" if employer_id else "employers.add"
        with self._ledger.transaction(action, employer.name):
            employer = store.update(employer) if employer_id else store.add(employer)
            self._ledger.drafts.remove("employers", employer_id)
        return Saved(employer, Changed(employers=frozenset({employer.id})), findings)

    def remove(self, employer_id: int) -> Changed:
        """Remove an employer that no holder and no case names; else InputRefusedError."""
        employer = self._ledger.employers.get(employer_id)
        with self._ledger.transaction("employers.remove", employer.name):
            self._ledger.employers.remove(employer_id)
            self._ledger.drafts.remove("employers", employer_id)
        return Changed(employers=frozenset({employer_id}))
