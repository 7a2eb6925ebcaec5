"""Which entries are in force after undo and redo, and what comes next."""

from kabao.domain.history import (
    REDO,
    UNDO,
    HistoryEntry,
    cancelled_after,
    redo_candidate,
    strictly_back,
    undo_candidate,
    undone,
)


def entries(*made, fixed=()):
    """Build entries, the newest first, from what each takes back (None for a new step)."""
    links = {number: target for number, target in enumerate(made, 1) if target}
    taken = undone(links.items())
    found = []
    for number, target in enumerate(made, 1):
        undoes_a_step = target and not links.get(target)
        action = UNDO if undoes_a_step else REDO if target else "holders.add"
        open_ = number not in taken and number not in fixed
        found.append(HistoryEntry(number, "", action, "", target, taken.get(number), open_))
    return found[::-1]


def number(entry):
    return entry and entry.id


def test_an_undo_that_was_undone_takes_nothing_back():
    assert undone([(2, 1)]) == {1: 2}
    assert undone([(2, 1), (3, 2)]) == {2: 3}
    assert undone([(2, 1), (3, 2), (4, 3)]) == {3: 4, 1: 2}
    assert undone([(2, 1), (3, 2), (4, 1)]) == {2: 3, 1: 4}


def test_pairs_that_cancel_out_leave_nothing_behind():
    links = {3: 2, 5: 1}
    taken = undone(links.items())
    assert cancelled_after(1, links, taken) == {2, 3}
    assert cancelled_after(0, links, taken) == {1, 2, 3, 5}
    assert cancelled_after(4, links, taken) == frozenset()


def test_undo_goes_back_over_what_is_in_force():
    assert number(undo_candidate(entries(None, None))) == 2
    assert number(undo_candidate(entries(None, None, 2))) == 1
    assert number(undo_candidate(entries(None, None, 2, 3))) == 2
    assert undo_candidate(entries(None, 1)) is None
    assert undo_candidate(entries(None, None, fixed=(2,))) is None


def test_redo_ends_with_the_first_new_step():
    assert redo_candidate(entries(None)) is None
    assert number(redo_candidate(entries(None, None, 2, 1))) == 4
    assert number(redo_candidate(entries(None, None, 2, 1, 4))) == 3
    assert redo_candidate(entries(None, None, 2, None)) is None


def test_strictly_back_takes_an_undo_back_before_what_it_undid():
    found = [entry.id for entry in strictly_back(entries(None, None, None, 1))]
    assert found == [4, 3, 2, 1]
    assert [entry.id for entry in strictly_back(entries(None, None, 2, 3))] == [4, 3, 2, 1]


def test_what_changed_nothing_is_stepped_over():
    quiet = HistoryEntry(3, "", "holders.change", "", is_empty=True)
    derived = HistoryEntry(4, "", "status.refresh", "", undoable=False)
    assert number(undo_candidate([derived, quiet, *entries(None, None)])) == 2
    assert number(redo_candidate([derived, quiet, *entries(None, 1)])) == 2
