"""Tab goes through a window in the order of the screen, whenever its parts were built."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from kabao.ui.kit.tab_order import OWN_ORDER, TabOrder


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.column = QVBoxLayout(made)
    made.blocks = [QWidget(), QWidget(), QWidget()]
    for block, kind in zip(made.blocks, (QVBoxLayout, QHBoxLayout, QVBoxLayout), strict=True):
        kind(block)
        made.column.addWidget(block)
    qtbot.addWidget(made)
    TabOrder(made)
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
    while (at := QApplication.focusWidget()).objectName() not in names:
        names.append(at.objectName())
        QTest.keyClick(page.windowHandle(), key)
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


def test_what_is_put_before_others_is_reached_before_them(page, qtbot):
    put(page, 1, "right")
    left = QPushButton(objectName="left")
    page.blocks[1].layout().insertWidget(0, left)
    above = QPushButton(objectName="above")
    page.column.insertWidget(0, above)
    assert walk(page, qtbot, above) == ["above", "left", "right"]


def test_what_is_told_in_an_order_of_its_own_keeps_it(page, qtbot):
    first = put(page, 1, "chosen first")
    page.blocks[1].layout().insertWidget(0, QPushButton(objectName="stands left"))
    page.blocks[1].setProperty(OWN_ORDER, "list")
    assert walk(page, qtbot, first) == ["chosen first", "stands left"]


def test_what_is_hidden_is_left_out(page, qtbot):
    first = put(page, 0, "first")
    put(page, 1, "hidden").hide()
    put(page, 2, "last")
    assert walk(page, qtbot, first) == ["first", "last"]


def test_a_part_that_goes_does_not_take_the_window_along(page, qtbot):
    first, last = put(page, 0, "first"), put(page, 2, "last")
    walk(page, qtbot, first)
    handle = page.windowHandle()
    last.deleteLater()
    del last
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(handle)
