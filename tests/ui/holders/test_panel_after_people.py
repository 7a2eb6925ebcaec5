"""People are shown before the panel beside them, which wants the words of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from kabao.texts import Texts
from kabao.ui.holders import build_room
from kabao.ui.kit.jobs import JobRunner
from ui.rooms import make_context, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme


def test_the_panel_comes_once_the_window_is_at_rest(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs = JobRunner()
    workspace = make_workspace(tmp_path)
    context, _, _ = make_context(workspace, Texts("zh"), theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.show()
    name = room.list.model.row(room.list.table.currentIndex().row()).name
    assert name

    def shown() -> list[str]:
        return [label.text() for label in room.panel.findChildren(QLabel)]

    assert name not in shown()
    qtbot.waitUntil(lambda: name in shown(), timeout=8000)
    assert jobs.wait(5000)
    workspace.close()
