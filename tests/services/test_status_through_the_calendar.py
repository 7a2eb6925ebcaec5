"""Kept statuses follow the calendar, and the register tells the truth without writing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.activation import CardState
from kabao.domain.evidence import EvidenceKind
from kabao.domain.holders import HolderFilter
from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, OTHER_HOLDER


def listed(workspace, *states, search=""):
    wanted = HolderFilter(search=search, states=frozenset(states))
    return [(row.name, row.status and row.status.state) for row in workspace.register.lines(wanted)]


def test_a_status_is_derived_again_on_its_day_only(workspace, card, observe, clock):
    observe(card, EvidenceKind.LOST_TEMP, on="2026-11-20")
    kept = workspace.ledger.projections.get(card.id)
    assert (kept.state, kept.review_on) == ("lost_temp", dt.date(2026, 12, 1))

    clock.today = kept.review_on - dt.timedelta(days=1)
    assert workspace.statuses.refresh_due() == 0
    clock.today = kept.review_on
    assert workspace.statuses.current(card.id).state == "not_activated"
    assert workspace.statuses.differing() == ()
    assert workspace.statuses.refresh_due() == 1
    assert workspace.ledger.projections.get(card.id).state == "not_activated"
    assert workspace.statuses.refresh_due() == 0


def test_a_person_is_shown_by_the_rules_of_today_not_by_what_was_kept(workspace, holder, card):
    kept = workspace.ledger.projections.get(card.id)
    wrong = replace(kept, state=CardState.CANCELLED, review_on=None)
    workspace.ledger.projections.put(card.id, wrong)

    assert kept.state == "not_activated"
    assert workspace.statuses.current(card.id) == kept
    assert [status for _, status in workspace.register.cards(holder.id)] == [kept]


def test_opening_brings_the_ledger_up_to_today(workspace, card, observe, clock, rulebook):
    observe(card, EvidenceKind.LOST_TEMP, on="2026-11-20")
    path = workspace.ledger.path
    workspace.close()
    clock.today = dt.date(2026, 12, 1)

    with Workspace.open(path, rulebook, clock) as later:
        assert later.ledger.projections.get(card.id).state == "not_activated"
        assert later.holders.counts() == {"not_activated": 1}


def test_a_failure_while_opening_gives_the_lock_back(workspace, rulebook):
    path = workspace.ledger.path
    workspace.close()

    def fail():
        raise RuntimeError("the clock stands")

    with pytest.raises(RuntimeError):
        Workspace.open(path, rulebook, fail)
    Workspace.open(path, rulebook).close()


def test_a_kept_status_that_is_wrong_or_missing_is_found(workspace, card, holder):
    assert workspace.statuses.differing() == ()
    wrong = replace(workspace.statuses.derive(card.id), state=CardState.SEALED)
    workspace.ledger.projections.put(card.id, wrong)
    other = workspace.ledger.cards.add(replace(card, id=0, uid=""))

    assert workspace.statuses.differing() == (card.id, other.id)
    for found in workspace.statuses.differing():
        workspace.statuses.refresh(found)
    assert workspace.statuses.differing() == ()


def test_the_register_shows_today_in_a_ledger_opened_for_reading(
    workspace, card, observe, clock, rulebook
):
    workspace.holders.save(0, OTHER_HOLDER)
    observe(card, EvidenceKind.LOST_TEMP, on="2026-11-20")
    path = workspace.ledger.path
    workspace.close()
    clock.today = dt.date(2026, 12, 1)

    with Workspace.open(path, rulebook, clock, read_only=True) as reader:
        assert listed(reader) == [("安思源", "not_activated"), ("白晓棠", None)]
        assert listed(reader, "not_activated") == [("安思源", "not_activated")]
        assert listed(reader, "lost_temp") == []
        assert listed(reader, "no_card") == [("白晓棠", None)]
        assert reader.ledger.projections.get(card.id).state == "lost_temp"


def test_the_register_filters_by_grade_and_search(workspace, card, observe, clock):
    observe(card)
    assert listed(workspace, "active/supported") == [("安思源", "active")]
    assert listed(workspace, "active/claimed") == []
    clock.today = dt.date(2028, 1, 1)
    assert listed(workspace, "active/claimed") == [("安思源", "active")]
    assert listed(workspace, "active", search="白") == []


def test_every_card_of_a_person_newest_first(workspace, holder, card, observe):
    observe(card, EvidenceKind.CANCELLED)
    newer = workspace.cards.save(0, holder.id, CARD | {"card_number": "X00000027"}).record

    found = [(item.id, now.state) for item, now in workspace.register.cards(holder.id)]

    assert found == [(newer.id, "not_activated"), (card.id, "cancelled")]


def test_more_people_than_one_batch(workspace, monkeypatch):
    monkeypatch.setattr("kabao.services.register._BATCH", 2)
    from kabao.domain.holders import Holder

    for n in range(5):
        workspace.ledger.holders.add(Holder({"name": f"人{n}"}))

    assert [name for name, _ in listed(workspace)] == [f"人{n}" for n in range(5)]
