"""Which backups stay."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.backups import Mark, Reason, Rotation, backup_name, read_mark, superseded

NOW = dt.datetime(2026, 11, 22, 18, 0, tzinfo=dt.UTC)


def mark(days, reason=Reason.SCHEDULE, hours=0):
    made_at = NOW - dt.timedelta(days=days, hours=hours)
    return Mark(backup_name("台账", made_at, reason), made_at, reason)


def kept(marks, rotation=Rotation()):  # noqa: B008 (frozen)
    gone = superseded(marks, rotation, NOW)
    return [item for item in marks if item not in gone]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("stem", ["台账", "A 20260101T000000000Z hand", "名 字.旧"])
def test_a_name_says_when_and_why(reason, stem):
    for number in (1, 2, 13):
        found = read_mark(backup_name(stem, NOW, reason, number))
        assert (found.made_at, found.reason) == (NOW, reason)


@pytest.mark.parametrize(
    "name",
    ["proofs.json", "台账.kabao", "x 20261399T000000000Z hand.kabao", "x 20261122T000000000Z y"],
)
def test_other_files_are_no_backups(name):
    assert read_mark(name) is None


def test_seven_days_four_weeks_twelve_months_stay_of_a_year_of_days():
    daily = [mark(days) for days in range(800)]
    left = kept(daily)
    assert [item.name for item in left[:7]] == [item.name for item in daily[:7]]
    weeks = {item.made_at.date().isocalendar()[:2] for item in left}
    months = {(item.made_at.year, item.made_at.month) for item in left}
    assert len(months) == 12
    assert len(weeks) >= 4
    assert len(left) <= 7 + 4 + 12


def test_what_was_made_by_hand_stays_and_what_went_before_risky_work_stays_a_day():
    marks = [mark(0), mark(400, Reason.HAND), mark(0, Reason.IMPORT, 2), mark(0, hours=3)]
    assert kept(marks) == marks[:3]
    old = mark(3, Reason.IMPORT, 1)
    assert old not in kept([mark(0), mark(3), old])


@given(
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(Reason)), min_size=1),
    st.builds(Rotation, *(st.integers(0, 20) for _ in range(3))),
)
def test_the_newest_always_stays_and_thinning_twice_changes_nothing(given_marks, rotation):
    marks = [mark(days, reason) for days, reason in given_marks]
    left = kept(marks, rotation)
    assert max(marks, key=lambda item: (item.made_at, item.name)) in left
    assert kept(left, rotation) == left
