"""Tab goes through the parts of a page in the order of the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kabao.ui.kit.tab_order import OrderedPage


@pytest.fixture
def page(qtbot):
    made = OrderedPage()
    made.column = QVBoxLayout(made)
    made.blocks = [QWidget(), QWidget(), QWidget()]
    for block in made.blocks:
        QVBoxLayout(block)
        made.column.addWidget(block)
    made.in_order = made.blocks
    qtbot.addWidget(made)
    return made


def put(page, number, name):
    button = QPushButton(name)
    button.setObjectName(name)
    page.blocks[number].layout().addWidget(button)
    return button


def walk(page, qtbot, start, key=Qt.Key.Key_Tab):
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    start.setFocus()
    names = []
    while (at := page.window().focusWidget()).objectName() not in names:
        names.append(at.objectName())
        qtbot.keyClick(at, key)
    return names


def test_what_was_built_later_is_reached_where_it_stands(page, qtbot):
    first = put(page, 0, "first")
    put(page, 2, "last")
    put(page, 1, "a")
    put(page, 1, "b")
    put(page, 0, "second")
    assert walk(page, qtbot, first) == ["first", "second", "a", "b", "last"]
    back = walk(page, qtbot, first, Qt.Key.Key_Backtab)
    assert back == ["first", "last", "b", "a", "second"]


def test_what_stands_outside_the_blocks_keeps_its_place(page, qtbot):
    before = QPushButton(objectName="before")
    page.column.insertWidget(0, before)
    put(page, 1, "a")
    after = QPushButton(objectName="after")
    page.column.addWidget(after)
    put(page, 0, "first")
    assert walk(page, qtbot, before) == ["before", "first", "a", "after"]


def test_a_page_without_parts_goes_on_as_qt_does(page, qtbot):
    page.in_order = ()
    first = put(page, 1, "a")
    put(page, 0, "b")
    assert walk(page, qtbot, first) == ["a", "b"]
