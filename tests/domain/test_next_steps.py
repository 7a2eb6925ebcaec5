"""Every state says what to do next, in both languages."""

from __future__ import annotations

import pytest

from domain.activation_cases import (
    CANCELS,
    COLLECTED,
    KNOWING,
    RELEASES,
    STAYS,
    TOGETHER,
    card,
    day,
    timeline,
)
from kabao.domain.activation import CardState
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.next_steps import next_steps
from kabao.texts import Texts

PIN, BANK = ("pin_changed", 1), ("bank_account_active", 2)
LOST = ("loss_temporary", 9)
TABLE = [
    ((), STAYS, 30, {}, "not_activated", ["enable", "ask_status", "bank"]),
    ((BANK,), STAYS, 30, {}, "not_activated", ["enable", "ask_status"]),
    ((PIN, BANK), STAYS, 30, {}, "active", ["nothing"]),
    ((PIN,), STAYS, 30, {}, "active", ["nothing", "bank"]),
    ((("password_unspecified", 1), BANK), STAYS, 30, {}, "active", ["verify"]),
    ((PIN, BANK, ("status_normal", 1)), STAYS, 400, {}, "active", ["verify"]),
    ((PIN, BANK, LOST), RELEASES, 30, {}, "active", ["verify"]),
    ((PIN, ("refused", 9)), STAYS, 30, {}, "in_doubt", ["in_doubt"]),
    ((PIN, LOST), STAYS, 30, {}, "lost_temp", ["lost_temp", "report_bank"]),
    ((PIN, LOST), CANCELS, 10, {}, "lost_temp", ["lost_temp", "lift_before", "report_bank"]),
    ((PIN, LOST), TOGETHER, 10, {}, "lost_temp", ["lost_temp"]),
    ((PIN, ("loss_formal", 9)), STAYS, 30, {}, "lost_formal", ["lost_formal", "report_bank"]),
    ((PIN, ("pin_locked", 9)), STAYS, 30, {}, "app_locked", ["app_locked"]),
    ((PIN,), STAYS, 30, {"valid_to": "2026-01-20"}, "expired", ["expired"]),
    ((("status_sealed", 9),), STAYS, 30, {}, "sealed", ["sealed"]),
    ((("card_cancelled", 9),), STAYS, 30, {}, "cancelled", ["cancelled"]),
    ((("notice_with_link", 3), BANK), STAYS, 30, {}, "not_activated",
     ["enable", "ask_status", "fraud"]),
    ((PIN, BANK), STAYS, 30, {"valid_to": "2026-02-28"}, "active", ["nothing", "renew"]),
    ((("status_sealed", 9),), STAYS, 30, {"valid_to": "2026-02-28"}, "sealed",
     ["sealed", "renew"]),
    ((), STAYS, 30, {"collected_on": ""}, "not_collected", ["not_collected"]),
    ((), STAYS, -1, {}, "not_collected", ["collect_later"]),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "region", "at", "values", "state", "codes"), TABLE)
def test_what_to_do_next(entries, region, at, values, state, codes):
    one = card(region, **values)
    status = derive_status(one, timeline(*entries), KNOWING, day(at))
    steps = next_steps(status, one, KNOWING, day(at))
    assert status.state is CardState(state)
    assert [step.code for step in steps] == codes
    for texts in (Texts("zh"), Texts("en")):
        sentences = [texts(f"advice.{step.code}", **step.params) for step in steps]
        assert all(sentence and "{" not in sentence for sentence in sentences)


def test_every_state_is_in_the_table():
    assert {row[4] for row in TABLE} == set(CardState)


@pytest.mark.parametrize(("region", "tries"), [(STAYS, 6), ("431000", 8), ("431003", 8), ("", 6)])
def test_a_lock_names_the_tries_of_the_region(region, tries):
    one = card(region)
    status = derive_status(one, timeline(("pin_locked", 9)), KNOWING, day(30))
    assert next_steps(status, one, KNOWING, day(30))[0].params == {"tries": tries}


def test_the_days_since_collection_are_told():
    one = Card(1, {"collected_on": COLLECTED.isoformat()}, id=1)
    status = derive_status(one, (), KNOWING, day(42))
    assert next_steps(status, one, KNOWING, day(42))[0].params == {"days": 42}
