"""A roster is one step: undone and redone whole, whatever else it touched."""

from services.ledger_contents import logical
from spreadsheets import PEOPLE


def test_a_roster_is_undone_and_redone_whole(workspace, hand_in):
    before = logical(workspace.ledger)
    workspace.rosters.take(hand_in(PEOPLE[:2]))
    between = logical(workspace.ledger)
    workspace.rosters.take(hand_in(PEOPLE))
    after = logical(workspace.ledger)
    history = workspace.history
    changed = history.undo(history.undo_candidate().id)
    assert len(changed.holders) == 1
    assert logical(workspace.ledger) == between
    history.undo(history.undo_candidate().id)
    assert logical(workspace.ledger) == before
    history.redo(history.redo_candidate().id)
    history.redo(history.redo_candidate().id)
    assert logical(workspace.ledger) == after
