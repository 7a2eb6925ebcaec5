"""People are shown before the panel beside them, which wants the words of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel

from kabao.texts import Texts
from kabao.ui.holders import build_room
from kabao.ui.kit.jobs import JobRunner
from ui.rooms import make_context, make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.services.workspace import Workspace
    from kabao.ui.kit.theme import Theme


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A ledger of three people."""
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def room(workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[Any]:
    """Their room, just shown, with workers of its own."""
    jobs = JobRunner()
    context, _, _ = make_context(workspace, Texts("zh"), theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.show()
    yield room
    assert jobs.wait(5000)


def test_the_panel_comes_once_the_window_is_at_rest(room: Any, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: room.list.model.rowCount() > 0)
    name = room.list.model.row(room.list.table.currentIndex().row()).name
    assert name

    def shown() -> list[str]:
        return [label.text() for label in room.panel.findChildren(QLabel)]

    assert name not in shown()
    qtbot.waitUntil(lambda: name in shown(), timeout=8000)


def test_a_key_is_about_whom_the_list_shows_though_the_panel_follows(
    room: Any, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: room.panel.card_id() > 0, timeout=8000)
    before = room.panel.card_id()
    reveal = next(it for it in room.commands() if it.key == "holders.reveal")
    last = room.list.model.rowCount() - 1
    room.list.table.selectRow(1)
    room.list.table.selectRow(last)
    assert room.panel.card_id() == before
    reveal.run()
    assert room.panel._view.holder.id == room.list.model.id_at(last)


def test_nobody_is_shown_who_was_removed_elsewhere(
    room: Any, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: room.panel.card_id() > 0, timeout=8000)
    before = room.panel._view.holder.id
    row = next(n for n in range(room.list.model.rowCount()) if room.list.model.id_at(n) != before)
    workspace.holders.remove(room.list.model.id_at(row))
    room.list.table.selectRow(row)
    room._follow.settle()
    assert room.panel._view.holder.id == before
