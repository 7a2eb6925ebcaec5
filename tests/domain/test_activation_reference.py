"""The status against a second reading of the rules, and the days on which it changes."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.activation_cases import (
    BY_CODE,
    CANCELS,
    DEMANDS,
    KNOWING,
    RELEASES,
    SEPARATE,
    STAYS,
    TOGETHER,
    UNDOES,
    withdrawal,
)
from domain.activation_reference import judge
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Evidence, EvidenceKind, Strength

REGIONS = (STAYS, RELEASES, CANCELS, DEMANDS, SEPARATE, TOGETHER, UNDOES, "")
STARTS = (dt.date(2026, 1, 10), dt.date(2024, 2, 29), dt.date(2023, 12, 31))
CODES = sorted(BY_CODE)
DAYS = (-1, 0, 1, 2, 3, 4, 5, 6, 11, 12, 13, 15, 16, 17, 18, 22, 27, 33, 45)
"""Days on which entries fall: few, and as far apart as a loss lasts, for ties and ends."""
SPAN = max(DAYS)
MIXED = st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)
BLOCKS = st.sampled_from(
    (
        ["loss_temporary", "loss_lifted", "pin_changed", "contributions_visible"],
        ["loss_temporary", "loss_formal", "loss_lifted", "status_normal", "bank_account_active"],
        ["status_sealed", "function_enabled", "chip_settlement", "contributions_visible"],
        ["pin_locked", "pin_reset", "pin_changed", "refused"],
        ["pin_changed", "chip_settlement", "refused", "electronic_card_issued"],
    )
)


def region_settings(code):
    rule = KNOWING.loss.get(code, KNOWING.loss["default"])
    return {
        "temp_days": rule.temp_days,
        "at_end": rule.at_end,
        "bank_separate": rule.bank_separate,
        "electronic_needs_active": code[:2] == DEMANDS[:2],
    }


def observed(code, on, number, channel="", card_id=1):
    known = BY_CODE[code]
    return Evidence(
        card_id=card_id,
        kind=EvidenceKind(known.kind),
        observed_on=on,
        positive=known.positive,
        strength=Strength(known.strength),
        detail=code,
        channel=channel,
        id=number,
    )


def entry(number, start, code, offset, extra):
    if extra == "withdraw" and number > 1:
        return replace(withdrawal(1 + offset % (number - 1), 0, number), observed_on=start)
    card_id = 2 if extra == "other card" else 1
    channel = "bank_app" if extra == "bank app" else ""
    return observed(code, start + dt.timedelta(days=offset), number, channel, card_id)


EXTRAS = ("", "", "", "", "bank app", "other card", "withdraw")


@st.composite
def lives(draw):
    start = draw(st.sampled_from(STARTS))
    codes = draw(st.one_of(MIXED, BLOCKS))
    part = st.tuples(st.sampled_from(codes), st.sampled_from(DAYS), st.sampled_from(EXTRAS))
    drawn = draw(st.lists(part, max_size=8))
    evidence = [entry(number, start, *parts) for number, parts in enumerate(drawn, 1)]
    valid = draw(st.none() | st.integers(1, 100))
    return Card(
        1,
        {
            "region": draw(st.sampled_from(REGIONS)),
            "collected_on": start.isoformat(),
            "valid_to": (start + dt.timedelta(days=valid)).isoformat() if valid else "",
        },
        id=1,
    ), evidence


def found(card, evidence, today):
    status = derive_status(card, evidence, KNOWING, today)
    return (
        status.state.value,
        status.grade.value if status.grade else None,
        status.financial.value,
    )


@settings(max_examples=400)
@given(
    life=lives(),
    offset=st.one_of(
        st.integers(-2, SPAN + 20), st.sampled_from((100, 364, 365, 366, 367, 400, 410, 800))
    ),
)
def test_a_second_reading_of_the_rules_agrees(life, offset):
    card, evidence = life
    today = card.collected_on + dt.timedelta(days=offset)
    expected = judge(card, evidence, region_settings(card.region), today)
    assert found(card, evidence, today) == expected


POOLS = (
    ("loss_temporary", "loss_lifted", "pin_changed"),
    ("loss_temporary", "loss_lifted", "loss_formal", "status_normal"),
    ("status_sealed", "function_enabled", "chip_settlement", "contributions_visible"),
    ("pin_locked", "pin_reset", "pin_changed", "refused"),
    ("loss_temporary", "bank_account_active", "loss_formal", "bank_account_inactive"),
)


@pytest.mark.parametrize("pool", POOLS, ids="/".join)
def test_a_second_reading_agrees_on_ties_and_on_the_days_on_which_a_loss_ends(pool):
    pick = random.Random("".join(pool))
    start = STARTS[0]
    for _ in range(500):
        term = pick.choice((11, 16))
        days = [1, 2, 1 + term, 2 + term, 2 + 2 * term]
        evidence = [
            observed(pick.choice(pool), start + dt.timedelta(days=pick.choice(days)), number)
            for number in range(1, pick.randint(3, 7))
        ]
        region = pick.choice(REGIONS)
        card = Card(1, {"region": region, "collected_on": start.isoformat()}, id=1)
        today = start + dt.timedelta(days=pick.choice([*days, 3 + term, 40]))
        assert found(card, evidence, today) == judge(
            card, evidence, region_settings(region), today
        ), evidence


def random_life(seed):
    pick = random.Random(seed)
    start = pick.choice(STARTS)
    evidence = [
        entry(number, start, pick.choice(CODES), pick.choice(DAYS), pick.choice(EXTRAS))
        for number in range(1, pick.randint(1, 7))
    ]
    valid = pick.choice((None, 90, 130, 200, 400))
    values = {"region": pick.choice(REGIONS), "collected_on": start.isoformat()}
    if valid:
        values["valid_to"] = (start + dt.timedelta(days=valid)).isoformat()
    return Card(1, values, id=1), evidence


def same(one, other):
    return replace(one, review_on=None) == replace(other, review_on=None)


@pytest.mark.parametrize("seed", range(1000, 1024, 6))
def test_the_review_is_the_next_day_of_change_on_every_day_of_two_years(seed):
    for number in range(seed, seed + 6):
        card, evidence = random_life(number)
        day = card.collected_on - dt.timedelta(days=3)
        today = derive_status(card, evidence, KNOWING, day)
        for _ in range(740):
            day += dt.timedelta(days=1)
            next_day = derive_status(card, evidence, KNOWING, day)
            if same(today, next_day):
                assert next_day.review_on == today.review_on, (number, day)
            else:
                assert today.review_on == day, (number, day)
            today = next_day


def test_hundreds_of_lives_change_on_their_days_of_review_only():
    for number in range(400):
        card, evidence = random_life(number)
        day = card.collected_on - dt.timedelta(days=3)
        while True:
            today = derive_status(card, evidence, KNOWING, day)
            end = today.review_on or day + dt.timedelta(days=2000)
            between = random.Random(number).randrange((end - day).days)
            for offset in {between, (end - day).days - 1}:
                later = derive_status(card, evidence, KNOWING, day + dt.timedelta(days=offset))
                assert later == today, (number, day, offset)
            if today.review_on is None:
                break
            assert not same(today, derive_status(card, evidence, KNOWING, end)), (number, day)
            day = end
