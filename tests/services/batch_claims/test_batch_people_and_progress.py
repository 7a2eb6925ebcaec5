"""People of a batch: added, taken out, pasted, taken on through the life of their cards."""

import datetime as dt

import pytest

from kabao.domain.batch_claims.layouts import BatchColumn
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.services.batch_claims.moving import Move, moves
from services.people_at_hand import TODAY


def states(desk, batch):
    return [member.state for member in desk.batch_claims.members(batch.id)]


def go(desk, batch, state, ids=None, reason="", on=TODAY):
    steps = moves(ids or batch.holder_ids, state, on, reason)
    return desk.batch_claims.moving.move(batch.id, steps)


def test_people_are_added_behind_each_once_and_taken_out_again(desk, batch, people):
    service = desk.batch_claims
    assert service.remove(batch.id, [people[1]]).cases == {batch.id}
    assert service.add(batch.id, [people[0], people[1], people[1]]).cases == {batch.id}
    assert desk.cases.get(batch.id).holder_ids == (people[0], people[2], people[1])
    assert service.add(batch.id, people).cases == frozenset()


def test_a_pasted_list_finds_people_by_number_and_by_name(desk, batch, people):
    found = desk.batch_claims.paste("李·雪\n11000019900101003x 赵一\n无此人")
    assert found.found == (people[1], people[2])
    assert [line.name for line in found.unknown] == ["无此人"]


def test_the_first_step_enters_the_card_that_is_applied_for(desk, batch, people):
    outcome = go(desk, batch, "submitted")
    assert (outcome.done, outcome.refused) == (3, ())
    (card,) = desk.ledger.cards.of_holder(people[0])
    assert (card.text("progress"), card.text("apply_for"), card.region) == (
        "submitted", "new", "320000",
    )  # fmt: skip
    assert states(desk, batch) == ["submitted"] * 3


def test_a_step_back_is_refused_for_whom_it_is_and_taken_for_the_others(desk, batch, people):
    go(desk, batch, "submitted")
    go(desk, batch, "making", [people[0]])
    outcome = go(desk, batch, "accepted")
    assert outcome.done == 2
    assert [(number, item.code) for number, item in outcome.refused] == [
        (people[0], "life_progress_order")
    ]
    assert states(desk, batch) == ["making", "accepted", "accepted"]


@pytest.mark.parametrize(
    ("state", "reason", "on", "code"),
    [
        ("returned", "", TODAY, "life_reason_missing"),
        ("submitted", "", TODAY + dt.timedelta(days=1), "life_in_future"),
        ("no_such_state", "", TODAY, "life_progress_order"),
    ],
)
def test_a_step_without_sense_changes_nobody_and_leaves_no_card(
    desk, batch, state, reason, on, code
):
    before = desk.history.last_id()
    outcome = go(desk, batch, state, reason=reason, on=on)
    assert (outcome.done, {item.code for _, item in outcome.refused}) == (0, {code})
    assert desk.history.last_id() == before
    assert not desk.ledger.cards.of_holder(batch.holder_ids[0])


def test_handing_out_collects_the_card_with_its_number(desk, batch, people):
    go(desk, batch, "ready")
    step = Move(people[0], "collected", TODAY, card_number="X00000019")
    desk.batch_claims.moving.move(batch.id, (step,))
    card = desk.ledger.cards.of_holder(people[0])[0]
    assert (card.collected_on, card.number) == (TODAY, "X00000019")
    assert states(desk, batch) == ["collected", "ready", "ready"]
    assert desk.cards.check(card.values, card.id) == ()


def test_a_step_of_many_is_undone_as_one(desk, batch):
    go(desk, batch, "submitted")
    entry = desk.history.last_id()
    go(desk, batch, "returned", reason="照片不合格")
    assert states(desk, batch) == ["returned"] * 3
    desk.history.undo(desk.history.last_id())
    assert states(desk, batch) == ["submitted"] * 3
    desk.history.undo(entry)
    assert states(desk, batch) == ["draft"] * 3
    assert not desk.ledger.cards.of_holder(batch.holder_ids[0])
    assert desk.ledger.batch_claims.cards(batch.id) == {}


def test_a_card_under_way_is_taken_up_instead_of_entering_a_second_one(desk, batch, people):
    desk.cards.save(
        0, people[0], {"region": "320000", "card_kind": "physical", "progress": "making"}
    )
    go(desk, batch, "ready")
    assert len(desk.ledger.cards.of_holder(people[0])) == 1
    assert states(desk, batch)[0] == "ready"


def test_progress_taken_on_from_the_card_shows_in_the_batch(desk, batch, people):
    go(desk, batch, "making")
    card = desk.ledger.cards.of_holder(people[2])[0]
    desk.cards.save(card.id, people[2], {**card.values, "progress": "ready"})
    assert states(desk, batch) == ["making", "making", "ready"]


def test_a_changed_layout_is_kept_for_its_region_and_given_up_again(desk, batch):
    service = desk.batch_claims
    layout = service.layout("320000")
    columns = (BatchColumn("doc_no", "号码"), BatchColumn("name", "名字"))
    service.keep_layout("320000", type(layout)("320000", layout.name, columns, "表", 4))
    assert [item.title for item in service.layout("320000").columns] == ["号码", "名字"]
    assert service.layout("330000").columns == layout.columns
    entry = desk.history.last_id()
    service.drop_layout("320000")
    assert service.layout("320000").columns == layout.columns
    desk.history.undo(desk.history.last_id())
    assert desk.history.last_id() > entry
    assert service.layout("320000").sheet == "表"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ((), "batch_layout_columns"),
        (("name", "name", "doc_no"), "batch_layout_columns"),
        (("name",), "batch_layout_person"),
    ],
)
def test_a_layout_without_sense_is_refused(desk, keys, code):
    layout = desk.batch_claims.layout("")
    columns = tuple(BatchColumn(key, key) for key in keys)
    with pytest.raises(InputRefusedError) as caught:
        desk.batch_claims.keep_layout("", type(layout)("default", layout.name, columns))
    assert caught.value.code == code


def test_only_batches_have_people_to_add_to(desk, batch):
    with pytest.raises(NotFoundError):
        desk.batch_claims.add(batch.id + 1, [1])
