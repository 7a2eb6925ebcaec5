"""Every step can be undone whole and redone, also after the ledger was opened again."""

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.activation import CardState
from kabao.domain.card_life import CardAction
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.errors import NotFoundError
from kabao.domain.evidence import EvidenceKind, Proof
from kabao.domain.history import UNDO
from services.history_desk import refused, reopened
from services.ledger_contents import logical
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER


def prove(workspace, act):
    """Do something, undo it and redo it, each after opening the ledger again."""
    before = logical(workspace.ledger)
    act(workspace)
    after = logical(workspace.ledger)
    assert after != before
    entry = workspace.history.last_id()
    workspace = reopened(workspace)
    changed = workspace.history.undo(entry)
    assert changed != Changed()
    assert logical(workspace.ledger) == before
    assert workspace.statuses.differing() == ()
    workspace = reopened(workspace)
    assert logical(workspace.ledger) == before
    assert workspace.history.redo(entry) == changed
    assert logical(workspace.ledger) == after
    assert workspace.statuses.differing() == ()
    workspace.close()


STEPS_TO_PROVE = {
    "new person": lambda w, k: w.holders.save(0, OTHER_HOLDER, k["employer"].id),
    "changed person": lambda w, k: w.holders.save(k["holder"].id, {**HOLDER, "name": "改名"}),
    "removed person": lambda w, k: w.holders.remove(k["holder"].id),
    "new card": lambda w, k: w.cards.save(0, k["holder"].id, {**CARD, "card_number": "X10000027"}),
    "changed card": lambda w, k: w.cards.save(
        k["card"].id, k["holder"].id, {**CARD, "region": "990101"}
    ),
    "evidence": lambda w, k: k["observe"](k["card"], EvidenceKind.LOST_TEMP, "2026-06-01"),
    "withdrawal": lambda w, k: w.evidence.withdraw(k["seen"]),
    "proof": lambda w, k: w.ledger.proofs.add(k["seen"].id, Proof("b.jpg", "image/jpeg"), b"new"),
    "employer": lambda w, k: w.employers.save(
        k["employer"].id, {**EMPLOYER, "name": "白鹭精密机械有限公司"}
    ),
    "removed employer": lambda w, k: w.employers.remove(k["employer"].id),
    "assigned": lambda w, k: w.holders.assign_employer([k["holder"].id], k["employer"].id),
    "several changes of one row": lambda w, k: twice(w, k["holder"].id),
}


def twice(workspace, holder_id):
    """Change a row, make another that goes again, and remove a card, all in one step."""
    with workspace.ledger.transaction("holders.change", "两次"):
        workspace.holders.save(holder_id, {**HOLDER, "name": "一"})
        workspace.holders.save(holder_id, {**HOLDER, "name": "二"})
        gone = workspace.holders.save(0, OTHER_HOLDER).record
        workspace.cards.save(0, gone.id, {**CARD, "card_number": "X10000027"})
        workspace.holders.remove(gone.id)


@pytest.fixture
def known(workspace, holder, card, employer, observe):
    seen = observe(card)
    workspace.ledger.proofs.add(seen.id, Proof("slip.jpg", "image/jpeg"), b"slip")
    return {"holder": holder, "card": card, "employer": employer, "seen": seen, "observe": observe}


@pytest.mark.parametrize("step", STEPS_TO_PROVE.values(), ids=STEPS_TO_PROVE)
def test_a_step_is_undone_and_redone_whole(workspace, known, step):
    prove(workspace, lambda opened: step(opened, known))


@pytest.mark.parametrize("what", ["head", "material", "people", "file", "renamed", "all"])
def test_changes_of_a_case_are_undone_and_redone_whole(workspace, case, what):
    second = workspace.holders.save(0, OTHER_HOLDER).record
    (file,) = case.attachments

    def act(opened):
        if what == "head":
            opened.cases.save_head(replace(case, title="另一个题目"))
        elif what == "people":
            opened.cases.save_head(replace(case, holder_ids=(second.id, *case.holder_ids)))
        elif what == "material":
            opened.cases.save_material(case.id, MaterialKey.CARD_FACE, {"title": "定稿"})
        elif what == "file":
            opened.attachments.remove(case.id, file)
        elif what == "renamed":
            opened.attachments.rename(case.id, file, "新题目")
        else:
            opened.cases.remove(case.id)

    prove(workspace, act)


def test_an_import_is_one_step(workspace, example, take):
    prove_import = logical(workspace.ledger)
    report = take(example)
    after = logical(workspace.ledger)
    changed = workspace.history.undo(workspace.history.last_id())
    assert logical(workspace.ledger) == prove_import
    assert len(changed.holders) == len(example["holders"])
    assert report.rows > len(changed.holders)
    workspace.history.redo(workspace.history.redo_candidate().id)
    assert logical(workspace.ledger) == after


