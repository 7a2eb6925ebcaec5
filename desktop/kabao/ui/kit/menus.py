"""Menus: those that a key opens over their button, and those of the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QTableView, QWidget

    from kabao.ui.kit.rooms import Command

_NEAR = 4
"""Pixels that the pointer may have gone on since its button was pressed."""


def open_over(menu: QMenu, button: QWidget) -> None:
    """Open a filled menu over a button, or amid the window where that is out of sight."""
    size, window = menu.sizeHint(), button.window()
    place = button.mapToGlobal(QPoint(0, -size.height()))
    if not button.isVisible():
        place = window.mapToGlobal(window.rect().center()) - QPoint(size.width() // 2, 0)
    menu.popup(place)
    _begin(menu)


def _begin(menu: QMenu) -> None:
    """Choose the first line that can be taken."""
    lines = (item for item in menu.actions() if item.isEnabled() and not item.isSeparator())
    first = next(lines, None)
    if first is not None:
        menu.setActiveAction(first)


def offer_rows(table: QTableView, acts: Callable[[], Iterable[Command | None]]) -> None:
    """Open a menu over the row pressed with the right button, or the chosen one by the menu key.

    ``acts`` are asked for each time; None draws a line between two of them.
    """

    def show(where: QPoint) -> None:
        view = table.viewport()
        # The menu key names a place that may lie below the row, or out of sight with it.
        away = view.mapFromGlobal(QCursor.pos()) - where
        by_pointer = away.manhattanLength() <= _NEAR
        index = table.indexAt(where) if by_pointer else table.currentIndex()
        if index.isValid():
            place = where if by_pointer else table.visualRect(index).center()
            menu = menu_of(acts(), table)
            menu.popup(view.mapToGlobal(place))
            if not by_pointer:
                _begin(menu)

    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(show)


def menu_of(acts: Iterable[Command | None], parent: QWidget) -> QMenu:
    """Return a menu of commands with their keys, which live elsewhere."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for act in acts:
        if act is None:
            menu.addSeparator()
            continue
        item = menu.addAction(f"{act.title}\t{act.shortcut}" if act.shortcut else act.title)
        item.setEnabled(act.enabled())
        # After the menu has gone, so that what is done finds the table in front.
        item.triggered.connect(lambda _checked=False, run=act.run: QTimer.singleShot(0, run))
    return menu
