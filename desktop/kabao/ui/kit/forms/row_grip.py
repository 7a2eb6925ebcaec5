"""The frame of a list, dragging a row of it by its handle, and what is said about a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.labels import amount_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QMenu

    from kabao.texts import Texts
    from kabao.ui.kit.forms.table import TableEditor
    from kabao.ui.kit.theme import Theme


class Landing(QWidget):
    """The line where a dragged row would land."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        QPainter(self).fillRect(self.rect(), self._theme.color.accent)


class TableFrame(QFrame):
    """Can be made narrower than what is in it, and tells when it has another width."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__()
        self._resized = resized
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of the new width."""
        super().resizeEvent(event)
        self._resized()


class RowGrip(IconButton):
    """The handle of a row: drawn to another row it moves its own, a click opens the menu."""

    def __init__(self, table: TableEditor, row: int, menu: QMenu) -> None:
        name = table.texts("kit.row_actions", row=row + 1)
        super().__init__(table.theme, "grip-vertical", name, size=16)
        self._table = table
        self._row = row
        self._pressed: QPoint | None = None
        self._dragged = False
        self.rows_menu = menu
        menu.setParent(self, menu.windowFlags())
        self.setObjectName(f"row_{table.spec.name}_{row}")
        self.setToolTip(table.texts("kit.row_drag", row=row + 1))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show what can be done with the row."""
        self.rows_menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row."""
        super().mousePressEvent(event)
        self._dragged = False
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the row would land once the mouse has gone far enough."""
        if self._pressed is None:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        self._dragged = self._dragged or way >= QApplication.startDragDistance()
        if self._dragged:
            self._table.show_landing(self._place(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row go; this handle may be gone afterwards."""
        if not self._dragged:
            super().mouseReleaseEvent(event)
            return
        self.setDown(False)
        self._pressed, self._dragged = None, False
        self._table.show_landing(-1)
        self._table.place_row(self._row, self._place(event))

    def _place(self, event: QMouseEvent) -> int:
        point: QPoint = self.mapTo(self._table.frame, event.position().toPoint())
        return self._table.place_at(point.y())


def total_note(texts: Texts, total: Decimal, target: Decimal | None) -> tuple[str, str]:
    """Return what is said about a sum that should be so much, and in which tone."""
    if target is None:
        return "", "ink_2"
    if total == target:
        return texts("kit.total_met"), "ok"
    key = "kit.total_short" if total < target else "kit.total_over"
    amount = amount_text(str(abs(target - total)))
    return texts(key, target=amount_text(str(target)), amount=amount), "warning"


def opens_a_list(watched: QObject) -> bool:
    """Say whether Alt+Down opens something here rather than moving the row."""
    from PySide6.QtWidgets import QComboBox

    from kabao.ui.kit.forms.dates import DateLine

    return isinstance(watched, QComboBox | DateLine)
