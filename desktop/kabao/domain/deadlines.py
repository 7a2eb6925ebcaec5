"""The clock of article 57: 30 days to file from establishment, 15 days for the agency's answer.

Days of the calendar are counted, the first day being the one after the event; rest days at the
end of a period are not taken into account, so filing by ``nominal_due`` is safe in every reading.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.employers import Employer

FILING_DAYS = 30
AGENCY_DAYS = 15
SOON_DAYS = 10
"""Days left from which a clock asks for attention; our own thresholds, no rule of law."""
URGENT_DAYS = 3


class RegistrationState(StrEnum):
    """How far the registration of an employer has come."""

    OPEN = "open"
    """Nothing filed, and the 30 days still run."""
    OVERDUE = "overdue"
    """Nothing filed, and the 30 days are over."""
    FILED = "filed"
    """The agency has the application."""
    ISSUED = "issued"
    """The registration document has been issued."""


@dataclass(frozen=True, slots=True)
class RegistrationClock:
    """Both periods of article 57 for one employer as of one day."""

    start: dt.date
    nominal_due: dt.date
    filed_on: dt.date | None
    agency_due: dt.date | None
    """None until the application has been filed."""
    decided_on: dt.date | None
    state: RegistrationState
    days_left: int
    """Days until ``due``, negative when late; 0 once the document has been issued."""

    @property
    def due(self) -> dt.date:
        """The end of the period that runs now: the agency's once the application is filed."""
        return self.agency_due or self.nominal_due

    @property
    def late(self) -> bool:
        """Say whether the period that runs now is over."""
        return self.days_left < 0

    @property
    def filed_late(self) -> bool:
        """Say whether the application was filed after the 30 days."""
        return self.filed_on is not None and self.filed_on > self.nominal_due


def registration_clock(employer: Employer, today: dt.date) -> RegistrationClock | None:
    """Return the clock of one employer; None while the day of establishment is not known."""
    start = employer.established_on
    if start is None:
        return None
    nominal_due = start + dt.timedelta(days=FILING_DAYS)
    filed_on = employer.filed_on
    agency_due = filed_on + dt.timedelta(days=AGENCY_DAYS) if filed_on else None
    state = _state(employer, nominal_due, today)
    left = 0 if state is RegistrationState.ISSUED else ((agency_due or nominal_due) - today).days
    decided_on = employer.registered_on
    return RegistrationClock(start, nominal_due, filed_on, agency_due, decided_on, state, left)


def _state(employer: Employer, nominal_due: dt.date, today: dt.date) -> RegistrationState:
    if employer.registered_on or employer.text("registration_doc_no").strip():
        return RegistrationState.ISSUED
    if employer.filed_on:
        return RegistrationState.FILED
    return RegistrationState.OPEN if today <= nominal_due else RegistrationState.OVERDUE
