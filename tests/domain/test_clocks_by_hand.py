"""Days worked out by hand with a paper calendar, and every start day by a second way of counting.

The notices of three years are typed here once more, so that neither the rules nor the libraries of
the program are their own judge.
"""

from __future__ import annotations

import datetime as dt

import pytest

from kabao import rulebook
from kabao.domain.clocks import ClockState, Counter, clocks_of
from kabao.rulebook.schedules import read_schedule

RULES = {rule.key: rule for rule in rulebook.load().deadlines.clocks}
COUNTER = Counter(read_schedule())

RESTS = (
    *("2024-01-01 1", "2024-02-10 8", "2024-04-04 3", "2024-05-01 5", "2024-06-10 1"),
    *("2024-09-15 3", "2024-10-01 7"),
    *("2025-01-01 1", "2025-01-28 8", "2025-04-04 3", "2025-05-01 5", "2025-05-31 3"),
    *("2025-10-01 8",),
    *("2026-01-01 3", "2026-02-15 9", "2026-04-04 3", "2026-05-01 5", "2026-06-19 3"),
    *("2026-09-25 3", "2026-10-01 7"),
)
"""First day and number of days of each holiday."""
_WORKED = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""
WORKED = frozenset(_WORKED.split())
"""Weekends worked in exchange."""
WEEKEND = {"Sat", "Sun"}


def ends(key, start):
    """Return what the program counts: both days, and whether the schedule is known."""
    end = COUNTER.count(RULES[key], dt.date.fromisoformat(start))
    return end.nominal.isoformat(), end.final.isoformat(), end.schedule_known


THIRTY = """
2024-01-30 2024-02-29 2024-02-29  the leap day itself, a Thursday
2023-12-31 2024-01-30 2024-01-30  over the year's end
2024-01-11 2024-02-10 2024-02-18  Spring Festival to a Sunday worked
2024-01-19 2024-02-18 2024-02-18  that Sunday itself
2024-02-28 2024-03-29 2024-03-29  over the leap day
2024-03-05 2024-04-04 2024-04-07  Qingming to a Sunday worked
2024-04-01 2024-05-01 2024-05-06  Labour Day
2024-03-29 2024-04-28 2024-04-28  Sunday worked
2024-04-11 2024-05-11 2024-05-11  Saturday worked
2024-05-11 2024-06-10 2024-06-11  Dragon Boat alone on a Monday
2024-08-15 2024-09-14 2024-09-14  Saturday worked before Mid-Autumn
2024-08-16 2024-09-15 2024-09-18  Mid-Autumn
2024-08-30 2024-09-29 2024-09-29  Sunday worked before National Day
2024-09-01 2024-10-01 2024-10-08  National Day
2024-09-12 2024-10-12 2024-10-12  Saturday worked after it
2024-12-02 2025-01-01 2025-01-02  New Year alone on a Wednesday
2024-12-29 2025-01-28 2025-02-05  New Year's Eve of the moon
2024-12-27 2025-01-26 2025-01-26  Sunday worked before it
2025-01-09 2025-02-08 2025-02-08  Saturday worked after it
2025-01-10 2025-02-09 2025-02-10  plain Sunday behind that
2025-01-30 2025-03-01 2025-03-03  February of 28 days, a Saturday
2025-03-05 2025-04-04 2025-04-07  Qingming
2025-03-28 2025-04-27 2025-04-27  Sunday worked
2025-04-01 2025-05-01 2025-05-06  Labour Day
2025-05-01 2025-05-31 2025-06-03  Dragon Boat from a Saturday on
2025-09-08 2025-10-08 2025-10-09  last of eight days
2025-09-11 2025-10-11 2025-10-11  Saturday worked
2025-11-29 2025-12-29 2025-12-29  plain Monday
2025-12-03 2026-01-02 2026-01-04  New Year to a Sunday worked
2026-01-24 2026-02-23 2026-02-24  last day of Spring Festival
2026-02-28 2026-03-30 2026-03-30  from a Saturday worked
2026-03-07 2026-04-06 2026-04-07  Qingming Monday
2026-04-05 2026-05-05 2026-05-06  last of Labour Day
2026-04-10 2026-05-10 2026-05-11  plain Sunday behind a Saturday worked
2026-05-22 2026-06-21 2026-06-22  Dragon Boat Sunday
2026-08-28 2026-09-27 2026-09-28  Mid-Autumn Sunday
2026-09-07 2026-10-07 2026-10-08  last of National Day
2026-10-15 2026-11-14 2026-11-16  plain Saturday
2026-12-01 2026-12-31 2026-12-31  last day of a known year
"""
TEN = """
2026-01-30 2026-02-13  two plain weeks
2026-02-13 2026-03-05  two Saturdays worked around Spring Festival
2026-03-06 2026-03-20  received on a Friday
2026-03-07 2026-03-20  received on a Saturday
2026-03-08 2026-03-20  received on a Sunday
2026-04-30 2026-05-18  Labour Day and a Saturday worked
2026-09-18 2026-10-09  Sunday worked, Mid-Autumn, National Day
2026-09-30 2026-10-20  National Day and a Saturday worked
2025-12-31 2026-01-15  over the year's end and a Sunday worked
2024-02-08 2024-02-28  the eve is worked in 2024
2024-02-19 2024-03-04  over the leap day
2025-01-24 2025-02-13  Sunday and Saturday worked
2025-09-26 2025-10-16  eight days off between two weekends worked
"""
FIFTEEN = """
2026-02-14 2026-03-01  a Sunday does not move the agency's day
2024-02-15 2024-03-01  the leap day counts
2025-12-20 2026-01-04  over the year's end
2026-09-16 2026-10-01  a holiday does not move it either
"""


