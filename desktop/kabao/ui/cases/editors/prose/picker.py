"""A list to choose from while writing: type to narrow it, arrows and Enter to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.ui.kit.theme import Theme

_CHOICE = Qt.ItemDataRole.UserRole + 1
_ROWS = 12
_WIDTH = 440
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    key: str
    title: str
    note: str = ""
    indent: int = 0
    icon: str = ""
    tone: str = "ink_2"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What the list is called, what its field says, and what it says when nothing fits."""

    title: str
    hint: str
    nothing: str


class Picker(QDialog):
    """A list beside what it is for; ``chosen`` carries the key, Esc goes back."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, wording: Wording, choices: Sequence[Choice], parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(wording.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(wording.title)
        self._theme = theme
        self._choices = tuple(choices)
        self._model = QStandardItemModel(self)
        self.line = QLineEdit()
        self.line.setPlaceholderText(wording.hint)
        self.line.setAccessibleName(wording.hint)
        self.line.setProperty("bare", "true")
        self.line.installEventFilter(self)
        self.view = self._make_view(wording.title)
        self._none = Label(wording.nothing, tone="ink_2")
        inset = theme.px(12)
        self._none.setContentsMargins(inset, theme.px(8), inset, theme.px(8))
        self._lay_out()
        self.line.textChanged.connect(self._filter)
        self._filter("")

    def _make_view(self, title: str) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(_Delegate(self._theme, view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setAccessibleName(title)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.clicked.connect(self._choose)
        return view

    def _lay_out(self) -> None:
        inset = self._theme.px(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        field = QFrame()
        row = QVBoxLayout(field)
        row.setContentsMargins(inset, 0, inset, 0)
        row.addWidget(self.line)
        column.addWidget(field)
        column.addWidget(Hairline())
        column.addWidget(self._none)
        column.addWidget(self.view)

    def open_below(self, widget: QWidget) -> None:
        """Show the list below a widget, inside the screen."""
        room = self.screen().availableGeometry()
        self.setFixedWidth(min(self._theme.px(_WIDTH), room.width()))
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomLeft())
        x = max(room.left(), min(corner.x(), room.right() - self.width()))
        y = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.line.setFocus()

    def titles(self) -> list[str]:
        """Return what is listed now."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter choose while the field keeps the keyboard."""
        if watched is self.line and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in _MOVES:
                self.view.keyPressEvent(event)
                return True
            if pressed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        self._model.clear()
        for choice in self._choices:
            said = f"{choice.title} {choice.note}".casefold()
            if all(word in said for word in wanted):
                item = QStandardItem(choice.title)
                item.setData(choice, _CHOICE)
                item.setData(f"{choice.title} {choice.note}", Qt.ItemDataRole.AccessibleTextRole)
                item.setEditable(False)
                self._model.appendRow(item)
        rows = self._model.rowCount()
        self._none.setVisible(rows == 0)
        self.view.setVisible(rows > 0)
        self.view.setFixedHeight(min(rows, _ROWS) * self._theme.height("row_small_table"))
        if rows:
            self.view.setCurrentIndex(self._model.index(0, 0))
        self.adjustSize()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            choice: Choice = index.data(_CHOICE)
            self.accept()
            self.chosen.emit(choice.key)


class _Delegate(QStyledItemDelegate):
    """Title at the left, note at the right, both on one line."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One row."""
        del option, index
        return QSize(self._theme.px(160), self._theme.height("row_small_table"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        theme, choice = self._theme, index.data(_CHOICE)
        box = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color.row_selected)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color.row_hover)
        inset = theme.px(12)
        box.adjust(inset + choice.indent * theme.px(16), 0, -inset, 0)
        if choice.icon:
            side = theme.px(14)
            spot = QRectF(box.left(), box.center().y() - side / 2, side, side)
            theme.paint_icon(painter, spot, choice.icon, choice.tone)
            box.setLeft(spot.right() + theme.px(6))
        middle = Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        note = metrics.elidedText(choice.note, elided, round(box.width() * 0.5))
        painter.setPen(theme.color.ink_2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | middle), note)
        box.setRight(box.right() - metrics.horizontalAdvance(note) - inset)
        painter.setFont(theme.font(bold=choice.strong))
        painter.setPen(theme.color.ink)
        title = painter.fontMetrics().elidedText(choice.title, elided, round(box.width()))
        painter.drawText(box, int(middle), title)
