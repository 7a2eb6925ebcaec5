"""Every page, editor and dialog is at most three steps from the first page of an open ledger.

A step is a key, or a choice in a list that is open. The table is in docs/accessibility.md.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kabao.ui.kit.text import Label
from ui.every_window import ROOMS

MOST = 3
BEGUN = (
    ("新建持卡人", "holders", "新建持卡人"),
    ("daorumingce", "holders", "导入名册"),
    ("新建申请", "cases", "新建申请"),
    ("新建单位", "employers", "新建单位"),
)
"""What is typed, the room it leads to, and what the page there is called."""


@pytest.fixture
def window(make_program):
    return make_program(language="zh")


@pytest.fixture
def walk(window, qtbot):
    return Walk(window, qtbot)


class Walk:
    """Counts the steps that it takes."""

    def __init__(self, window, qtbot):
        self.window, self.frame, self.qtbot = window, window.frame, qtbot
        self.steps = 0

    def key(self, key, held=Qt.KeyboardModifier.ControlModifier):
        self.steps += 1
        self.qtbot.keyClick(self.window, key, held)

    def palette(self):
        """Open the palette: a step."""
        self.window.activateWindow()  # a desktop does so by itself
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.key(Qt.Key.Key_K)
        return QApplication.activeModalWidget()

    def choose(self, words):
        """Type into the open palette and take the first that it finds: a step."""
        self.steps += 1
        palette = QApplication.activeModalWidget()
        palette.line.setText(words)
        self.qtbot.waitUntil(lambda: bool(titles(palette)))
        self.qtbot.keyClick(palette.line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not palette)
        QApplication.processEvents()

    def room(self, key):
        """Go to a room by its key from the first page: a step."""
        self.frame.show_room(ROOMS[0])
        self.steps = 0
        if key != "settings":
            self.key(Qt.Key(Qt.Key.Key_1 + ROOMS.index(key)))
        else:
            self.key(Qt.Key.Key_Comma)
        assert self.frame.current == key


def titles(palette):
    model = palette.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_nothing_is_more_than_three_steps_away(walk):
    rooms_do_all_by_key_or_palette(walk)
    cases_do_all_by_key(walk)
    what_is_begun_is_begun_from_every_page(walk)


def rooms_do_all_by_key_or_palette(walk):
    for key in ROOMS:
        walk.room(key)
        commands = [it for it in walk.frame.room(key).commands() if it.enabled()]
        palette = walk.palette()
        listed = set(titles(palette))
        palette.reject()
        missing = [it.key for it in commands if it.title not in listed]
        # The room, Ctrl+K and the choice; or the room and the key.
        assert (walk.steps + 1, missing) == (MOST, [])


def cases_do_all_by_key(walk):
    case = walk.window.workspace.cases.all()[0]
    walk.frame.show_room(ROOMS[0])
    walk.steps = 0
    walk.palette()
    walk.choose(case.number)
    room = walk.frame.room("cases")
    assert room._case.session.case.id == case.id
    without_key = {it.key for it in room.commands() if not it.shortcut}
    room._show_list()
    # What has no key there is about no case in particular: the list has it too.
    assert without_key <= {it.key for it in room.commands()}
    assert walk.steps + 1 == MOST


def what_is_begun_is_begun_from_every_page(walk):
    for words, room, opened in BEGUN:
        walk.frame.show_room("settings")
        walk.steps = 0
        walk.palette()
        walk.choose(words)
        assert (walk.frame.current, walk.steps) == (room, 2)
        labels = walk.window.findChildren(Label)
        assert opened in [label.text() for label in labels if label.isVisible()]