def rows(table):
    return [line.split(maxsplit=3)[:3] for line in table.strip().splitlines()]


@pytest.mark.parametrize("key", ["registration", "change", "end", "employee"])
def test_thirty_days_worked_out_by_hand(key):
    found = {start: ends(key, start) for start, *_ in rows(THIRTY)}
    assert found == {start: (plain, final, True) for start, plain, final in rows(THIRTY)}


@pytest.mark.parametrize("key", ["change_service", "end_service", "employee_service"])
def test_ten_working_days_worked_out_by_hand(key):
    found = {start: ends(key, start) for start, *_ in rows(TEN)}
    assert found == {start: (end, end, True) for start, end, _ in rows(TEN)}


def test_fifteen_days_of_the_agency_worked_out_by_hand():
    for start, end, _ in rows(FIFTEEN):
        assert ends("answer", start)[:2] == (end, end)


def test_years_without_a_notice_count_their_weekends_and_say_so():
    assert ends("employee", "2026-12-02") == ("2027-01-01", "2027-01-01", False)
    assert ends("employee", "2026-12-03") == ("2027-01-02", "2027-01-04", False)
    assert ends("employee_service", "2026-12-28") == ("2027-01-11", "2027-01-11", False)


@pytest.mark.parametrize(
    ("filed", "state", "late"),
    [
        ("2026-11-14", ClockState.DONE, 0),
        ("2026-11-16", ClockState.DONE, 0),
        ("2026-11-17", ClockState.DONE_LATE, 1),
        ("2026-11-21", ClockState.DONE_LATE, 5),
    ],
    ids=["saturday", "monday", "tuesday", "saturday-after"],
)
def test_days_late_count_from_the_final_day(filed, state, late):
    today, start = dt.date(2026, 11, 22), {"work_started_on": "2026-10-15"}
    values = {**start, "insure_filed_on": filed}
    (clock, *_) = clocks_of(1, "甲", values, [RULES["employee"]], COUNTER, today)
    assert (clock.state, clock.late_days) == (state, late)
    (running,) = clocks_of(1, "甲", start, [RULES["employee"]], COUNTER, today)
    assert (running.state, running.late_days) == (ClockState.OVERDUE, 6)


def rest_days():
    """Return every rest day of three years, from the tables above and nothing else."""
    days, day = set(), dt.date(2024, 1, 1)
    while day < dt.date(2027, 1, 1):
        if day.strftime("%a") in WEEKEND and day.isoformat() not in WORKED:
            days.add(day.toordinal())
        day = dt.date.fromordinal(day.toordinal() + 1)
    for entry in RESTS:
        first, length = entry.split()
        begin = dt.date.fromisoformat(first).toordinal()
        days.update(range(begin, begin + int(length)))
    return days


def naive(rule, start, rests):
    """Count one day at a time on a row of numbers."""
    place, left = start, rule.days
    while left:
        place += 1
        if rule.unit == "calendar" or place not in rests:
            left -= 1
    nominal = place
    while rule.rolls and place in rests:
        place += 1
    return nominal, place


def test_every_start_day_of_three_years_agrees_with_the_naive_count():
    rests = rest_days()
    first, last = dt.date(2024, 1, 1).toordinal(), dt.date(2026, 11, 30).toordinal()
    for rule in RULES.values():
        for number in range(first, last):
            end = COUNTER.count(rule, dt.date.fromordinal(number))
            found = end.nominal.toordinal(), end.final.toordinal()
            assert found == naive(rule, number, rests), dt.date.fromordinal(number)
