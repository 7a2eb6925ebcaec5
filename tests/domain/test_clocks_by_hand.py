"""Days worked out by hand with a paper calendar, and every start day by a second way of counting.

The notices of three years are typed here once more, so that neither the rules nor the libraries of
the program are their own judge.
"""

from __future__ import annotations

import datetime as dt

import holidays
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
MONTH_ENDS = """
2024-01-01 2024-01-31 2024-01-31  from New Year's Day: a holiday starts a period like any day
2024-02-10 2024-03-11 2024-03-11  19 days are left of a February of 29
2024-03-31 2024-04-30 2024-04-30  last of a month to the last of the next
2024-05-31 2024-06-30 2024-07-01  to a Sunday
2024-06-30 2024-07-30 2024-07-30  not to the 31st: thirty days are no month
2024-07-31 2024-08-30 2024-08-30  a Friday
2024-08-31 2024-09-30 2024-09-30  Monday before National Day
2024-10-31 2024-11-30 2024-12-02  to a Saturday
2024-11-30 2024-12-30 2024-12-30  a Monday
2025-01-31 2025-03-02 2025-03-03  over a February of 28, to a Sunday
2025-02-28 2025-03-30 2025-03-31  to a Sunday
2025-03-31 2025-04-30 2025-04-30  Wednesday before Labour Day
2025-04-30 2025-05-30 2025-05-30  Friday before Dragon Boat
2025-06-30 2025-07-30 2025-07-30  a Wednesday
2025-07-31 2025-08-30 2025-09-01  to a Saturday
2025-09-30 2025-10-30 2025-10-30  the eight days off lie inside and change nothing
2025-10-31 2025-11-30 2025-12-01  to a Sunday
2025-12-31 2026-01-30 2026-01-30  a Friday
2026-01-31 2026-03-02 2026-03-02  Spring Festival lies inside and changes nothing
2026-02-14 2026-03-16 2026-03-16  from a Saturday worked
2026-02-17 2026-03-19 2026-03-19  from the first day of the moon's year
2026-03-31 2026-04-30 2026-04-30  Thursday before Labour Day
2026-06-30 2026-07-30 2026-07-30  a Thursday
2026-07-31 2026-08-30 2026-08-31  to a Sunday
2026-08-31 2026-09-30 2026-09-30  Wednesday before National Day
2026-10-01 2026-10-31 2026-11-02  from National Day to a Saturday
2026-11-23 2026-12-23 2026-12-23  a Wednesday
"""
TEN = """
2026-02-11 2026-03-03  12-14, 24-28 Feb with both Saturdays worked, 2 and 3 March
2026-02-23 2026-03-06  received on a rest day: 24-28 Feb, 2-6 March
2026-12-17 2026-12-31  18, 21-25, 28-31: to the last day of a known year
2025-04-25 2025-05-13  27 (Sunday worked)-30 April, 6-9, 12 and 13 May
2024-09-13 2024-09-29  14 (Saturday worked), 18-20, 23-27, 29 (Sunday worked)
2024-09-30 2024-10-18  8-11, 12 (Saturday worked), 14-18 October
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
@pytest.mark.parametrize("table", [THIRTY, MONTH_ENDS], ids=["rest-days", "month-ends"])
def test_thirty_days_worked_out_by_hand(key, table):
    found = {start: ends(key, start) for start, *_ in rows(table)}
    assert found == {start: (plain, final, True) for start, plain, final in rows(table)}


@pytest.mark.parametrize("key", ["change_service", "end_service", "employee_service"])
def test_ten_working_days_worked_out_by_hand(key):
    found = {start: ends(key, start) for start, *_ in rows(TEN)}
    assert found == {start: (end, end, True) for start, end, _ in rows(TEN)}


def test_fifteen_days_of_the_agency_worked_out_by_hand():
    for start, end, _ in rows(FIFTEEN):
        assert ends("answer", start)[:2] == (end, end)


AHEAD = """
2026-12-02 2027-01-01 2027-01-04  New Year's Day is one by law, then a weekend
2026-12-03 2027-01-02 2027-01-04  plain Saturday behind it
2026-12-15 2027-01-14 2027-01-14  plain Thursday
2027-01-05 2027-02-04 2027-02-04  the day before the eve of the moon's year
2027-01-06 2027-02-05 2027-02-09  its eve, a Friday; Saturday to Monday are the first three days
2027-01-09 2027-02-08 2027-02-09  its third day, a Monday
2027-03-06 2027-04-05 2027-04-06  Qingming, a Monday
2027-03-31 2027-04-30 2027-04-30  Friday before Labour Day
2027-04-01 2027-05-01 2027-05-03  Labour Day on a weekend; no notice gives the Monday yet
2027-05-10 2027-06-09 2027-06-10  Dragon Boat, a Wednesday
2027-08-16 2027-09-15 2027-09-16  Mid-Autumn, a Wednesday
2027-09-01 2027-10-01 2027-10-04  National Day and the weekend behind it
2027-12-02 2028-01-01 2028-01-03  a Saturday
2028-01-30 2028-02-29 2028-02-29  the leap day, a Tuesday
2028-01-31 2028-03-01 2028-03-01  past the leap day
2028-04-01 2028-05-01 2028-05-03  Labour Day, Monday and Tuesday
"""
"""Of these years no notice was known: weekends and the days of the law itself, nothing else."""


def test_years_without_a_notice_rest_on_weekends_and_by_law_and_say_so():
    found = {start: ends("employee", start) for start, *_ in rows(AHEAD)}
    assert found == {start: (plain, final, False) for start, plain, final in rows(AHEAD)}
    # 29, 30, 31 Dec, then Monday 4 to Friday 8 Jan, then 11 and 12 Jan
    assert ends("employee_service", "2026-12-28") == ("2027-01-12", "2027-01-12", False)


def test_the_holidays_of_the_law_are_those_of_a_second_library():
    years = range(2027, 2031)
    named = holidays.country_holidays("CN", years=years, observed=False)
    lawful = {day for day in read_schedule().special if day.year in years}
    assert lawful == {day for day in named if "observed" not in named[day]}


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
