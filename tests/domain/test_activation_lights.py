"""What the four lights show, the second switch, and entries taken back."""

from __future__ import annotations

import pytest

from domain.activation_cases import (
    RULES,
    STAYS,
    card,
    day,
    seen,
    timeline,
    withdrawal,
)
from kabao.domain.activation import CardState, Financial, Grade
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Signal

ALL_FOUR = (("pin_changed", 1), ("chip_settlement", 2), ("status_normal", 3), ("notice_full", 4))


LOST = (*ALL_FOUR, ("loss_temporary", 90))


def derive(entries, region=STAYS, at=30, **values):
    return derive_status(card(region, **values), timeline(*entries), RULES, day(at))


def lit(status):
    return {signal.value: item.light.value for signal, item in status.signals.items()}


def test_lights_show_the_strength_of_each_signal():
    status = derive([("pin_changed", 1), ("contributions_visible", 4), ("paid_by_medical_code", 5)])
    assert lit(status) == {
        "password_set": "strong",
        "used_normally": "not_counted",
        "queryable_online": "weak",
        "notice_received": "none",
    }
    assert status.signals[Signal.QUERYABLE_ONLINE].on == day(4)


def test_no_light_counts_while_a_block_holds():
    assert set(lit(derive(LOST, at=91)).values()) == {"not_counted"}


def test_a_light_shows_what_speaks_against():
    doubt = derive([("pin_changed", 1), ("refused", 20)])
    assert lit(doubt)["password_set"] == "strong"
    assert lit(doubt)["used_normally"] == "against"
    again = derive([("pin_changed", 1), ("refused", 20), ("chip_settlement", 25)])
    assert lit(again)["password_set"] == "not_counted"
    assert lit(again)["used_normally"] == "strong"


@pytest.mark.parametrize(
    ("entries", "switch"),
    [
        ((("bank_account_active", 1), ("bank_account_inactive", 5)), "off"),
        ((("bank_account_inactive", 1), ("notice_bank_only", 5)), "on"),
        ((("bank_account_active", 5), ("bank_account_inactive", 5)), "unknown"),
        ((("bank_account_active", -1),), "unknown"),
    ],
)
def test_the_latest_word_on_the_account_decides(entries, switch):
    assert derive(entries).financial is Financial(switch)


def test_a_bank_entry_needs_no_detail():
    plain = seen("bank_account_active", 1)
    status = derive_status(card(), (type(plain)(1, plain.kind, plain.observed_on),), RULES, day(30))
    assert status.financial is Financial.ON


def test_an_entry_taken_back_counts_as_absent_and_can_be_brought_back():
    entries = (*timeline(("pin_changed", 1)), withdrawal(1, 2, 2))
    assert derive_status(card(), entries, RULES, day(30)).state is CardState.NOT_ACTIVATED
    entries = (*entries, withdrawal(2, 3, 3))
    assert derive_status(card(), entries, RULES, day(30)).state is CardState.ACTIVE


def test_a_loss_taken_back_is_no_loss():
    entries = (*timeline(*LOST), withdrawal(5, 91, 6))
    assert derive_status(card(), entries, RULES, day(92)).grade is Grade.WELL_SUPPORTED
