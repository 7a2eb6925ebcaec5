"""The menu over rows of a table: what can be done with them, with the keys that do it too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QTableWidget

from kabao.ui.holders import build_room
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.rooms import Command
from ui.rooms import make_context, make_workspace

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)


def opened(table, where: QPoint) -> QMenu | None:
    """Ask for the menu at a place of a table."""
    QCursor.setPos(table.viewport().mapToGlobal(where))
    table.customContextMenuRequested.emit(where)
    return QApplication.activePopupWidget()


def words(menu: QMenu) -> list[str]:
    """What can be chosen in a menu."""
    return [item.text().partition("\t")[0] for item in menu.actions() if not item.isSeparator()]


@pytest.fixture
def register(tmp_path, texts, theme, jobs, qtbot):
    with make_workspace(tmp_path) as workspace:
        context, _, _ = make_context(workspace, texts, theme, jobs)
        room = build_room(context)
        page = room.build()
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        qtbot.waitUntil(lambda: room.list.table.model().rowCount() == 3)
        yield room
        page.close()


def test_one_person_or_several(register, texts, qtbot):
    table = register.list.table
    table.selectRow(0)
    where = table.visualRect(table.model().index(0, 0)).center()
    menu = opened(table, where)
    assert words(menu)[:2] == [texts("holders.edit"), texts("holders.record")]
    assert texts("privacy.menu_copy") in words(menu)
    with qtbot.waitSignal(register.list.opened):
        menu.actions()[0].trigger()
    menu.close()
    register.list.table.selectAll()
    menu = opened(table, where)
    assert texts("holders.bulk.employer") in words(menu)
    assert texts("holders.edit") not in words(menu)
    menu.close()


def test_a_menu_runs_its_command_after_it_and_opens_on_rows_only(qtbot):
    table, done = QTableWidget(1, 1), []
    qtbot.addWidget(table)
    table.show()
    never = Command("b", "乙", lambda: None, enabled=lambda: False)
    offer_rows(
        table, lambda: (Command("a", "甲", lambda: done.append(1), "", "Ctrl+D"), None, never)
    )
    assert opened(table, QPoint(5, table.viewport().height() - 5)) is None
    # The menu key names a place below a row at the end: the row is meant all the same.
    table.setCurrentCell(0, 0)
    table.customContextMenuRequested.emit(QPoint(5, 60))
    by_key = QApplication.activePopupWidget()
    assert by_key is not None
    assert by_key.activeAction() is by_key.actions()[0]
    by_key.close()
    menu = opened(table, QPoint(5, 5))
    first, line, last = menu.actions()
    assert first.text() == "甲\tCtrl+D"
    assert first.shortcut().isEmpty()
    assert line.isSeparator()
    assert not last.isEnabled()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == [1])
