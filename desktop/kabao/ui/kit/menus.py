"""Menus that a key opens: over their button, with the first line chosen that can be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


def open_over(menu: QMenu, button: QWidget) -> None:
    """Open a filled menu over a button, or amid the window where that is out of sight."""
    size, window = menu.sizeHint(), button.window()
    place = button.mapToGlobal(QPoint(0, -size.height()))
    if not button.isVisible():
        place = window.mapToGlobal(window.rect().center()) - QPoint(size.width() // 2, 0)
    menu.popup(place)
    lines = (item for item in menu.actions() if item.isEnabled() and not item.isSeparator())
    first = next(lines, None)
    if first is not None:
        menu.setActiveAction(first)
