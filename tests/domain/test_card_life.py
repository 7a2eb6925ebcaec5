"""What can be done with a card as it stands, what a step writes, and what forbids it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from domain.activation_cases import CANCELS, RELEASES, RULES, STAYS
from kabao.domain.activation import CardState
from kabao.domain.card_life import CardAction, card_facts, predecessor, successor, why_not
from kabao.domain.card_life_progress import (
    WAY,
    ProgressStep,
    likely_next,
    next_states,
    progress_steps,
    with_progress,
)
from kabao.domain.card_life_steps import LifeStep, check_step, plan_step
from kabao.domain.cards import Card, check_card
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.fields import Draft
from kabao.domain.findings import Place
from kabao.rulebook import load

TODAY = dt.date(2026, 11, 22)
GOT = dt.date(2026, 1, 10)
VALUES = {
    "card_number": "X00000019",
    "region": STAYS,
    "card_kind": "physical",
    "generation": "gen2",
    "bank": "icbc",
    "collected_on": GOT.isoformat(),
    "valid_to": "2036-01-09",
}
CARD = Card(7, VALUES, id=1, uid="one")
MAKING = Card(7, {"region": STAYS, "card_kind": "physical", "progress": "making"}, id=2)


def entry(kind, on, number=1):
    return Evidence(1, EvidenceKind(kind), dt.date.fromisoformat(on), id=number)


def facts(card=CARD, entries=(), cards=()):
    return card_facts(card, entries, (card, *cards), RULES, TODAY)


def code(action, **where):
    reason = why_not(CardAction(action), facts(**where))
    return reason.code if reason else ""


LOST = (entry("lost_formal", "2026-05-01"),)
TEMP = (entry("lost_temp", "2026-05-01"),)
LOCKED = (entry("app_locked", "2026-05-01"),)
GONE = (entry("cancelled", "2026-05-01"),)
ELECTRONIC = Card(7, VALUES | {"card_kind": "electronic"}, id=1)
NEXT = Card(7, {"apply_for": "reissue", "replaces": "X00000019"}, id=2)
OFFERED = {
    "in hand": (
        {},
        {"loss_temp", "loss_formal", "reissue", "upgrade", "replace", "cancel"},
    ),
    "temporarily lost": (
        {"entries": TEMP},
        {"loss_formal", "release_loss", "reissue", "cancel"},
    ),
    "formally lost": ({"entries": LOST}, {"release_loss", "reissue", "cancel"}),
    "locked": (
        {"entries": LOCKED},
        {"loss_temp", "loss_formal", "unlock", "reissue", "upgrade", "replace", "cancel"},
    ),
    "cancelled": ({"entries": GONE}, set()),
    "being made": ({"card": MAKING}, {"progress", "collect"}),
    "electronic": ({"card": ELECTRONIC}, {"cancel"}),
    "replaced": ({"entries": LOST, "cards": (NEXT,)}, {"cancel"}),
}


@pytest.mark.parametrize("name", OFFERED)
def test_only_what_makes_sense_is_offered(name):
    where, offered = OFFERED[name]
    assert {action for action in CardAction if not code(action, **where)} == offered


@pytest.mark.parametrize(
    ("action", "where", "because"),
    [
        ("collect", {}, "collected"),
        ("collect", {"card": ELECTRONIC}, "electronic"),
        ("loss_temp", {"card": MAKING}, "not_collected"),
        ("loss_temp", {"entries": LOST}, "lost_formal"),
        ("loss_temp", {"entries": TEMP}, "lost_temp"),
        ("release_loss", {}, "not_lost"),
        ("release_loss", {"entries": LOST, "cards": (NEXT,)}, "replaced"),
        ("unlock", {}, "not_locked"),
        ("renew", {}, "renewal_later"),
        ("renew", {"entries": TEMP}, "lost"),
        ("upgrade", {"card": replace(CARD, values=VALUES | {"generation": "gen3"})}, "newest"),
        ("cancel", {"entries": GONE}, "cancelled"),
        ("progress", {"card": replace(MAKING, values={"progress": "withdrawn"})}, "withdrawn"),
    ],
)
def test_the_reason_why_not_is_named(action, where, because):
    assert code(action, **where) == because


@pytest.mark.parametrize(
    ("ends", "open_"), [("2027-01-21", True), ("2027-01-22", False), ("2026-11-01", True)]
)
def test_renewal_opens_sixty_days_before_the_end(ends, open_):
    card = replace(CARD, values=VALUES | {"valid_to": ends})
    assert (code("renew", card=card) == "") is open_


def test_a_loss_that_ended_by_itself_can_still_be_lifted_on_record():
    card = replace(CARD, values=VALUES | {"region": RELEASES})
    assert code("release_loss", card=card, entries=TEMP) == ""


def test_a_loss_that_cancelled_the_card_leaves_nothing_to_lift():
    card = replace(CARD, values=VALUES | {"region": CANCELS})
    assert code("release_loss", card=card, entries=TEMP) == "cancelled"
    assert code("reissue", card=card, entries=TEMP) == ""
    step = LifeStep(CardAction.REISSUE, TODAY, progress="submitted")
    plan = plan_step(step, facts(card=card, entries=TEMP))
    assert plan.entries == ()
    assert plan.next_values["replaces"] == card.number


def test_the_next_card_names_the_one_it_replaces():
    other = Card(7, VALUES | {"card_number": "X00000027"}, id=0)
    assert successor(CARD, (CARD, NEXT)) == NEXT
    assert predecessor(NEXT, (NEXT, CARD, other)) == CARD
    nameless = Card(7, {"apply_for": "renew"}, id=3)
    assert predecessor(nameless, (CARD, NEXT, nameless)) == NEXT
    stranger = Card(7, {"apply_for": "renew", "replaces": "X99999992"}, id=3)
    assert predecessor(stranger, (CARD, stranger)) is None
    first = Card(7, {"apply_for": "new"}, id=3)
    assert predecessor(first, (CARD, first)) is None


def test_an_application_taken_back_replaces_nothing():
    back = replace(NEXT, values={**NEXT.values, "progress": "withdrawn"})
    assert successor(CARD, (CARD, back)) is None
    assert code("reissue", entries=LOST, cards=(back,)) == ""


@pytest.mark.parametrize(
    ("action", "kind", "detail"),
    [
        ("loss_temp", "lost_temp", "loss_temporary"),
        ("loss_formal", "lost_formal", "loss_formal"),
        ("release_loss", "loss_released", "loss_lifted"),
        ("unlock", "unlocked", "pin_reset"),
        ("cancel", "cancelled", "card_cancelled"),
    ],
)
def test_a_step_writes_one_entry_and_says_so(action, kind, detail):
    step = LifeStep(CardAction(action), TODAY, channel="counter", note="窗口")
    plan = plan_step(step, facts())
    (written,) = plan.entries
    assert (written.card_id, written.kind, written.detail) == (1, kind, detail)
    assert (written.observed_on, written.channel, written.note) == (TODAY, "counter", "窗口")
    assert [item.code for item in plan.said] == [kind]
    assert plan.values is None
    assert plan.next_values is None


def test_a_reissue_reports_the_loss_unless_it_was_reported():
    step = LifeStep(CardAction.REISSUE, TODAY, progress="submitted")
    plan = plan_step(step, facts())
    assert [item.kind for item in plan.entries] == ["lost_formal"]
    assert [item.code for item in plan.said] == ["lost_formal", "next_card"]
    reported = plan_step(step, facts(entries=LOST))
    assert reported.entries == ()
    assert [item.code for item in reported.said] == ["next_card"]


@pytest.mark.parametrize(
    ("action", "apply_for", "reason"),
    [
        ("reissue", "reissue", "lost"),
        ("renew", "renew", "expired"),
        ("upgrade", "upgrade", "upgrade"),
        ("replace", "renew", "damaged"),
    ],
)
def test_the_next_card_takes_over_what_stays(action, apply_for, reason):
    step = LifeStep(CardAction(action), TODAY, progress="submitted", generation="gen3")
    values = plan_step(step, facts()).next_values
    assert values["apply_for"] == apply_for
    assert values["replace_reason"] == reason
    assert values["applied_on"] == "2026-11-22"
    assert values["replaces"] == "X00000019"
    assert (values["region"], values["bank"], values["generation"]) == (STAYS, "icbc", "gen3")
    assert values["progress"] == "submitted"
    assert not {"card_number", "collected_on", "issued_on", "valid_to"} & set(values)
    assert [item.on for item in progress_steps(values)] == ["2026-11-22"]


def test_a_renewal_leaves_the_old_card_as_it_is_and_says_so():
    plan = plan_step(LifeStep(CardAction.RENEW, TODAY, progress="draft", note="x"), facts())
    assert plan.entries == ()
    assert [item.code for item in plan.said] == ["next_card", "old_stays"]
    assert plan.next_values["remark"] == "x"


def test_collection_sets_the_day_and_what_the_card_says():
    card = replace(NEXT, values={**NEXT.values, "progress": "ready"})
    arrived = {"card_number": "X00000027", "valid_to": "2036-11-19", "issued_on": ""}
    step = LifeStep(CardAction.COLLECT, TODAY, arrived=arrived, old_returned=True)
    plan = plan_step(step, facts(card=card, cards=(CARD,)))
    assert plan.values["collected_on"] == "2026-11-22"
    assert plan.values["card_number"] == "X00000027"
    assert "issued_on" not in plan.values
    assert plan.values["progress"] == "collected"
    assert [item.state for item in progress_steps(plan.values)] == ["ready", "collected"]
    (old,) = plan.entries
    assert (old.card_id, old.kind) == (CARD.id, "cancelled")
    kept = plan_step(replace(step, old_returned=False), facts(card=card, cards=(CARD,)))
    assert kept.entries == ()


def told(step, card=CARD, entries=()):
    now = facts(card, entries)
    return {item.code for item in check_step(plan_step(step, now), now, entries, RULES)}


@pytest.mark.parametrize(
    ("action", "on", "entries", "problem"),
    [
        ("loss_formal", "2026-11-23", (), "life_in_future"),
        ("loss_temp", "2026-05-02", (entry("loss_released", "2026-06-01"),), "life_no_effect"),
        ("release_loss", "2026-04-30", TEMP, "life_no_effect"),
        ("release_loss", "2026-05-01", LOST, "life_no_effect"),
        ("unlock", "2026-04-30", LOCKED, "life_no_effect"),
        ("renew", "2026-01-09", (), "life_before_collection"),
    ],
)
def test_a_step_that_cannot_count_is_refused(action, on, entries, problem):
    step = LifeStep(CardAction(action), dt.date.fromisoformat(on), progress="submitted")
    assert told(step, entries=entries) == {problem}


def test_a_step_dated_soundly_passes():
    assert told(LifeStep(CardAction.RELEASE_LOSS, TODAY), entries=TEMP) == set()
    assert told(LifeStep(CardAction.UNLOCK, TODAY), entries=LOCKED) == set()
    assert told(LifeStep(CardAction.LOSS_FORMAL, TODAY), entries=TEMP) == set()
    assert told(LifeStep(CardAction.PROGRESS, TODAY, progress="ready"), card=MAKING) == set()


def test_standing_blocks_are_all_known():
    both = facts(entries=(*TEMP, entry("app_locked", "2026-06-01", 2)))
    assert both.standing == {CardState.LOST_TEMP, CardState.APP_LOCKED}


@pytest.mark.parametrize(
    ("state", "first", "has", "lacks"),
    [
        ("", "draft", "withdrawn", "collected"),
        ("submitted", "accepted", "returned", "submitted"),
        ("making", "ready", "make_failed", "accepted"),
        ("make_failed", "draft", "making", "collected"),
        ("checked", "exported", "withdrawn", "bank_failed"),
    ],
)
def test_progress_goes_on_from_where_it_is(state, first, has, lacks):
    states = next_states(state)
    assert states[0] == first
    assert has in states
    assert lacks not in states


@pytest.mark.parametrize(
    ("state", "likely"),
    [("", "draft"), ("submitted", "accepted"), ("bank_failed", "bank_open"), ("withdrawn", "")],
)
def test_the_likely_next_state_is_known(state, likely):
    assert likely_next(state) == likely


def test_nothing_follows_the_end():
    assert next_states("withdrawn") == ()
    assert next_states("collected") == ()
    assert set(next_states("ready")) == {"returned", "bank_failed", "make_failed", "withdrawn"}


def test_every_step_of_progress_stays():
    values = {"progress": "submitted", "region": STAYS}
    values = with_progress(values, ProgressStep("bank_failed", "2026-11-01", "身份证过期"))
    values = with_progress(values, ProgressStep("making", "2026-11-20"))
    assert values["progress"] == "making"
    assert values["progress_reason"] == ""
    assert values["region"] == STAYS
    assert [(item.state, item.on, item.reason) for item in progress_steps(values)] == [
        ("submitted", "", ""),
        ("bank_failed", "2026-11-01", "身份证过期"),
        ("making", "2026-11-20", ""),
    ]


@pytest.mark.parametrize("rows", [None, "x", (3, "y"), ()])
def test_steps_that_cannot_be_read_are_left_out(rows):
    assert progress_steps({"progress_log": rows}) == ()


def test_a_state_that_says_nothing_without_a_reason_asks_for_one():
    step = LifeStep(CardAction.PROGRESS, TODAY, progress="make_failed")
    assert told(step, card=MAKING) == {"life_reason_missing"}
    assert told(replace(step, reason="照片不合格"), card=MAKING) == set()
    assert told(replace(step, progress="draft"), card=MAKING) == {"life_progress_order"}
    assert len(WAY) == 8


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"progress": "collected"}, {"progress_not_collected"}),
        ({"progress": "collected", "collected_on": "2026-03-12"}, set()),
        ({"progress": "making", "collected_on": "2026-03-12"}, {"progress_behind"}),
        ({"collected_on": "2026-03-12"}, set()),
        ({"progress": "collected", "card_kind": "electronic"}, set()),
    ],
)
def test_progress_and_the_day_of_collection_agree(values, codes):
    form = load().form("card")
    draft = Draft(form, {"region": "990100", "card_kind": "physical", **values})
    found = {item.code for item in check_card(draft, TODAY, Place("cards"))}
    assert found == codes
