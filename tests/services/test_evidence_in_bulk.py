"""The same observation about many cards as one step, and proofs that stand or fall with it."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.services.proofs import LIMIT, MOST, ProofFile
from services.people_at_hand import CARD, OTHER_HOLDER, TODAY

PDF = b"%PDF-1.4\n"


@pytest.fixture
def cards(workspace, holder, card):
    other = workspace.holders.save(0, OTHER_HOLDER).record
    second = workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record
    making = workspace.cards.save(0, other.id, {**CARD, "collected_on": None}).record
    return [card, second, making]


def draft(on=TODAY, **more):
    return Evidence(0, EvidenceKind.OFFICE_CONFIRMED, on, detail="office_says_active", **more)


def test_many_cards_take_the_same_entry_as_one_step(workspace, cards):
    told = []
    ids = [card.id for card in cards]
    before = len(workspace.ledger.history.latest(100))
    outcome = workspace.evidence.add_to_many(
        [*ids, ids[0]], draft(channel="phone_12333"), progress=lambda *at: told.append(at)
    )
    assert (outcome.done, outcome.asked) == (2, 3)
    assert outcome.changed.cards == {cards[0].id, cards[1].id}
    assert outcome.changed.holders == {cards[0].holder_id, cards[1].holder_id}
    ((refused, finding),) = outcome.refused
    assert (refused, finding.code) == (cards[2].id, "evidence_before_card")
    assert told[-1] == (3, 3)
    history = workspace.ledger.history.latest(100)
    assert len(history) == before + 1
    assert (history[0].action, history[0].subject) == ("evidence.bulk", "2")
    for card in cards[:2]:
        (entry,) = workspace.evidence.of_card(card.id)
        assert entry.channel == "phone_12333"
        assert workspace.ledger.projections.get(card.id).state == "active"


def test_an_entry_that_is_wrong_everywhere_writes_nothing(workspace, cards, contents):
    before = contents()
    outcome = workspace.evidence.add_to_many(
        [card.id for card in cards], draft(dt.date(2026, 11, 23))
    )
    assert outcome.done == 0
    assert {finding.code for _, finding in outcome.refused} >= {"evidence_in_future"}
    assert contents() == before


def test_stopping_keeps_nothing(workspace, cards, contents):
    before = contents()
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        workspace.evidence.add_to_many(
            [card.id for card in cards], draft(), cancelled=lambda: next(answers)
        )
    assert contents() == before


def test_an_entry_goes_with_its_proof_or_not_at_all(workspace, card, contents):
    before = contents()
    too_many = [ProofFile("x.pdf", "application/pdf", PDF + bytes([n])) for n in range(MOST + 1)]
    entry = Evidence(card.id, EvidenceKind.USED_NORMALLY, TODAY)
    with pytest.raises(InputRefusedError) as caught:
        workspace.evidence.add(entry, too_many)
    assert caught.value.code == "proofs_too_many"
    assert contents() == before


def test_a_proof_larger_than_the_limit_is_refused_before_it_is_read(workspace, tmp_path):
    path = tmp_path / "110000199001010013.png"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(InputRefusedError) as caught:
        workspace.proofs.read(path)
    assert caught.value.code == "attachment_too_large"
    assert caught.value.params["name"] == "110***********0013.png"
    with pytest.raises(InputRefusedError):
        workspace.proofs.read(tmp_path)


def test_the_reader_of_a_worker_sees_the_same_bytes(workspace, card):
    entry = Evidence(card.id, EvidenceKind.USED_NORMALLY, TODAY)
    stored = workspace.evidence.add(entry, [ProofFile("x.pdf", "application/pdf", PDF)]).record
    (proof,) = workspace.proofs.of_entries([stored])[stored.id]
    reader = workspace.proofs.reader()
    try:
        assert reader.data(proof.sha256) == PDF
    finally:
        reader.close()
