"""The activation status: the whole truth table, and what it leaves open."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.activation_cases import (
    CANCELS,
    COLLECTED,
    DEMANDS,
    RELEASES,
    RULES,
    STAYS,
    card,
    day,
    timeline,
)
from kabao.domain.activation import CardState, Financial, Grade, Light
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Signal
from kabao.texts import Texts

ALL_FOUR = (("pin_changed", 1), ("chip_settlement", 2), ("status_normal", 3), ("notice_full", 4))
LOST = (*ALL_FOUR, ("loss_temporary", 90))
WELL, ONE, CLAIM = "well_supported", "supported", "claimed"

TABLE = [
    ("1", (), STAYS, 30, "not_activated", None, "unknown"),
    ("2", (("pin_changed", 1),), STAYS, 30, "active", ONE, "unknown"),
    ("3", (("password_unspecified", 1),), STAYS, 30, "active", CLAIM, "unknown"),
    ("4", (("initial_kept", 1),), STAYS, 30, "not_activated", None, "unknown"),
    ("5", (("bank_pin_set", 1),), STAYS, 30, "not_activated", None, "on"),
    ("6", (("chip_settlement", 3),), STAYS, 30, "active", ONE, "unknown"),
    ("7", (("paid_by_medical_code", 3),), STAYS, 30, "not_activated", None, "unknown"),
    ("8", (("contributions_visible", 3),), STAYS, 30, "active", CLAIM, "unknown"),
    (
        "9",
        (("status_normal", 3), ("chip_settlement", 4)),
        STAYS,
        30,
        "active",
        WELL,
        "unknown",
    ),
    ("10", (("pin_changed", 1), ("status_sealed", 5)), STAYS, 30, "sealed", None, "unknown"),
    ("10a", (("status_sealed", 1), ("pin_changed", 5)), STAYS, 30, "active", ONE, "unknown"),
    (
        "10b",
        (("pin_changed", 1), ("status_sealed", 5), ("chip_settlement", 8)),
        STAYS,
        30,
        "active",
        WELL,
        "unknown",
    ),
    ("11", (("notice_full", 0),), STAYS, 30, "active", ONE, "unknown"),
    ("12", (("notice_no_digits", 1),), STAYS, 30, "active", CLAIM, "unknown"),
    ("13", (("notice_with_link", 1),), STAYS, 30, "not_activated", None, "unknown"),
    ("14", LOST, STAYS, 91, "lost_temp", None, "unknown"),
    ("14 account", (*LOST, ("bank_account_active", 5)), STAYS, 91, "lost_temp", None, "on"),
    ("15", (*LOST, ("loss_lifted", 92)), STAYS, 93, "active", WELL, "unknown"),
    (
        "15 account",
        (*LOST, ("loss_lifted", 92), ("bank_pin_set", 1)),
        STAYS,
        93,
        "active",
        WELL,
        "on",
    ),
    ("16", LOST, RELEASES, 101, "active", ONE, "unknown"),
    ("16 not yet", LOST, RELEASES, 100, "lost_temp", None, "unknown"),
    ("17", LOST, CANCELS, 106, "cancelled", None, "unknown"),
    ("17 account", (*LOST, ("bank_pin_set", 1)), CANCELS, 106, "cancelled", None, "unknown"),
    ("17 not yet", LOST, CANCELS, 105, "lost_temp", None, "unknown"),
    ("18", (*LOST, ("loss_formal", 95)), STAYS, 96, "lost_formal", None, "unknown"),
    ("20", (("pin_changed", 1), ("refused", 20)), STAYS, 30, "in_doubt", None, "unknown"),
    (
        "21",
        (("pin_changed", 1), ("refused", 20), ("chip_settlement", 25)),
        STAYS,
        30,
        "active",
        ONE,
        "unknown",
    ),
    ("24", (("pin_changed", 1), ("pin_locked", 9)), STAYS, 30, "app_locked", None, "unknown"),
    (
        "24 account",
        (("bank_account_active", 1), ("pin_locked", 9)),
        STAYS,
        30,
        "app_locked",
        None,
        "on",
    ),
    ("26", (("bank_account_active", 1),), STAYS, 30, "not_activated", None, "on"),
    ("27", (("electronic_card_issued", 1),), DEMANDS, 30, "active", ONE, "unknown"),
    ("28", (("electronic_card_issued", 1),), STAYS, 30, "not_activated", None, "unknown"),
]


def derive(entries, region=STAYS, at=30, **values):
    return derive_status(card(region, **values), timeline(*entries), RULES, day(at))


def reasons(status):
    return [reason.code for reason in status.reasons]


@pytest.mark.parametrize(
    ("entries", "region", "at", "state", "grade", "financial"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_truth_table(entries, region, at, state, grade, financial):
    status = derive(entries, region, at)
    assert (status.state, status.grade, status.financial) == (
        CardState(state),
        Grade(grade) if grade else None,
        Financial(financial),
    )
    for language in ("zh", "en"):
        texts = Texts(language)
        sentences = [texts(f"reasons.{item.code}", **item.params) for item in status.reasons]
        assert sentences
        assert not any("{" in sentence for sentence in sentences)


def test_row_19_a_new_card_starts_without_evidence():
    new = card(collected_on=day(110).isoformat())
    status = derive_status(new, (), RULES, day(111))
    assert status.state is CardState.NOT_ACTIVATED


@pytest.mark.parametrize("offset", [-1, 31], ids=["row 22 before", "row 23 after today"])
def test_signals_outside_the_life_of_the_card_do_not_count(offset):
    status = derive([("pin_changed", offset)])
    assert status.state is CardState.NOT_ACTIVATED
    assert status.signals[Signal.PASSWORD_SET].light is Light.NONE
    assert ("before_collection" in reasons(status)) == (offset < 0)


def test_row_25_a_card_expires_after_its_last_day():
    entries = [*ALL_FOUR, ("bank_account_active", 3)]
    last = day(30).isoformat()
    assert derive(entries, at=30, valid_to=last).state is CardState.ACTIVE
    expired = derive(entries, at=31, valid_to=last)
    assert (expired.state, expired.financial) == (CardState.EXPIRED, Financial.UNKNOWN)


@pytest.mark.parametrize(
    ("region", "counts"), [(DEMANDS, True), ("310101", True), ("320101", False), ("", False)]
)
def test_a_rule_of_a_region_holds_for_its_districts(region, counts):
    status = derive([("electronic_card_issued", 1)], region)
    assert (status.state is CardState.ACTIVE) == counts


# What must be collected first


def test_a_card_that_nobody_has_is_not_collected():
    status = derive_status(Card(1, {"region": STAYS}), timeline(*ALL_FOUR), RULES, day(30))
    assert (status.state, reasons(status)) == (CardState.NOT_COLLECTED, ["not_collected"])
    assert set(status.signals) == set(Signal)
    assert status.review_on is None


def test_a_collection_to_come_is_the_day_of_review():
    status = derive_status(card(), (), RULES, day(-1))
    assert (status.state, status.review_on) == (CardState.NOT_COLLECTED, COLLECTED)
    assert reasons(status) == ["collected_later"]


def test_an_electronic_card_counts_from_its_issue():
    electronic = Card(1, {"card_kind": "electronic", "issued_on": COLLECTED.isoformat()})
    status = derive_status(electronic, timeline(("status_normal", 1)), RULES, day(2))
    assert status.state is CardState.ACTIVE


# Blocks and releases


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((("card_cancelled", 5), ("chip_settlement", 9), ("loss_lifted", 9)), "cancelled"),
        ((("loss_formal", 5), ("loss_temporary", 9)), "lost_formal"),
        ((("loss_temporary", 5), ("pin_locked", 4)), "app_locked"),
        ((("loss_formal", 5), ("loss_lifted", 5)), "lost_formal"),
        ((("loss_formal", 5), ("loss_lifted", 6), ("pin_changed", 1)), "active"),
        ((("loss_temporary", 5), ("loss_lifted", 5), ("pin_changed", 1)), "active"),
        ((("loss_temporary", 5), ("loss_lifted", 4), ("pin_changed", 1)), "lost_temp"),
        (
            (("loss_temporary", 5), ("loss_temporary", 7), ("loss_lifted", 7)),
            "lost_temp",
        ),
        ((("pin_locked", 5), ("pin_reset", 6), ("pin_changed", 1)), "active"),
        ((("pin_locked", 5), ("loss_lifted", 6), ("pin_changed", 1)), "app_locked"),
        ((("status_sealed", 5), ("function_enabled", 5)), "not_activated"),
        ((("status_sealed", 5), ("function_enabled", 4)), "sealed"),
        ((("status_sealed", 5), ("chip_settlement", 5)), "sealed"),
        ((("status_sealed", 5), ("contributions_visible", 9)), "sealed"),
        ((("loss_temporary", 5), ("status_normal", 9)), "lost_temp"),
    ],
)
def test_blocks_stand_until_their_own_release(entries, state):
    assert derive(entries).state is CardState(state)


def test_nothing_brings_back_a_card_that_the_rule_cancelled():
    status = derive([*LOST, ("loss_lifted", 110), ("chip_settlement", 111)], CANCELS, 112)
    assert status.state is CardState.CANCELLED
    assert reasons(status)[:2] == ["cancelled_by_rule", "lifted_too_late"]
    again = derive([*LOST, ("loss_temporary", 110)], CANCELS, 112)
    assert again.state is CardState.CANCELLED


def test_a_report_renewed_or_lifted_in_time_keeps_the_card():
    renewed = derive([*LOST, ("loss_temporary", 105)], CANCELS, 120)
    assert (renewed.state, renewed.review_on) == (CardState.LOST_TEMP, day(121))
    assert derive([*LOST, ("loss_lifted", 105)], CANCELS, 200).state is CardState.ACTIVE


def test_a_strong_signal_after_the_calendar_release_gives_the_grade_back():
    status = derive([*LOST, ("chip_settlement", 101)], RELEASES, 102)
    assert status.grade is Grade.WELL_SUPPORTED
    assert "released_by_calendar" not in reasons(status)


def test_expired_outranks_sealed_and_yields_to_a_loss():
    last = day(20).isoformat()
    assert derive([("status_sealed", 5)], valid_to=last).state is CardState.EXPIRED
    assert derive([("loss_temporary", 5)], valid_to=last).state is CardState.LOST_TEMP


# Doubt


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((("refused", 20),), "not_activated"),
        ((("pin_changed", 20), ("refused", 20)), "in_doubt"),
        ((("pin_changed", 1), ("office_says_not_active", 20)), "in_doubt"),
        ((("contributions_visible", 1), ("refused", 2)), "in_doubt"),
        ((("refused", 2), ("contributions_visible", 3)), "active"),
    ],
)
def test_something_against_the_latest_signal_raises_doubt(entries, state):
    assert derive(entries).state is CardState(state)


# Grades and age


def test_two_observations_of_one_kind_are_one_piece_of_evidence():
    assert derive([("chip_settlement", 1), ("chip_settlement", 9)]).grade is Grade.SUPPORTED
    mixed = derive([("chip_settlement", 1), ("contributions_visible", 9)])
    assert mixed.grade is Grade.SUPPORTED


@pytest.mark.parametrize(
    ("entries", "fresh", "old"),
    [
        (ALL_FOUR[:2], Grade.WELL_SUPPORTED, Grade.SUPPORTED),
        (ALL_FOUR[:1], Grade.SUPPORTED, Grade.CLAIMED),
        ((("contributions_visible", 1),), Grade.CLAIMED, Grade.CLAIMED),
    ],
)
def test_evidence_older_than_twelve_months_weighs_one_step_less(entries, fresh, old):
    last = max(offset for _, offset in entries)
    limit = day(last).replace(year=2027)
    before = derive_status(card(), timeline(*entries), RULES, limit)
    after = derive_status(card(), timeline(*entries), RULES, limit + dt.timedelta(days=1))
    assert (before.grade, after.grade) == (fresh, old)
    assert before.review_on == limit + dt.timedelta(days=1)
    assert "evidence_old" in reasons(after)


# Reasons


@pytest.mark.parametrize(
    ("entries", "region", "at", "expected"),
    [
        ((), STAYS, 0, ["no_evidence"]),
        ((), STAYS, 29, ["no_evidence"]),
        ((), STAYS, 30, ["no_evidence", "reminder"]),
        ((("refused", 3),), STAYS, 9, ["no_evidence", "used_normally_against"]),
        (
            (("contributions_visible", 1), ("pin_changed", 2)),
            STAYS,
            9,
            ["password_set_strong", "queryable_online_weak"],
        ),
        ((("notice_with_link", 1),), STAYS, 9, ["no_evidence", "fraud_warning"]),
        ((("initial_kept", 1),), STAYS, 9, ["no_evidence", "password_set_not_counted"]),
        (
            (("electronic_card_issued", 1),),
            STAYS,
            9,
            ["no_evidence", "electronic_card_not_counted"],
        ),
        (
            (("pin_changed", 1), ("status_sealed", 5)),
            STAYS,
            9,
            ["sealed", "sealed_after_signals"],
        ),
        (
            (("pin_changed", 1), ("refused", 3)),
            STAYS,
            9,
            ["used_normally_against", "password_set_strong"],
        ),
        (
            (("pin_changed", 1), ("refused", 3), ("chip_settlement", 4)),
            STAYS,
            9,
            ["used_normally_strong", "before_refusal"],
        ),
        (LOST, STAYS, 91, ["lost_temp", "signals_are_history"]),
        (LOST, RELEASES, 91, ["lost_temp", "loss_ends_in_release", "signals_are_history"]),
        (LOST, CANCELS, 91, ["lost_temp", "loss_ends_in_cancel", "signals_are_history"]),
        (LOST, CANCELS, 106, ["cancelled_by_rule", "signals_are_history"]),
        (
            (("loss_temporary", 3), ("chip_settlement", 4)),
            STAYS,
            9,
            ["lost_temp", "signal_after_block"],
        ),
    ],
)
def test_reasons_are_told_in_order(entries, region, at, expected):
    assert reasons(derive(entries, region, at)) == expected


def test_the_highest_reminder_reached_is_named_and_the_next_is_the_review():
    status = derive((), at=95)
    assert [reason.params.get("days") for reason in status.reasons] == [None, 90]
    assert status.review_on == day(180)
    assert derive((), at=180).review_on is None


def test_renewal_is_announced_60_days_before_the_end():
    last = day(100)
    before = derive([("pin_changed", 1)], at=39, valid_to=last.isoformat())
    assert (before.review_on, "renewal_open" in reasons(before)) == (day(40), False)
    after = derive([("pin_changed", 1)], at=40, valid_to=last.isoformat())
    assert (after.review_on, "renewal_open" in reasons(after)) == (day(101), True)


def test_a_loss_that_will_end_is_reviewed_on_that_day():
    assert derive(LOST, RELEASES, 91).review_on == day(101)
    assert derive(LOST, CANCELS, 91).review_on == day(106)
    assert derive(LOST, STAYS, 91).review_on is None
