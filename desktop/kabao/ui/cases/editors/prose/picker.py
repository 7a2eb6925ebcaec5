"""A list to choose from while writing: type to narrow it, arrows and Enter to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from kabao.ui.kit.searched_list import ListLook, SearchedList, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.ui.kit.theme import Theme

_CHOICE = Qt.ItemDataRole.UserRole + 1
_WIDTH = 440
_LOOK = ListLook(inset=12, upright=0, row="row_small_table", rows=12)


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


class Picker(SearchedList):
    """A list beside what it is for; ``chosen`` carries the key, Esc goes back."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, wording: Wording, choices: Sequence[Choice], parent: QWidget
    ) -> None:
        super().__init__(theme, wording, _LOOK, parent)
        self._choices = tuple(choices)
        self._model = QStandardItemModel(self)
        self.show_rows_of(self._model, _Delegate(theme, self.view))
        self.entered.connect(self._choose)
        self.line.textChanged.connect(self._filter)
        self._filter("")

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
        self.fit()

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
