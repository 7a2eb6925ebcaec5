"""Employers: organisations with registration clocks under article 57."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.checks import check_together
from kabao.domain.days import read_iso_date
from kabao.domain.field_values import own_error
from kabao.domain.records import FormRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.fields import Draft, Values
    from kabao.domain.findings import Finding, Place

_IN_ORDER = (
    ("filed_on", "established_on", "filed_before_established"),
    ("registered_on", "filed_on", "registered_before_filed"),
    ("registered_on", "established_on", "registered_before_established"),
    ("changed_on", "established_on", "changed_before_established"),
    ("change_filed_on", "changed_on", "change_filed_before_change"),
    ("change_decided_on", "change_filed_on", "change_decided_before_filed"),
    ("ended_on", "established_on", "ended_before_established"),
    ("end_filed_on", "ended_on", "end_filed_before_end"),
    ("end_decided_on", "end_filed_on", "end_decided_before_filed"),
)
"""A day, the one it must not lie before, and the code of the finding when it does."""
_DAYS = tuple(dict.fromkeys(name for day, earlier, _ in _IN_ORDER for name in (earlier, day)))


@dataclass(frozen=True, slots=True)
class Employer(FormRecord):
    """One employer; ``values`` are those of the rulebook form ``employer``."""

    values: Values = field(default_factory=dict)
    id: int = 0
    uid: str = ""

    @property
    def name(self) -> str:
        """Full registered name."""
        return self.text("name")

    @property
    def uscc(self) -> str:
        """Unified social credit code."""
        return self.text("uscc")

    @property
    def established_on(self) -> dt.date | None:
        """Day of establishment, the start of the 30 days of article 57."""
        return read_iso_date(self.values.get("established_on"))

    @property
    def filed_on(self) -> dt.date | None:
        """Day the application for registration was received, the start of the 15 days."""
        return read_iso_date(self.values.get("filed_on"))

    @property
    def registered_on(self) -> dt.date | None:
        """Day the agency issued the registration document."""
        return read_iso_date(self.values.get("registered_on"))

    def with_values(self, values: Values) -> Employer:
        """Return the same employer with other values."""
        return replace(self, values=values)


def check_employer(draft: Draft, today: dt.date, place: Place) -> tuple[Finding, ...]:
    """Check every field of an employer, and the dates of its registration in their order."""
    crossed = ((name, own_error(code)) for name, code in _check_dates(draft, today))
    return check_together(draft, today, place, crossed)


def _check_dates(draft: Draft, today: dt.date) -> Iterator[tuple[str, str]]:
    days = {name: read_iso_date(draft.values.get(name)) for name in _DAYS}
    told = set()
    for name, day in days.items():
        if day is not None and day > today:
            yield name, "date_in_future"
    for name, earlier, code in _IN_ORDER:
        day, before = days[name], days[earlier]
        if name not in told and day and before and day < before:
            told.add(name)
            yield name, code
