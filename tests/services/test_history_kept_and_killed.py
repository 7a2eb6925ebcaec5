"""How long steps can be undone, steps of older ledgers, and undo in a worker or cut off."""

import datetime as dt
import os
import signal

import pytest

from kabao.domain.errors import NotFoundError
from kabao.services.workspace import Workspace
from kabao.storage.migrations import STEPS
from services.history_desk import refused, reopened
from services.ledger_contents import logical
from services.people_at_hand import HOLDER, OTHER_HOLDER


def test_images_are_dropped_after_the_time_chosen(workspace, case, clock):
    (file,) = case.attachments
    workspace.attachments.remove(case.id, file)
    workspace.history.set_keep_days(90)
    entry = workspace.history.last_id()
    again = reopened(workspace)
    assert again.history.get(entry).undoable
    again.close()
    clock.today = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=92)
    with Workspace.open(workspace.ledger.path, workspace.rulebook, clock) as later:
        assert later.history.keep_days() == 90
        assert refused(later.history.undo, entry).code == "undo_not_kept"
        assert later.history.undo_candidate() is None
        with pytest.raises(NotFoundError):
            later.attachments.data(file)
        later.history.set_keep_days(0)
        later.holders.save(0, OTHER_HOLDER)
        assert later.history.drop_old() == 0
        assert later.history.undo_candidate().id == later.history.last_id()


def test_steps_from_before_images_were_kept_say_so(tmp_path, rulebook, clock):
    from kabao.storage import driver
    from kabao.storage.migrations import APPLICATION_ID, migrate

    path = tmp_path / "old.kabao"
    path.touch()
    db = driver.database(driver.connect(path))
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrate(db, STEPS[:3])
    db.execute("INSERT INTO history (at, action, subject) VALUES ('2026', 'holders.add', '旧')")
    db.conn.commit()
    db.close()
    with Workspace.open(path, rulebook, clock) as opened:
        assert refused(opened.history.undo, 1).code == "undo_not_kept"
        assert opened.history.undo_candidate() is None
        opened.holders.save(0, HOLDER)
        opened.history.undo(2)
        assert opened.ledger.holders.count() == 0


def test_a_worker_takes_a_large_step_back(workspace, holder):
    told = []
    with workspace.for_worker() as own:
        own.history.undo(1, lambda done, total: told.append((done, total)))
    assert workspace.ledger.holders.count() == 0
    assert told[-1][0] == told[-1][1]
    assert workspace.history.redo_candidate().id == 2


def test_a_kill_in_the_middle_leaves_what_was_before(workspace, example, take):
    take(example)
    entry = workspace.history.last_id()
    before = logical(workspace.ledger)
    workspace.close()
    child = os.fork()
    if not child:
        undo_and_die(workspace, entry)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    opened = Workspace.open(workspace.ledger.path, workspace.rulebook, workspace.clock)
    assert logical(opened.ledger) == before
    assert opened.history.last_id() == entry
    opened.history.undo(entry)
    assert opened.ledger.holders.count() == 0
    opened.close()


def undo_and_die(workspace, entry):
    """Kill this process once half of the rows are taken back; never returns."""
    try:
        opened = Workspace.open(workspace.ledger.path, workspace.rulebook, workspace.clock)
        opened.history.undo(
            entry, lambda done, total: done and os.kill(os.getpid(), signal.SIGKILL)
        )
    finally:
        os._exit(0)
