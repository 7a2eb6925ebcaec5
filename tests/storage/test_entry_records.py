"""Which record an entry of the history is about."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.cards import Card
from kabao.domain.cases import ApplicantKind, Case, CaseKind, MaterialKey
from kabao.domain.employers import Employer
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger


@pytest.fixture
def ledger(tmp_path):
    with Ledger.create(tmp_path / "a.kabao") as opened:
        yield opened


def told(ledger):
    return ledger.entry_records.record(ledger.history.last_id())


def test_people_cards_and_evidence_lead_to_the_person(ledger):
    other, holder = (ledger.holders.add(Holder({"name": name})) for name in "甲乙")
    assert told(ledger) == ("holders", holder.id)
    card = ledger.cards.add(Card(holder.id, {"card_number": "X1"}))
    assert told(ledger) == ("holders", holder.id)
    ledger.evidence.add(Evidence(card.id, EvidenceKind.PASSWORD_SET, dt.date(2026, 3, 18)))
    assert told(ledger) == ("holders", holder.id)
    ledger.holders.update(other.with_values({"name": "丙"}))
    assert told(ledger) == ("holders", other.id)


def test_employers_and_cases_lead_to_themselves(ledger):
    employer = ledger.employers.add(Employer({"name": "甲公司"}))
    assert told(ledger) == ("employers", employer.id)
    case = ledger.cases.add(Case(CaseKind.ISSUANCE, ApplicantKind.PERSON, "一"))
    assert told(ledger) == ("cases", case.id)
    ledger.cases.save_material(case.id, next(iter(MaterialKey)), {"name": "x"})
    assert told(ledger) == ("cases", case.id)


def test_several_records_none_and_gone_ones_lead_nowhere(ledger):
    ids = ledger.holders.add_many([Holder({"name": name}) for name in "甲乙"])
    assert told(ledger) is None
    ledger.holders.remove(ids[0])
    assert told(ledger) is None
    ledger.views.put("v", {})
    assert ledger.entry_records.record(10_000) is None