def test_evidence_is_answered_and_never_unwritten(workspace, card, observe):
    seen = observe(card)
    workspace.ledger.proofs.add(seen.id, Proof("slip.jpg", "image/jpeg"), b"slip")
    entry = workspace.history.last_id() - 1
    workspace.history.undo(entry)
    first, answer = workspace.evidence.of_card(card.id)
    assert (first, answer.kind, answer.withdraws) == (seen, EvidenceKind.WITHDRAWN, seen.id)
    assert workspace.statuses.current(card.id).state is CardState.NOT_ACTIVATED
    workspace.history.redo(entry)
    *_, second = workspace.evidence.of_card(card.id)
    assert (second.kind, second.withdraws) == (EvidenceKind.WITHDRAWN, answer.id)
    assert workspace.statuses.current(card.id).state is CardState.ACTIVE
    assert len(workspace.ledger.proofs.of_evidence(seen.id)) == 1


def test_evidence_withdrawn_by_hand_is_not_answered_twice(workspace, card, observe):
    seen = observe(card)
    entry = workspace.history.last_id()
    workspace.evidence.withdraw(seen)
    error = refused(workspace.history.undo, entry)
    assert (error.code, error.params["later"]) == ("undo_conflict", entry + 1)


def test_a_record_changed_later_stops_the_whole_undo(workspace, holder, employer):
    people = [holder, workspace.holders.save(0, OTHER_HOLDER).record]
    workspace.holders.assign_employer([person.id for person in people], employer.id)
    entry = workspace.history.last_id()
    workspace.holders.save(holder.id, {**HOLDER, "name": "后来的名字"}, employer.id)
    before = logical(workspace.ledger)
    error = refused(workspace.history.undo, entry)
    assert error.code == "undo_conflict"
    assert error.params | {"at": ""} == {
        "entry": entry, "name": "后来的名字", "later": entry + 1, "at": "",
    }  # fmt: skip
    assert logical(workspace.ledger) == before
    assert workspace.history.last_id() == entry + 1
    workspace.history.undo(entry + 1)
    workspace.history.undo(entry)
    assert {h.employer_id for h in workspace.ledger.holders.all()} == {None}


def test_steps_about_different_records_are_undone_in_any_order(workspace, holder):
    first = workspace.history.last_id()
    other = workspace.holders.save(0, OTHER_HOLDER).record
    workspace.history.undo(first)
    assert [person.id for person in workspace.ledger.holders.all()] == [other.id]


@pytest.mark.parametrize("later", ["card", "case", "person"])
def test_what_others_hang_on_does_not_go(workspace, holder, employer, later):
    entry = workspace.history.last_id() - (1 if later != "person" else 0)
    if later == "card":
        workspace.cards.save(0, holder.id, CARD)
    elif later == "case":
        workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,))
    else:
        workspace.holders.save(0, OTHER_HOLDER, employer.id)
    before = logical(workspace.ledger)
    error = refused(workspace.history.undo, entry)
    assert (error.code, error.params["later"]) == ("undo_conflict", workspace.history.last_id())
    assert logical(workspace.ledger) == before


def test_a_removed_person_does_not_come_back_beside_the_same_number(workspace, holder):
    workspace.holders.remove(holder.id)
    entry = workspace.history.last_id()
    again = workspace.holders.save(0, {**HOLDER, "name": "同号"}).record
    error = refused(workspace.history.undo, entry)
    assert (error.code, error.params["name"]) == ("undo_conflict", "同号")
    assert [person.id for person in workspace.ledger.holders.all()] == [again.id]


def test_nobody_comes_back_to_an_employer_that_is_gone(workspace, employer):
    person = workspace.holders.save(0, HOLDER, employer.id).record
    workspace.holders.save(person.id, HOLDER, None)
    entry = workspace.history.last_id()
    workspace.employers.remove(employer.id)
    error = refused(workspace.history.undo, entry)
    assert (error.code, error.params["later"]) == ("undo_conflict", entry + 1)


