"""Article 57: 30 days to file, 15 days for the agency, counted on the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.deadlines import RegistrationState, registration_clock
from kabao.domain.employers import Employer

TODAY = dt.date(2026, 11, 22)


def clock(today=TODAY, **values):
    return registration_clock(Employer(values), today)


@pytest.mark.parametrize(
    ("start", "nominal"),
    [
        ("2026-05-31", "2026-06-30"),
        ("2024-01-31", "2024-03-01"),
        ("2026-06-04", "2026-07-04"),
        ("2026-01-15", "2026-02-14"),
        ("2026-01-16", "2026-02-15"),
        ("2026-01-18", "2026-02-17"),
        ("2026-01-29", "2026-02-28"),
        ("2026-03-06", "2026-04-05"),
        ("2026-04-01", "2026-05-01"),
        ("2026-04-09", "2026-05-09"),
        ("2026-05-20", "2026-06-19"),
        ("2026-08-21", "2026-09-20"),
        ("2026-08-26", "2026-09-25"),
        ("2026-09-01", "2026-10-01"),
        ("2026-09-10", "2026-10-10"),
        ("2026-10-23", "2026-11-22"),
        ("2025-12-02", "2026-01-01"),
        ("2025-12-05", "2026-01-04"),
        ("2025-08-29", "2025-09-28"),
        ("2025-09-01", "2025-10-01"),
        ("2026-12-15", "2027-01-14"),
    ],
)
def test_the_30_days_end_on_the_nominal_day(start, nominal):
    assert clock(established_on=start).nominal_due.isoformat() == nominal


def test_the_15_days_of_the_agency_run_from_the_filing():
    running = clock(dt.date(2026, 2, 20), established_on="2026-02-01", filed_on="2026-02-10")
    assert running.agency_due == dt.date(2026, 2, 25)
    assert (running.state, running.due, running.days_left) == (
        RegistrationState.FILED,
        dt.date(2026, 2, 25),
        5,
    )
    assert not running.late
    assert not running.filed_late


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2026-11-10", RegistrationState.OPEN, 30),
        ("2026-12-10", RegistrationState.OPEN, 0),
        ("2026-12-11", RegistrationState.OVERDUE, -1),
        ("2026-11-09", RegistrationState.OPEN, 31),
    ],
)
def test_the_last_day_is_still_in_time(today, state, left):
    running = clock(dt.date.fromisoformat(today), established_on="2026-11-10")
    assert (running.state, running.days_left, running.late) == (state, left, left < 0)


def test_an_agency_that_does_not_answer_is_late_but_the_employer_is_not_overdue():
    running = clock(established_on="2026-10-01", filed_on="2026-10-15")
    assert (running.state, running.days_left, running.late) == (RegistrationState.FILED, -23, True)


def test_a_filing_after_30_days_is_remembered():
    assert clock(established_on="2026-01-01", filed_on="2026-02-01").filed_late
    assert not clock(established_on="2026-01-01", filed_on="2026-01-31").filed_late


@pytest.mark.parametrize(
    "issued", [{"registered_on": "2026-02-20"}, {"registration_doc_no": "91110000XXXX00019Y"}]
)
def test_an_issued_document_stops_the_clock(issued):
    stopped = clock(established_on="2026-01-01", filed_on="2026-02-10", **issued)
    assert (stopped.state, stopped.days_left) == (RegistrationState.ISSUED, 0)


def test_there_is_no_clock_without_a_day_of_establishment():
    assert clock() is None
    assert clock(established_on="soon") is None


@given(start=st.dates(dt.date(2000, 1, 1), dt.date(2080, 1, 1)), after=st.integers(-40, 80))
def test_days_left_go_down_by_one_each_day(start, after):
    running = clock(start + dt.timedelta(days=after), established_on=start.isoformat())
    assert running.days_left == 30 - after
    assert running.state is (RegistrationState.OPEN if after <= 30 else RegistrationState.OVERDUE)
