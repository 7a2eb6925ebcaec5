"""What each detail of the rulebook proves, as the truth table has it."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.activation import ActivationStatus, CardState, Financial, Grade
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Evidence, EvidenceKind, Strength

START = dt.date(2026, 1, 10)
NOTHING = ("not_activated", None, "unknown")
ONE, CLAIM = ("active", "supported", "unknown"), ("active", "claimed", "unknown")
PROVES = {
    "pin_changed": ONE,
    "password_unspecified": CLAIM,
    "initial_kept": NOTHING,
    "bank_pin_set": ("not_activated", None, "on"),
    "electronic_password_set": NOTHING,
    "chip_settlement": ONE,
    "electronic_settlement": ONE,
    "worked_undated": CLAIM,
    "paid_by_medical_code": NOTHING,
    "paid_otherwise": NOTHING,
    "refused": NOTHING,
    "status_normal": ONE,
    "status_not_activated": NOTHING,
    "contributions_visible": CLAIM,
    "third_party_page": NOTHING,
    "notice_full": ONE,
    "notice_no_digits": CLAIM,
    "notice_unclear": CLAIM,
    "notice_other_card": NOTHING,
    "notice_electronic_only": NOTHING,
    "notice_bank_only": ("not_activated", None, "on"),
    "notice_with_link": NOTHING,
    "electronic_card_issued": NOTHING,
    "office_says_active": ONE,
    "office_unnamed": CLAIM,
    "office_says_not_active": NOTHING,
    "bank_account_active": ("not_activated", None, "on"),
    "bank_account_inactive": ("not_activated", None, "off"),
    "status_sealed": ("sealed", None, "unknown"),
    "loss_temporary": ("lost_temp", None, "unknown"),
    "loss_formal": ("lost_formal", None, "unknown"),
    "pin_locked": ("app_locked", None, "unknown"),
    "card_cancelled": ("cancelled", None, "unknown"),
    "card_void": ("cancelled", None, "unknown"),
    "loss_lifted": NOTHING,
    "pin_reset": NOTHING,
    "function_enabled": NOTHING,
}
AGAINST = ("refused", "status_not_activated", "office_says_not_active")


@pytest.fixture
def derive(national):
    details = {item.code: item for item in national.activation.details}

    def made(*codes, region="110000"):
        entries = [
            Evidence(
                1,
                EvidenceKind(details[code].kind),
                START + dt.timedelta(days=number),
                details[code].positive,
                Strength(details[code].strength),
                code,
                id=number,
            )
            for number, code in enumerate(codes, 1)
        ]
        card = Card(1, {"region": region, "collected_on": START.isoformat()}, id=1)
        today = START + dt.timedelta(days=20)
        return derive_status(card, entries, national.activation, today)

    return made


def outcome(state, grade, financial):
    return ActivationStatus(CardState(state), Grade(grade) if grade else None, Financial(financial))


@pytest.mark.parametrize("code", PROVES)
def test_one_detail_alone(derive, code):
    status = derive(code)
    expected = outcome(*PROVES[code])
    assert (status.state, status.grade, status.financial) == (
        expected.state,
        expected.grade,
        expected.financial,
    )


def test_every_detail_is_in_the_table(national):
    assert set(PROVES) == {item.code for item in national.activation.details}


@pytest.mark.parametrize("code", AGAINST)
def test_what_speaks_against_raises_doubt(derive, code):
    assert derive("pin_changed", code).state is CardState.IN_DOUBT
    assert derive(code, "pin_changed").state is CardState.ACTIVE


def test_the_electronic_card_counts_where_an_active_card_is_asked_for(derive):
    assert derive("electronic_card_issued", region="310101").grade is Grade.SUPPORTED


def test_a_message_with_a_link_is_a_warning_of_fraud(derive):
    assert "fraud_warning" in {item.code for item in derive("notice_with_link").reasons}
