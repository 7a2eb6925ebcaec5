"""The first page without the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.ui.shell.window import MainWindow
    from ui.shell.conftest import Shelf


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_sample_opens_by_key(
    window: MainWindow, shelf: Shelf, qtbot: QtBot, key: Qt.Key
) -> None:
    button = window.welcome.findChild(QWidget, "welcome_sample")
    button.setFocus()
    qtbot.keyClick(button, key)
    assert len(shelf.samples) == 1
    assert window.workspace is shelf.opened[-1]
