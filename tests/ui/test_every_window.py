"""Every window by ear, by keyboard, and with room for its words at twice the size.

All pages in both languages and at both sizes: ``python tests/endurance/every_window.py``.
"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.every_window import BASES, OPENERS, ROOMS, classes
from ui.window_checks import CHECKS, SMALL, look, lost, nameless, unreachable

PARTS = 6


@pytest.fixture
def window(make_program):
    """The program in English at 200 %, on a small screen: what needs most room."""
    window = make_program(language="en", theme="light", font_scale=2.0)
    window.resize(SMALL)
    return window


@pytest.mark.qt_log_ignore("does not support", extend=True)  # popups where there is no screen
def test_every_window_by_ear_by_keyboard_and_at_twice_the_size(window):
    assert look(window, CHECKS, most=PARTS) == {}


def test_whoever_makes_a_window_says_how_it_is_opened():
    known = classes()
    rooms = {key.split("@")[1].partition(".")[0] for key in known if "Room@" in key}
    assert rooms == {*ROOMS, "kit", "shell"}
    dialogs = {key for key, name in known.items() if not name.endswith("Room")}
    assert {key for key in dialogs - BASES if known[key] not in OPENERS} == {
        "MainWindow@shell.window"
    }


def test_a_window_that_does_not_hold_is_told(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    mute, pointer = QPushButton(), QPushButton("go")
    pointer.setFocusPolicy(pointer.focusPolicy().NoFocus)
    for button in (mute, pointer):
        column.addWidget(button)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    assert [line.split(":")[0] for line in (*nameless(window), *unreachable(window))] == [
        "no name",
        "no key",
    ]
    assert not list(lost(window))
