"""The day changes while a ledger is open: nobody has to do anything for the rooms to be right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kabao import app
from kabao.domain.activation import CardState
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.services.workspace import Workspace
from kabao.settings import Loaded, Settings
from kabao.storage.projections import Basis
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.shell import new_day
from ui.rooms import TODAY, make_workspace, words

LOST_UNTIL = dt.date(2026, 12, 1)


@pytest.fixture
def day():
    """A clock that the test moves."""
    return [TODAY]


@pytest.fixture
def before():
    """What else happens to the ledger before the window opens it."""
    return lambda workspace: None


@pytest.fixture
def lost(tmp_path, before):
    """A ledger in which one card was reported lost for a while two days before."""
    with make_workspace(tmp_path) as workspace:
        workspace.evidence.add(Evidence(2, EvidenceKind.LOST_TEMP, dt.date(2026, 11, 20)))
        before(workspace)
        return workspace.ledger.path


@pytest.fixture
def read_only():
    """Whether the ledger is only read."""
    return False


@pytest.fixture
def window(qapp, theme, qtbot, monkeypatch, lost, day, read_only):
    """The window on that ledger with a worker of its own, looking at the clock all the time."""
    monkeypatch.setattr(new_day, "LOOK_MS", 20)
    loaded = Loaded(Settings(language="zh", theme="light"))
    window = app.make_window(qapp, loaded, JobRunner(qapp))
    window._doors = replace(
        window._doors,
        open=lambda path: Workspace.open(path, clock=lambda: day[0], read_only=read_only),
    )
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(lost)
    yield window
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)


def shown(window, room):
    window.frame.show_room(room)
    return words(window.frame._pages[room])


@pytest.mark.parametrize("read_only", [False, True], ids=["writing", "reading"])
def test_every_room_shows_the_new_day_by_itself(window, day, qtbot, read_only):
    qtbot.waitUntil(lambda: "1 人临时挂失" in shown(window, "overview"), timeout=5000)
    window.frame.show_room("holders")
    window.frame.show_room("overview")
    day[0] = LOST_UNTIL
    qtbot.waitUntil(lambda: "2026-12-01" in shown(window, "overview"), timeout=5000)
    qtbot.waitUntil(lambda: "临时挂失" not in counted(window), timeout=5000)
    if not read_only:
        assert window.workspace.holders.counts()["not_activated"] == 1
        model = window.frame.room("holders").list.model
        states = [model.row(number).status for number in range(model.rowCount())]
        assert "lost_temp" not in [status and status.state for status in states]


def counted(window):
    attention = window.frame.room("overview")._attention
    return words(attention)


def test_a_change_of_language_meanwhile_loses_nothing(window, day, qtbot):
    day[0] = LOST_UNTIL
    window._new_day.look()
    window.parts.preferences.change(language="en")
    counts = window.workspace.holders.counts
    qtbot.waitUntil(lambda: counts().get("lost_temp", 0) == 0, timeout=5000)


def derived_by_others(workspace):
    """Leave a ledger as an older program would, with another status for card 2."""
    kept = workspace.ledger.projections.get(2)
    workspace.ledger.projections.put(2, replace(kept, state=CardState.CANCELLED))
    workspace.ledger.projections.set_basis(Basis("other rules", None))


@pytest.mark.parametrize("before", [derived_by_others])
def test_statuses_of_an_older_program_are_renewed_at_the_beginning(window, before, qtbot):
    assert "cancelled" in window.workspace.holders.counts()
    qtbot.waitUntil(lambda: "1 人临时挂失" in shown(window, "overview"), timeout=5000)
    assert "cancelled" not in window.workspace.holders.counts()
    assert window.workspace.statuses.outdated() == []
