"""An import is one step: taken back whole, and done again, as if it had never been otherwise."""

from __future__ import annotations

import pytest

from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY
from spreadsheets import PEOPLE

TITLES = ("姓名", "身份证号码", "手机号码", "社保卡号", "制卡日期")
ROWS = tuple(
    (*person, number, "2026-03-01")
    for person, number in zip(PEOPLE, ("X00000019", "X00000027", ""), strict=True)
)


def kept(contents):
    """Everything but the history, which tells of the steps themselves."""
    told = contents()
    del told["history"]
    return told


@pytest.fixture
def known(workspace, hand_in):
    """One of the three is in the register already, with another phone."""
    workspace.rosters.take(hand_in([(*PEOPLE[0][:2], "13911112222")]))
    return workspace.ledger.holders.by_number(PEOPLE[0][1])


def test_undo_leaves_what_was_there_twice_over(workspace, hand_in, contents, known):
    before = kept(contents)
    preview = hand_in(ROWS, TITLES)
    assert (preview.counts["added"], preview.counts["updated"]) == (2, 1)
    changed = workspace.rosters.take(preview).changed
    after = kept(contents)
    assert len(after["cards"]) == 3
    entry = workspace.history.last_id()
    for _ in range(2):
        undone = workspace.history.undo(entry)
        assert kept(contents) == before
        assert undone.holders == changed.holders
        workspace.history.redo(entry)
        assert kept(contents) == after


def test_undo_works_after_the_program_was_closed(tmp_path, hand_in, workspace, contents, known):
    before = kept(contents)
    workspace.rosters.take(hand_in(ROWS, TITLES))
    path, entry = workspace.ledger.path, workspace.history.last_id()
    workspace.close()
    with Workspace.open(path, clock=lambda: TODAY) as again:
        again.history.undo(entry)
        assert list(again.ledger.holders.all()) == before["holders"]
        assert list(again.ledger.cards.all()) == before["cards"]


def test_the_import_is_what_undo_would_take_back(workspace, hand_in, known):
    workspace.rosters.take(hand_in(ROWS, TITLES))
    assert workspace.history.undo_candidate().action == "roster.import"


def test_an_import_by_a_worker_is_undone_the_same_way(workspace, hand_in, contents, known):
    before = kept(contents)
    preview = hand_in(ROWS, TITLES)
    with workspace.for_worker() as other:
        other.rosters.take(preview)
    workspace.rosters.settle()
    workspace.history.undo(workspace.history.last_id())
    assert kept(contents) == before


def test_taken_back_it_can_be_imported_again(workspace, hand_in, known):
    workspace.rosters.take(hand_in(ROWS, TITLES))
    workspace.history.undo(workspace.history.last_id())
    report = workspace.rosters.take(hand_in(ROWS, TITLES))
    assert (report.added, report.updated) == (2, 1)
