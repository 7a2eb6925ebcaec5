"""Loss, release, lock, replacement, progress and collection written to real ledgers as one step."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.card_life import CardAction, successor
from kabao.domain.card_life_progress import progress_steps
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.errors import InputRefusedError
from kabao.domain.exchange import (
    ExchangeCard,
    ExchangeDocument,
    ExchangeHolder,
    unknown_fields,
)
from kabao.exchange import parse_exchange, write_exchange
from kabao.services.proofs import ProofFile
from services.people_at_hand import CARD, TODAY

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS"
    b"\xde\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00"
    b"\x00IEND\xaeB`\x82"
)


def step(action, on=TODAY, **more):
    return LifeStep(CardAction(action), on, **more)


@pytest.fixture
def state(workspace):
    return lambda card: workspace.ledger.projections.get(card.id).state.value


def test_a_loss_is_reported_and_lifted(workspace, card, state, observe):
    observe(card)
    life = workspace.card_life
    saved = life.do(card.id, step("loss_temp", channel="phone_12333", note="电话"))
    assert state(card) == "lost_temp"
    assert saved.changed.cards == {card.id}
    assert workspace.ledger.history.latest(1)[0].action == "card_life.loss_temp"
    life.do(card.id, step("release_loss"))
    assert state(card) == "active"
    kinds = [item.kind.value for item in workspace.evidence.of_card(card.id)]
    assert kinds == ["password_set", "lost_temp", "loss_released"]


def test_a_lock_is_lifted(workspace, card, state, observe):
    from kabao.domain.evidence import EvidenceKind

    observe(card, EvidenceKind.APP_LOCKED)
    assert state(card) == "app_locked"
    workspace.card_life.do(card.id, step("unlock"))
    assert state(card) == "not_activated"


def test_a_reissue_writes_loss_and_next_card_in_one_step(workspace, holder, card, state):
    before = len(workspace.ledger.history.latest(100))
    saved = workspace.card_life.do(card.id, step("reissue", progress="submitted"))
    after = workspace.ledger.history.latest(100)
    assert len(after) == before + 1
    assert (after[0].action, after[0].subject) == ("card_life.reissue", holder.name)
    assert state(card) == "lost_formal"
    assert state(saved.record) == "not_collected"
    cards = workspace.holders.view(holder.id).cards
    assert [item.id for item in cards] == [saved.record.id, card.id]
    assert successor(card, cards) == saved.record
    assert saved.changed.cards == {card.id, saved.record.id}


def test_a_refused_step_writes_nothing(workspace, card, contents):
    before = contents()
    for wrong in (
        step("reissue", dt.date(2026, 11, 23), progress="submitted"),
        step("reissue", dt.date(2026, 3, 1), progress="submitted"),
        step("release_loss"),
        step("loss_formal", note="密码 258369"),
    ):
        with pytest.raises(InputRefusedError) as caught:
            workspace.card_life.do(card.id, wrong)
        assert caught.value.findings
    assert contents() == before


def test_a_failure_in_the_middle_leaves_nothing(workspace, card, contents, monkeypatch):
    before = contents()

    def broken(_card):
        raise RuntimeError("disk")

    monkeypatch.setattr(workspace.ledger.cards, "add", broken)
    with pytest.raises(RuntimeError):
        workspace.card_life.do(card.id, step("reissue", progress="submitted"))
    assert contents() == before


def test_a_card_goes_from_application_to_the_hand(workspace, holder, card, state):
    life = workspace.card_life
    new = life.do(card.id, step("replace", progress="submitted", channel="counter")).record
    life.do(new.id, step("progress", progress="bank_failed", reason="开户证件过期"))
    life.do(new.id, step("progress", progress="ready", channel="phone_12333"))
    arrived = {"card_number": "X00000027", "valid_to": "2036-11-20"}
    got = life.do(new.id, step("collect", arrived=arrived, old_returned=True)).record
    assert got.number == "X00000027"
    assert got.collected_on == TODAY
    steps = progress_steps(got.values)
    assert [item.state for item in steps] == ["submitted", "bank_failed", "ready", "collected"]
    assert steps[1].reason == "开户证件过期"
    assert steps[2].told_by == "phone_12333"
    assert all(item.recorded_at for item in steps)
    assert state(card) == "cancelled"
    assert state(got) == "not_activated"
    actions = [item.action for item in workspace.ledger.history.latest(4)]
    assert actions == [
        "card_life.collect",
        "card_life.progress",
        "card_life.progress",
        "card_life.replace",
    ]


def test_what_is_read_from_the_card_is_checked(workspace, card):
    new = workspace.card_life.do(card.id, step("replace", progress="ready")).record
    early = step("collect", arrived={"issued_on": "2026-11-20", "valid_to": "2026-11-01"})
    with pytest.raises(InputRefusedError) as caught:
        workspace.card_life.do(new.id, early)
    assert {item.place.field for item in caught.value.findings} == {"valid_to"}
    number = step("collect", arrived={"card_number": "X00000018"})
    codes = {item.code for item in workspace.card_life.check(new.id, number)}
    assert codes == {"card_number_check"}


def test_the_form_keeps_the_state_before(workspace, holder):
    values = {name: value for name, value in CARD.items() if name != "collected_on"}
    card = workspace.cards.save(0, holder.id, values | {"progress": "submitted"}).record
    changed = workspace.cards.save(card.id, holder.id, card.values | {"progress": "making"}).record
    again = workspace.cards.save(card.id, holder.id, changed.values | {"remark": "x"}).record
    assert [item.state for item in progress_steps(again.values)] == ["submitted", "making"]


def test_proofs_go_along_with_the_entry(workspace, card):
    files = (ProofFile("slip.png", "image/png", PIXEL),)
    workspace.card_life.do(card.id, step("loss_formal"), files)
    entries = workspace.evidence.of_card(card.id)
    (proofs,) = workspace.proofs.of_entries(entries).values()
    assert [item.file_name for item in proofs] == ["slip.png"]


def test_a_card_with_its_steps_survives_the_exchange(workspace, holder, card):
    new = workspace.card_life.do(card.id, step("replace", progress="submitted")).record
    person = ExchangeHolder(
        holder.uid, values=holder.values, cards=(ExchangeCard(new.uid, new.values),)
    )
    document = parse_exchange(write_exchange(ExchangeDocument(holders=(person,))))
    assert unknown_fields(document, workspace.rulebook.forms) == ()
    assert progress_steps(document.holders[0].cards[0].values) == progress_steps(new.values)


def test_offers_tell_why_not(workspace, card):
    offers = {item.action.value: item.refusal for item in workspace.card_life.offers(card.id)}
    assert offers["loss_temp"] is None
    assert offers["unlock"].code == "not_locked"
    assert list(offers) == [action.value for action in CardAction]


def test_a_reissue_is_undone_whole_and_done_again(workspace, holder, card, state, observe):
    observe(card)
    new = workspace.card_life.do(card.id, step("reissue", progress="submitted")).record
    undone = workspace.history.last_id()
    workspace.history.undo(undone)
    assert [item.id for item in workspace.holders.view(holder.id).cards] == [card.id]
    assert state(card) == "active"
    kinds = [item.kind.value for item in workspace.evidence.of_card(card.id)]
    assert kinds == ["password_set", "lost_formal", "withdrawn"]
    workspace.history.redo(undone)
    assert state(card) == "lost_formal"
    cards = workspace.holders.view(holder.id).cards
    assert [item.uid for item in cards] == [new.uid, card.uid]


def test_progress_is_undone_to_the_state_before(workspace, card):
    new = workspace.card_life.do(card.id, step("replace", progress="submitted")).record
    workspace.card_life.do(new.id, step("progress", progress="making"))
    workspace.history.undo(workspace.history.last_id())
    assert workspace.cards.get(new.id).values == new.values