def test_undo_and_redo_go_step_by_step_until_something_new_is_done(workspace, holder):
    history = workspace.history
    for name in "甲乙":
        workspace.holders.save(holder.id, {**HOLDER, "name": name})
    history.undo(history.undo_candidate().id)
    history.undo(history.undo_candidate().id)
    assert workspace.ledger.holders.get(holder.id).name == "安思源"
    history.redo(history.redo_candidate().id)
    assert workspace.ledger.holders.get(holder.id).name == "甲"
    workspace.holders.save(0, OTHER_HOLDER)
    assert history.redo_candidate() is None
    history.undo(history.undo_candidate().id)
    history.undo(history.undo_candidate().id)
    assert workspace.ledger.holders.get(holder.id).name == "安思源"
    history.undo(history.undo_candidate().id)
    assert history.undo_candidate() is None
    assert workspace.ledger.holders.count() == 0


def test_an_undo_is_an_entry_that_names_the_other(workspace, holder):
    entry = workspace.history.last_id()
    workspace.history.undo(entry)
    undo, done = workspace.history.latest(2)
    assert (undo.action, undo.subject, undo.undoes) == (UNDO, "安思源", entry)
    assert (done.undone_by, done.undoable) == (undo.id, False)
    assert undo.actor
    assert refused(workspace.history.undo, entry).code == "undo_done_before"
    workspace.history.redo(entry)
    assert refused(workspace.history.redo, entry).code == "redo_nothing"
    with pytest.raises(NotFoundError):
        workspace.history.undo(99)


def test_what_changed_nothing_is_no_step_and_derived_data_neither(workspace, holder, card, clock):
    entry = workspace.history.last_id()
    workspace.holders.save(holder.id, holder.values)
    assert refused(workspace.history.undo, entry + 1).code == "undo_nothing"
    clock.today = dt.date(2036, 3, 1)
    assert workspace.statuses.refresh_due() == 1
    assert refused(workspace.history.undo, entry + 2).code in {"undo_by_itself", "undo_nothing"}
    assert workspace.history.undo_candidate().id == entry


def test_rehearsals_and_failures_leave_no_images(workspace, holder):
    with workspace.ledger.transaction("holders.change") as change:
        workspace.holders.save(holder.id, {**HOLDER, "name": "一"})
        change.roll_back()
    with pytest.raises(LookupError):
        fail_after_a_change(workspace, holder.id)
    workspace.ledger.views.put("一", {})
    workspace.holders.keep_draft(holder.id, {"name": "稿"})
    assert workspace.ledger._session.rows("SELECT * FROM undo_images") == []
    assert workspace.history.undo_candidate().id == workspace.history.last_id()


def fail_after_a_change(workspace, holder_id):
    with workspace.ledger.transaction("holders.change"):
        workspace.holders.save(holder_id, {**HOLDER, "name": "一"})
        raise LookupError


def test_new_rows_cost_no_images(workspace, example, take):
    take(example)
    tables = {tab for (tab,) in workspace.ledger._session.rows("SELECT tab FROM undo_images")}
    assert tables <= {"case_holders", "materials", "notices"}


def test_going_back_to_a_point_and_forward_again(workspace, holder, card, observe, employer):
    point = workspace.history.last_id()
    before = logical(workspace.ledger)
    observe(card)
    workspace.holders.assign_employer([holder.id], employer.id)
    workspace.holders.remove(holder.id)
    after, last = logical(workspace.ledger), workspace.history.last_id()
    assert len(workspace.history.way_back(point).entries) == 3
    workspace.history.go_back(point)
    assert logical(workspace.ledger) == before
    assert refused(workspace.history.go_back, point).code == "go_back_nothing"
    workspace.history.go_back(last)
    assert logical(workspace.ledger) == after


def test_going_back_past_steps_undone_out_of_order(workspace, employer):
    person = workspace.holders.save(0, HOLDER, employer.id).record
    workspace.holders.remove(person.id)
    workspace.history.undo(1)
    assert refused(workspace.history.undo, 3).code == "undo_conflict"
    workspace.history.go_back(0)
    assert workspace.ledger.employers.all() == []
    assert workspace.ledger.holders.count() == 0


def test_going_back_is_refused_whole(workspace, holder):
    workspace.holders.save(holder.id, {**HOLDER, "name": "一"})
    workspace.ledger.history.drop_images("9999")
    workspace.holders.save(holder.id, {**HOLDER, "name": "二"})
    before = logical(workspace.ledger)
    assert refused(workspace.history.go_back, 1).code == "undo_not_kept"
    assert logical(workspace.ledger) == before


@pytest.mark.parametrize("action", ["loss_temp", "loss_formal", "replace"])
def test_steps_of_a_cards_life_are_undone_and_redone_whole(workspace, card, observe, action):
    observe(card)
    progress = "submitted" if action == "replace" else ""
    step = LifeStep(CardAction(action), workspace.clock(), progress=progress)
    prove(workspace, lambda opened: opened.card_life.do(card.id, step))
