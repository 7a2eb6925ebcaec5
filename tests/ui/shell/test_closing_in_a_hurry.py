"""What comes in while a ledger is being closed: another language, another file, work that waits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from kabao.storage.ledger import Ledger
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.backups import Made
    from kabao.ui.shell.window import MainWindow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "台账.kabao").close()
    return tmp_path / "台账.kabao"


@pytest.mark.parametrize("stays", [False, True])
def test_another_language_waits_for_the_last_backup(
    real_window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, *, stays: bool
) -> None:
    """Pages built anew would drop the answer that closing waits for, and it would wait for ever."""
    window = real_window
    assert window.workspace is not None
    keeper, go_on, meanwhile = window._keeping.keeper, threading.Event(), []
    monkeypatch.setattr(keeper, "_jobs", JobRunner(window))
    monkeypatch.setattr(window.workspace.backups, "is_due_at_closing", lambda: True)

    really = window.workspace.backups.make_at_closing

    def make() -> Made:
        assert go_on.wait(20)
        if stays:
            raise OSError("no room")
        return really()

    def act() -> None:
        window.parts.preferences.change(language="en")
        meanwhile.append(window.open_path(path))
        assert window._keeping.keeper is keeper
        go_on.set()

    monkeypatch.setattr(window.workspace.backups, "make_at_closing", make)
    monkeypatch.setattr(Alerts, "ask", lambda *_, **__: not stays)
    QTimer.singleShot(0, window, act)
    window.close_ledger()
    assert meanwhile == [False]
    assert (window.workspace is not None) is stays
    assert window._keeping.keeper is not keeper, "pages that stay begin anew"
    assert window.texts.language == "en"
    monkeypatch.undo()  # the window of this test closes like any other


def test_pages_of_a_closed_ledger_do_nothing_more(opened: MainWindow) -> None:
    """A box may be asked before they are gone, and what waited would meet a closed ledger."""
    frame = opened.frame
    assert frame is not None
    field = frame.findChild(QLineEdit, "field_holders")
    assert field is not None
    timer = QTimer(field, interval=60_000)
    field.editingFinished.connect(timer.start)
    timer.start()
    field.setFocus()
    opened.close_ledger()
    assert not timer.isActive()
    assert frame.isHidden()
