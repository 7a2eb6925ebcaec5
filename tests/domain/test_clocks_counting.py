"""Clocks of law: how days are counted, rolled and told, over the real rules and schedule."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao import rulebook
from kabao.domain.clocks import ClockState, Counter, Urgency, clocks_of, nearest_first
from kabao.domain.workdays import DayKind, DayNote
from kabao.rulebook.schedules import read_schedule

RULES = rulebook.load().deadlines
CALENDAR = read_schedule()
SECOND = holidays.country_holidays("CN", years=range(2007, 2027))
TODAY = dt.date(2026, 11, 22)


def rule(key):
    return next(item for item in RULES.clocks if item.key == key)


def day(text):
    return dt.date.fromisoformat(text)


def clocks(record="employer", today=TODAY, calendar=CALENDAR, **values):
    found = clocks_of(7, "甲", values, RULES.of(record), Counter(calendar), today)
    return {clock.rule.key: clock for clock in found}


@pytest.mark.parametrize(
    ("start", "nominal", "final"),
    [
        ("2026-05-31", "2026-06-30", "2026-06-30"),
        ("2024-01-31", "2024-03-01", "2024-03-01"),
        ("2026-06-04", "2026-07-04", "2026-07-06"),
        ("2026-01-15", "2026-02-14", "2026-02-14"),
        ("2026-01-16", "2026-02-15", "2026-02-24"),
        ("2026-01-18", "2026-02-17", "2026-02-24"),
        ("2026-01-29", "2026-02-28", "2026-02-28"),
        ("2026-03-06", "2026-04-05", "2026-04-07"),
        ("2026-04-01", "2026-05-01", "2026-05-06"),
        ("2026-04-09", "2026-05-09", "2026-05-09"),
        ("2026-05-20", "2026-06-19", "2026-06-22"),
        ("2026-08-21", "2026-09-20", "2026-09-20"),
        ("2026-08-26", "2026-09-25", "2026-09-28"),
        ("2026-09-01", "2026-10-01", "2026-10-08"),
        ("2026-09-10", "2026-10-10", "2026-10-10"),
        ("2026-10-23", "2026-11-22", "2026-11-23"),
        ("2025-12-02", "2026-01-01", "2026-01-04"),
        ("2025-12-05", "2026-01-04", "2026-01-04"),
        ("2025-08-29", "2025-09-28", "2025-09-28"),
        ("2025-09-01", "2025-10-01", "2025-10-09"),
        ("2024-02-29", "2024-03-30", "2024-04-01"),
    ],
)
def test_thirty_days_end_on_both_days_of_the_table(start, nominal, final):
    clock = clocks(established_on=start)["registration"]
    assert (clock.nominal_due, clock.final_due) == (day(nominal), day(final))
    assert clock.schedule_known


def test_a_year_without_a_schedule_counts_its_weekends_and_says_so():
    clock = clocks(established_on="2026-12-15")["registration"]
    assert clock.nominal_due == clock.final_due == day("2027-01-14")
    assert not clock.schedule_known
    saturday = clocks(established_on="2026-12-17")["registration"]
    assert saturday.final_due == day("2027-01-18")


def test_days_the_user_enters_go_over_the_announced_ones():
    notes = (DayNote(day("2027-01-14"), DayKind.REST, "通知"),)
    clock = clocks(calendar=CALENDAR.with_notes(notes), established_on="2026-12-15")["registration"]
    assert (clock.final_due, clock.schedule_known) == (day("2027-01-15"), True)
    worked = (DayNote(day("2026-07-04"), DayKind.WORK),)
    moved = clocks(calendar=CALENDAR.with_notes(worked), established_on="2026-06-04")
    assert moved["registration"].final_due == day("2026-07-04")


def test_working_days_leave_out_rest_days_and_count_the_weekends_worked():
    ten = clocks(change_filed_on="2026-02-10")["change_service"]
    assert ten.nominal_due == ten.final_due == day("2026-03-02")
    assert CALENDAR.after_working_days(day("2026-02-10"), 15) == day("2026-03-09")


def test_the_agency_has_fifteen_plain_days():
    answer = clocks(established_on="2026-02-01", filed_on="2026-02-10")["answer"]
    assert answer.nominal_due == answer.final_due == day("2026-02-25")


@given(st.dates(dt.date(2007, 1, 1), dt.date(2026, 12, 31)))
def test_the_schedule_agrees_with_a_second_library(date):
    assert CALENDAR.is_rest_day(date) == (not SECOND.is_working_day(date))


@given(st.dates(dt.date(2007, 1, 1), dt.date(2030, 12, 31)), st.sampled_from(RULES.clocks))
def test_the_final_day_is_the_first_working_day_from_the_nominal_one(start, rule):
    end = Counter(CALENDAR).count(rule, start)
    assert end.final >= end.nominal > start
    if rule.rolls:
        assert (end.nominal - start).days == rule.days
        between = (end.final - end.nominal).days
        skipped = [end.nominal + dt.timedelta(days=step) for step in range(between)]
        assert all(map(CALENDAR.is_rest_day, skipped))
        assert not CALENDAR.is_rest_day(end.final)


@pytest.mark.parametrize(
    ("today", "state", "left", "late", "urgency"),
    [
        ("2026-06-05", ClockState.RUNNING, 29, 0, Urgency.CALM),
        ("2026-06-24", ClockState.RUNNING, 10, 0, Urgency.SOON),
        ("2026-07-01", ClockState.RUNNING, 3, 0, Urgency.URGENT),
        ("2026-07-04", ClockState.RUNNING, 0, 0, Urgency.URGENT),
        ("2026-07-05", ClockState.PAST_NOMINAL, -1, 0, Urgency.LATE),
        ("2026-07-06", ClockState.PAST_NOMINAL, -2, 0, Urgency.LATE),
        ("2026-07-07", ClockState.OVERDUE, -3, 1, Urgency.LATE),
    ],
)
def test_an_open_clock_stands_by_both_days(today, state, left, late, urgency):
    clock = clocks(today=day(today), established_on="2026-06-04")["registration"]
    assert (clock.state, clock.days_left, clock.late_days) == (state, left, late)
    assert clock.urgency is urgency


@pytest.mark.parametrize(
    ("filed", "state", "late"),
    [
        ("2026-07-06", ClockState.DONE, 0),
        ("2026-07-08", ClockState.DONE_LATE, 2),
    ],
)
def test_filing_stops_a_clock_on_its_day(filed, state, late):
    clock = clocks(established_on="2026-06-04", filed_on=filed)["registration"]
    assert (clock.state, clock.late_days, clock.days_left) == (state, late, 0)
    assert clock.urgency is Urgency.DONE


def test_a_registration_completed_without_a_day_of_filing_is_done():
    found = clocks(established_on="2026-06-04", registered_on="2026-06-20")
    assert found["registration"].done_on == day("2026-06-20")
    assert "answer" not in found
    numbered = clocks(established_on="2005-01-04", registration_doc_no="44010000")
    assert numbered["registration"].state is ClockState.DONE
    assert numbered["registration"].done_on is None


def test_only_dates_that_are_there_start_clocks():
    assert clocks() == {}
    assert clocks(established_on="yesterday") == {}
    found = clocks(
        "holder", work_started_on="2026-11-10", insure_filed_on="2026-11-20", insured_on=None
    )
    assert found["employee"].state is ClockState.DONE
    assert found["employee_service"].nominal_due == day("2026-12-04")


def test_open_clocks_come_first_and_those_that_end_first_lead():
    first, second = clocks(established_on="2026-11-01"), clocks(established_on="2026-10-01")
    done = clocks(established_on="2026-09-01", filed_on="2026-09-02")["registration"]
    ordered = nearest_first([done, first["registration"], second["registration"]])
    assert [item.start.month for item in ordered] == [10, 11, 9]


def test_every_kind_of_unit_knows_how_it_is_registered_today():
    kinds = {choice.code for choice in rulebook.load().code_lists["employer_kind"]}
    assert set(RULES.tracks) == kinds


def test_every_field_a_clock_reads_is_a_field_of_its_form():
    book = rulebook.load()
    for item in RULES.clocks:
        known = {spec.name: spec.kind for spec in book.form(item.record).fields}
        assert {known[name] for name in (item.start_field, *item.done_fields)} == {"date"}
        assert set(item.settled_by) <= set(known)
        assert not item.law or item.law in book.laws
