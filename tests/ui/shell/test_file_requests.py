"""What the desk asks for reaches the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent

from kabao import app
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.shell.file_requests import FileRequests

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_file_the_desk_asks_for_is_opened_after_the_event(qapp: QApplication, qtbot: QtBot):
    asked: list[Path] = []
    requests = FileRequests(qapp, asked.append)
    try:
        qapp.sendEvent(qapp, QFileOpenEvent("/desk/办事.kabao"))
        assert asked == []
        qtbot.waitUntil(lambda: asked == [Path("/desk/办事.kabao")])
        qapp.sendEvent(qapp, QEvent(QEvent.Type.ThemeChange))
    finally:
        qapp.removeEventFilter(requests)


@pytest.mark.parametrize("taken", [False, True])
def test_a_ledger_opened_by_its_icon_a_second_time_is_for_reading(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, theme, taken: bool
):
    path = tmp_path / "desk.kabao"
    first = app.Ledgers().create(path)
    if not taken:
        first.close()
    window = app.make_window(
        qapp, Loaded(Settings(language="en")), JobRunner(serial=True), first=path
    )
    qtbot.addWidget(window)
    try:
        assert window.workspace.ledger.path == path
        assert window.workspace.ledger.read_only is taken
    finally:
        window.close()
        theme.apply(qapp)
        first.close()


def test_a_ledger_that_is_not_there_is_told_in_words(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, theme
):
    window = app.make_window(qapp, Loaded(Settings(language="en")), JobRunner(serial=True))
    qtbot.addWidget(window)
    said: list[str] = []
    window.tell = lambda _, text, *more: said.append(text)  # type: ignore[method-assign]
    try:
        window.open_last(tmp_path / "gone.kabao")
        assert window.workspace is None
        assert any("gone.kabao" in text for text in said)
    finally:
        window.close()
        theme.apply(qapp)
