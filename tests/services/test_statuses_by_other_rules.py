"""Statuses kept by an older program or rulebook are derived anew, also after a stop half-way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.evidence import EvidenceKind
from kabao.services import refreshing
from kabao.services.refreshing import Piece, StatusRefresh
from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, OTHER_HOLDER


@pytest.fixture
def lost(workspace, holder, card, observe):
    """Two cards reported lost for a while, for as long as the region says."""
    other = workspace.holders.save(0, OTHER_HOLDER).record
    second = workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record
    for one in (card, second):
        observe(one, EvidenceKind.LOST_TEMP, on="2026-11-20")
    return [card.id, second.id]


@pytest.fixture
def other_rules(rulebook):
    """The rulebook of another year, in which a loss ends after one day."""
    was = rulebook.activation
    shorter = {code: replace(rule, temp_days=1) for code, rule in was.loss.items()}
    return replace(rulebook, activation=replace(was, loss=shorter))


@pytest.fixture
def reopened(workspace, clock, lost):
    path = workspace.ledger.path
    workspace.close()
    opened = []

    def again(rules):
        while opened:
            opened.pop().close()
        opened.append(Workspace.open(path, rules, clock))
        return opened[0]

    yield again
    while opened:
        opened.pop().close()


def never():
    return False


def kept(workspace, ids):
    return [workspace.ledger.projections.get(number).state.value for number in ids]


def test_a_new_ledger_is_by_the_rules_of_the_program(workspace, lost):
    assert workspace.statuses.outdated() == []


def test_other_rules_make_every_card_outdated_once(reopened, rulebook, other_rules, lost):
    assert reopened(rulebook).statuses.outdated() == []
    later = reopened(other_rules)
    assert kept(later, lost) == ["lost_temp", "lost_temp"]
    assert later.statuses.outdated() == lost
    assert later.statuses.refresh_outdated() == 2
    assert kept(later, lost) == ["not_activated", "not_activated"]
    assert reopened(other_rules).statuses.outdated() == []


def test_a_worker_goes_on_where_it_was_stopped(reopened, other_rules, rulebook, lost, monkeypatch):
    monkeypatch.setattr(refreshing, "SLICE", 1)
    monkeypatch.setattr(refreshing, "PIECE", 1)
    assert StatusRefresh(reopened(other_rules)).run(never) == Piece(1, 1)
    later = reopened(other_rules)
    assert later.statuses.outdated() == lost[1:]
    assert StatusRefresh(later).run(never) == Piece(1, 0)
    assert kept(later, lost) == ["not_activated", "not_activated"]
    # Back to the first rules: all of it once more.
    assert reopened(rulebook).statuses.outdated() == lost


def test_cards_due_that_day_leave_nobody_out(
    reopened, other_rules, clock, lost, monkeypatch, rulebook
):
    monkeypatch.setattr(refreshing, "PIECE", 1)
    later = reopened(other_rules)
    later.statuses.renew(lost[1:])  # as a review day of the second card alone would
    assert later.statuses.outdated() == lost
    assert StatusRefresh(later).run(never) == Piece(1, 1)
    assert StatusRefresh(later).run(never) == Piece(1, 0)
    assert later.statuses.outdated() == []


def test_a_ledger_of_a_program_that_noted_nothing(workspace, lost):
    with workspace.ledger.transaction("test"):
        workspace.ledger._session.rows("DELETE FROM settings WHERE name = 'statuses.basis'")
    assert workspace.statuses.outdated() == lost
