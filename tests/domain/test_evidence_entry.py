"""What keeps an observation from being written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.activation_cases import COLLECTED, STAYS, card, day, seen, timeline, withdrawal
from kabao.domain.cards import Card
from kabao.domain.evidence import Evidence, EvidenceKind, check_evidence, withdrawn_ids
from kabao.domain.findings import Level, Place

TODAY = day(30)
OTHERS = timeline(("pin_changed", 1), ("chip_settlement", 2))


def refused(entry, one=None, others=OTHERS):
    findings = check_evidence(entry, one or card(), others, TODAY)
    assert all(item.level is Level.ERROR for item in findings)
    return [(item.code, item.place.field) for item in findings]


def test_a_dated_observation_of_a_collected_card_is_taken():
    assert refused(seen("pin_changed", 0)) == []
    assert refused(seen("pin_changed", 30, note="窗口办理，2026-01-10 修改密码")) == []


@pytest.mark.parametrize("code", ["pin_changed", "loss_temporary", "card_cancelled"])
def test_nothing_is_observed_outside_the_life_of_the_card(code):
    assert refused(seen(code, -1)) == [("evidence_before_collection", "observed_on")]
    assert refused(seen(code, 31)) == [("evidence_in_future", "observed_on")]
    waiting = Card(1, {"region": STAYS}, id=1)
    assert refused(seen(code, 5), waiting) == [("evidence_before_card", "observed_on")]
    later = card(collected_on=day(40).isoformat())
    assert refused(seen(code, 5), later) == [("evidence_before_card", "observed_on")]
    odd = card(issued_on=day(3).isoformat())
    assert refused(seen(code, 2), odd) == [("evidence_before_issue", "observed_on")]


def test_an_electronic_card_is_observed_from_its_issue():
    electronic = Card(1, {"card_kind": "electronic", "issued_on": COLLECTED.isoformat()})
    assert refused(seen("status_normal", 0), electronic) == []
    assert refused(seen("status_normal", -1), electronic)


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("chip_settlement", "密码是123456"),
        ("pin_changed", "改成 654321"),
        ("initial_kept", "仍是１２３４５６"),
    ],
)
def test_a_password_never_gets_into_a_note(code, note):
    assert refused(seen(code, 3, note=note)) == [("note_has_password", "note")]


def test_the_date_of_the_collection_is_named_and_the_place_is_the_card():
    (finding,) = check_evidence(seen("pin_changed", -1), replace(card(), id=9), (), TODAY)
    assert finding.params == {"on": COLLECTED.isoformat()}
    assert finding.place == Place("cards", 9, section="evidence", field="observed_on")


def test_a_withdrawal_names_an_earlier_entry_that_stands():
    assert refused(withdrawal(1, 30, 0)) == []
    assert refused(withdrawal(7, 30, 0)) == [("evidence_withdraws_unknown", "withdraws")]
    assert refused(withdrawal(None, 30, 0)) == [("evidence_withdraws_unknown", "withdraws")]
    assert refused(withdrawal(2, 30, 2)) == [("evidence_withdraws_unknown", "withdraws")]
    taken = (*OTHERS, withdrawal(1, 9, 3))
    assert refused(withdrawal(1, 30, 0), others=taken) == [
        ("evidence_withdrawn_before", "withdraws")
    ]
    assert refused(withdrawal(1, 31, 0)) == [("evidence_in_future", "observed_on")]


def test_a_withdrawal_is_possible_when_the_collection_date_was_corrected():
    assert refused(withdrawal(1, 30, 0), Card(1, {})) == []


def test_only_a_withdrawal_names_another_entry():
    odd = replace(seen("pin_changed", 1), withdraws=1)
    assert refused(odd) == [("evidence_withdraws_unexpected", "withdraws")]


def test_withdrawals_can_be_withdrawn_and_never_reach_forward():
    assert withdrawn_ids((*OTHERS, withdrawal(1, 9, 3))) == {1}
    assert withdrawn_ids((*OTHERS, withdrawal(1, 9, 3), withdrawal(3, 9, 4))) == {3}
    forward = Evidence(1, EvidenceKind.WITHDRAWN, day(1), withdraws=5, id=3)
    assert withdrawn_ids((*OTHERS, forward)) == frozenset()
