"""One step over many people: whole or not at all, counted, and told to whoever listens."""

from __future__ import annotations

import pytest

from kabao.domain.changes import Changed
from kabao.domain.errors import CancelledError, NotFoundError
from kabao.domain.holders import HolderFilter
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER


@pytest.fixture
def pair(workspace):
    """Two people, the first with a card."""
    ids = [workspace.holders.save(0, values).record.id for values in (HOLDER, OTHER_HOLDER)]
    workspace.cards.save(0, ids[0], CARD)
    return ids


def employers_of(workspace, ids):
    return [workspace.ledger.holders.get(number).employer_id for number in ids]


def test_an_employer_is_given_and_taken_as_one_step_each(workspace, pair, employer):
    seen = []
    first = workspace.holders.assign_employer(
        pair, employer.id, progress=lambda *so_far: seen.append(so_far)
    )
    assert first == Changed(frozenset(pair), employers=frozenset({employer.id}))
    assert employers_of(workspace, pair) == [employer.id] * 2
    assert seen == [(2, 2)]
    entry = workspace.history.latest(1)[0]
    assert (entry.action, entry.subject) == ("holders.assign", f"{employer.name} (2)")

    second = workspace.holders.assign_employer(pair[:1], None)
    assert second == Changed(frozenset(pair[:1]), employers=frozenset({employer.id}))
    assert employers_of(workspace, pair) == [None, employer.id]
    workspace.history.undo(workspace.history.last_id())
    workspace.history.undo(entry.id)
    assert employers_of(workspace, pair) == [None, None]


def test_only_those_who_change_are_named_and_nobody_is_no_step(workspace, pair, employer):
    workspace.holders.assign_employer(pair[:1], employer.id)
    last = workspace.history.last_id()
    assert workspace.holders.assign_employer(pair, employer.id).holders == {pair[1]}
    assert workspace.history.last_id() > last
    last = workspace.history.last_id()
    assert workspace.holders.assign_employer(pair, employer.id) == Changed()
    assert workspace.holders.assign_employer([], None) == Changed()
    assert workspace.history.last_id() == last


def test_a_stop_or_a_missing_employer_changes_nobody(workspace, pair, employer, monkeypatch):
    monkeypatch.setattr("kabao.services.holders._SLICE", 1)
    stops = iter((False, True))
    with pytest.raises(CancelledError):
        workspace.holders.assign_employer(pair, employer.id, cancelled=lambda: next(stops))
    with pytest.raises(NotFoundError):
        workspace.holders.assign_employer(pair, employer.id + 1)
    assert employers_of(workspace, pair) == [None, None]


def test_the_employer_is_found_by_the_register_at_once(workspace, pair, employer):
    workspace.holders.assign_employer(pair, employer.id)
    assert list(workspace.holders.ids(HolderFilter(employer_id=employer.id))) == pair
    assert {row.employer for row in workspace.holders.rows(pair)} == {employer.name}


def test_sets_of_people_are_counted_and_their_cards_found(workspace, pair):
    newest = workspace.cards.save(0, pair[0], {**CARD, "card_number": "X00000027"}).record
    selections = workspace.selections
    assert selections.counts(pair) == {"not_activated": 1, "no_card": 1}
    assert selections.counts([]) == {}
    assert selections.cards([pair[1], pair[0], 99]) == [newest.id]


def test_regions_and_employers_are_there_to_choose_from(workspace, pair, employer):
    workspace.cards.save(0, pair[1], {**CARD, "region": "440106"})
    selections = workspace.selections
    assert selections.regions() == ["440106", CARD["region"]]
    assert selections.employers("精密") == [(employer.id, EMPLOYER["name"])]
    assert selections.employers(EMPLOYER["uscc"][-5:]) == [(employer.id, EMPLOYER["name"])]
    assert selections.employers("%") == []
    assert selections.employers("", limit=0) == []


def test_a_row_of_the_register_knows_its_region(workspace, pair):
    assert [row.region for row in workspace.holders.rows(pair)] == [CARD["region"], ""]


def test_a_worker_writes_beside_the_window_as_one_step(workspace, pair, employer):
    with workspace.for_worker() as own:
        own.holders.assign_employer(pair, employer.id)
    workspace.ledger.drafts.settle()
    assert employers_of(workspace, pair) == [employer.id] * 2
    workspace.history.undo(workspace.history.last_id())
    assert employers_of(workspace, pair) == [None, None]
