"""Whoever changes the derivation raises its number, or open ledgers keep the old statuses."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from domain.activation_cases import BY_CODE, KNOWING
from kabao.domain.cards import Card
from kabao.domain.derivation import DERIVATION, derive_status
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.domain.fingerprints import fingerprint

START = dt.date(2026, 1, 10)
CODES = sorted(BY_CODE)
LIVES = 2000


def life(chance):
    entries = []
    for number in range(1, chance.randint(1, 6)):
        code = chance.choice(CODES)
        known = BY_CODE[code]
        entries.append(
            Evidence(
                1,
                EvidenceKind(known.kind),
                START + dt.timedelta(days=chance.randint(0, 40)),
                positive=known.positive,
                strength=Strength(known.strength),
                detail=code,
                id=number,
            )
        )
    card = Card(1, {"region": "110000", "collected_on": START.isoformat()}, id=1)
    if chance.random() < 0.3:
        end = START + dt.timedelta(days=chance.randint(1, 100))
        card = replace(card, values={**card.values, "valid_to": end.isoformat()})
    return card, entries, START + dt.timedelta(days=chance.randint(0, 120))


def test_the_number_goes_with_the_results():
    chance = random.Random(20261122)
    statuses = []
    for _ in range(LIVES):
        card, entries, today = life(chance)
        statuses.append(derive_status(card, entries, KNOWING, today))
    found = fingerprint(statuses)
    # When this fails because results changed on purpose: raise DERIVATION and note both here.
    assert (DERIVATION, found) == (1, "c2d99a5279b12a9f60d91c4a5876b804")
