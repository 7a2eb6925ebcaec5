"""How often widgets are dressed: each time costs as much as making them.

A page is made where it will stand, since every move of a made one dresses all that is in it anew.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from kabao.ui import cases, employers, holders
from ui.rooms import make_context, make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_MOST = {holders: 2.5, employers: 3.0, cases: 2.5}
"""A widget of the page is dressed fewer times than this, on average."""


class _Dressings(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[int] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.counts[id(watched)] += 1
        return False


@pytest.mark.parametrize("package", list(_MOST))
def test_a_page_is_dressed_where_it_stands(
    package, qapp, theme, texts, jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    theme.apply(qapp)
    with make_workspace(tmp_path) as workspace:
        context, _, _ = make_context(workspace, texts, theme, jobs)
        room = package.build_room(context)
        home = room.home = QStackedWidget()
        qtbot.addWidget(home)
        seen = _Dressings()
        qapp.installEventFilter(seen)
        page = room.build()
        home.addWidget(page)
        qapp.removeEventFilter(seen)
        widgets = page.findChildren(QWidget)
        assert seen.counts.total() / len(widgets) < _MOST[package]
