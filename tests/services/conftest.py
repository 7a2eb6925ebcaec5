"""Real ledgers on a fixed day."""

from __future__ import annotations

import json

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.exchange import parse_exchange
from kabao.rulebook import load
from kabao.services.workspace import Workspace
from services.history_desk import FILE
from services.people_at_hand import CARD, EMPLOYER, EXAMPLE, HOLDER, TODAY


class Clock:
    """A day that a test may change."""

    def __init__(self):
        self.today = TODAY

    def __call__(self):
        return self.today


@pytest.fixture(scope="session")
def rulebook():
    return load()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def workspace(tmp_path, rulebook, clock):
    with Workspace.create(tmp_path / "desk.kabao", rulebook, clock) as opened:
        yield opened


@pytest.fixture
def holder(workspace):
    return workspace.holders.save(0, HOLDER).record


@pytest.fixture
def card(workspace, holder):
    return workspace.cards.save(0, holder.id, CARD).record


@pytest.fixture
def case(workspace, holder):
    """A person's application with one file and one material typed."""
    made = workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,)).record
    workspace.ledger.attachments.add(made.id, FILE, b"%PDF only here")
    workspace.cases.save_material(made.id, MaterialKey.CARD_FACE, {"title": "样稿"})
    return workspace.cases.get(made.id)


@pytest.fixture
def employer(workspace):
    return workspace.employers.save(0, EMPLOYER).record


@pytest.fixture
def observe(workspace, clock):
    """Return a function that writes one observation about a card."""

    def add(card, kind=EvidenceKind.PASSWORD_SET, on="2026-05-07", **more):
        day = clock().fromisoformat(on)
        return workspace.evidence.add(Evidence(card.id, kind, day, **more)).record

    return add


@pytest.fixture
def example():
    """The example of the README as plain JSON, free to be spoilt."""
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def take(workspace):
    """Return a function that imports plain JSON."""

    def run(plain, **options):
        document = parse_exchange(json.dumps(plain).encode())
        return workspace.exchange.take(document, "people.json", **options)

    return run


@pytest.fixture
def contents(workspace):
    """Return a function that tells everything the ledger holds, save when it was written."""

    def tell():
        ledger = workspace.ledger
        holders = list(ledger.holders.all())
        cards = list(ledger.cards.all())
        return {
            "employers": ledger.employers.all(),
            "holders": holders,
            "cards": cards,
            "evidence": [entry for card in cards for entry in ledger.evidence.of_card(card.id)],
            "statuses": list(ledger.projections.all()),
            "cases": ledger.cases.all(),
            "drafts": ledger.drafts.all(),
            "history": ledger.history.latest(1000),
        }

    return tell
