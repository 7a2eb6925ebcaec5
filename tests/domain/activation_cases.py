"""Builders for cards, evidence and rules that the tests of the activation status share."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kabao.domain.activation_facts import (
    ActivationFacts,
    Delay,
    ElectronicFact,
    LockException,
    PasswordFact,
)
from kabao.domain.cards import Card
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.rules import ActivationRules, EvidenceDetail, RegionLossRule
from kabao.domain.words import Words

COLLECTED = dt.date(2026, 1, 10)
OWN = Origin(Confidence.OWN)
SINGLE = Origin(Confidence.SINGLE)
STAYS, RELEASES, CANCELS, DEMANDS = "110000", "120000", "440200", "310000"
"""Regions: no rule; loss ends by itself; loss cancels; electronic card needs an active one."""
SEPARATE, TOGETHER, UNDOES = "610100", "220100", "310100"
"""Regions: the bank function is reported by itself; together; a formal loss can be undone."""


def day(offset):
    """The day so many days after collection."""
    return COLLECTED + dt.timedelta(days=offset)


def detail(code, kind, strength="strong", financial="", *, positive=True):
    return EvidenceDetail(code, kind, Words("字", code), positive, strength, financial)


DETAILS = (
    detail("pin_changed", "password_set"),
    detail("password_unspecified", "password_set", "weak"),
    detail("initial_kept", "password_set", "none"),
    detail("bank_pin_set", "password_set", "none", "on"),
    detail("chip_settlement", "used_normally"),
    detail("worked_undated", "used_normally", "weak"),
    detail("paid_by_medical_code", "used_normally", "none"),
    detail("refused", "used_normally", positive=False),
    detail("status_normal", "queryable_online"),
    detail("contributions_visible", "queryable_online", "weak"),
    detail("notice_full", "notice_received"),
    detail("notice_no_digits", "notice_received", "weak"),
    detail("notice_bank_only", "notice_received", "none", "on"),
    detail("notice_with_link", "notice_received", "none"),
    detail("notice_other_card", "notice_received", "none"),
    detail("electronic_card_issued", "electronic_card"),
    detail("office_says_active", "office_confirmed"),
    detail("office_says_not_active", "office_confirmed", positive=False),
    detail("bank_account_active", "bank_activated", financial="on"),
    detail("bank_account_inactive", "bank_activated", financial="off", positive=False),
    detail("status_sealed", "sealed"),
    detail("loss_temporary", "lost_temp"),
    detail("loss_formal", "lost_formal"),
    detail("pin_locked", "app_locked"),
    detail("card_cancelled", "cancelled"),
    detail("loss_lifted", "loss_released"),
    detail("pin_reset", "unlocked"),
    detail("function_enabled", "enabled"),
)
BY_CODE = {item.code: item for item in DETAILS}
RULES = ActivationRules(
    loss={
        "default": RegionLossRule(0, "stay", OWN),
        RELEASES: RegionLossRule(10, "release", OWN),
        CANCELS: RegionLossRule(15, "cancel", SINGLE),
        SEPARATE: RegionLossRule(0, "stay", SINGLE, bank_separate=True),
        TOGETHER: RegionLossRule(10, "release", SINGLE, bank_separate=False),
        UNDOES: RegionLossRule(0, "stay", SINGLE, formal_release=True),
    },
    financial_channels=frozenset({"bank_app"}),
    electronic_needs_active=frozenset({DEMANDS}),
    details=DETAILS,
)


def seen(code, offset, entry_id=0, **rest):
    """One entry as the window writes it from a detail of the rulebook."""
    known = BY_CODE[code]
    return Evidence(
        card_id=1,
        kind=EvidenceKind(known.kind),
        observed_on=day(offset),
        positive=known.positive,
        strength=Strength(known.strength),
        detail=code,
        id=entry_id,
        **rest,
    )


def withdrawal(of, offset, entry_id):
    return Evidence(1, EvidenceKind.WITHDRAWN, day(offset), withdraws=of, id=entry_id)


def card(region=STAYS, **values):
    return Card(1, {"region": region, "collected_on": COLLECTED.isoformat()} | values, id=1)


def timeline(*entries):
    """Entries with ids in their order, from pairs of detail and day."""
    return tuple(seen(code, offset, number) for number, (code, offset) in enumerate(entries, 1))


WORDS = Words("字", "words")
KNOWING = replace(
    RULES,
    facts=ActivationFacts(
        passwords=(
            PasswordFact(
                "social", WORDS, WORDS, WORDS, OWN, 6, (LockException("431000", 8, SINGLE),)
            ),
        ),
        electronic=(
            ElectronicFact("active", "all", WORDS, Origin(Confidence.CONFIRMED)),
            ElectronicFact("lost_temp", "authorised", WORDS, Origin(Confidence.CONFIRMED)),
            ElectronicFact("lost_formal", "disputed", WORDS, SINGLE),
            ElectronicFact("app_locked", "no", WORDS, SINGLE),
            ElectronicFact("cancelled", "no", WORDS, Origin(Confidence.CONFIRMED)),
        ),
        delay=Delay(24, 3, SINGLE),
    ),
    origins={"electronic_card": SINGLE, "renewal": Origin(Confidence.CONFIRMED)},
)
"""The same rules with what is known besides."""
