"""A list to choose from that opens beneath a button: typing narrows it, the arrows move in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_OPTION_ROLE = Qt.ItemDataRole.UserRole + 1
_ROWS, _FEWEST = 12, 3
_AROUND = 150
"""Height of what stands above and below the options."""
_WIDTH = 380
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: 1 - _ROWS,
    Qt.Key.Key_PageDown: _ROWS - 1,
}
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; ``note`` stands at the right, ``spoken`` is what is read aloud."""

    key: Hashable
    text: str
    group: str = ""
    checked: bool = False
    note: str = ""
    spoken: str = ""


class OptionList(QDialog):
    """Asks ``options`` for what fits the words typed; goes away when something else is clicked.

    Enter chooses, and so does Space until a word is being typed; ``stays`` keeps the list open
    for the next choice.
    """

    chosen = QtSignal(object)
    closed = QtSignal()

    def __init__(
        self,
        theme: Theme,
        words: tuple[str, str, str, str],
        options: Callable[[str], Sequence[Option]],
        parent: QWidget,
        *,
        stays: bool = False,
    ) -> None:
        """``words`` are title, hint of the field, what to say about no option, and the keys."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        title, hint, none, keys = words
        self.setObjectName("palette")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._options = options
        self._page = parent
        self._stays = stays
        self._is_typing = False
        self._before: QWidget | None = None
        self.line = SearchField(theme, hint)
        self.line.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(theme, self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(title)
        self.view.clicked.connect(self._choose)
        self._none = Label(none, tone="ink_2")
        self._keys = Label(keys, "small", "ink_2", wrap=True)
        self._lay_out()
        self.line.textChanged.connect(self._typed)
        self.refill()

    def open_below(self, anchor: QWidget) -> None:
        """Show the list beneath a widget, inside the window."""
        window = anchor.window()
        corner = anchor.mapTo(window, anchor.rect().bottomLeft())
        room = window.width() - self.width() - self._theme.px(8)
        left = max(min(corner.x(), room), 0)
        top = max(min(corner.y() + self._theme.px(4), window.height() - self.height()), 0)
        self.move(window.mapToGlobal(window.rect().topLeft()).x() + left, 0)
        self.move(self.x(), window.mapToGlobal(window.rect().topLeft()).y() + top)
        self._before = QApplication.focusWidget() or anchor
        self.show()
        self.activateWindow()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def refill(self) -> None:
        """Ask for the options again and stay at the same one."""
        kept = self.current()
        self.model.clear()
        group = ""
        options = list(self._options(self.line.text().strip()))
        for option in options:
            if option.group != group:
                group = option.group
                self._add_heading(group)
            self._add(option)
        self._none.setVisible(not options)
        self.view.setVisible(bool(options))
        self._fit()
        self._go_to(kept.key if kept else None)

    def current(self) -> Option | None:
        """Return the option the keyboard is at."""
        option = self.view.currentIndex().data(_OPTION_ROLE)
        return option if isinstance(option, Option) else None

    def options(self) -> list[Option]:
        """Return what is listed now."""
        return [self._option(row) for row in self._rows()]

    def choose(self) -> None:
        """Choose the option the keyboard is at."""
        self._choose(self.view.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while the field keeps the keyboard."""
        if watched is not self.line or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if self.key(event):
            return True
        return super().eventFilter(watched, event)

    def key(self, event: QKeyEvent) -> bool:
        """Answer to a key; False leaves it to the field."""
        if event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._is_typing = False
            self._move(_MOVES[Qt.Key(event.key())])
            return True
        space = event.key() == Qt.Key.Key_Space and not self._is_typing
        if event.key() in _ENTERS or space:
            self.choose()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Go away when the keyboard goes to another window."""
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self._before = None
            self.reject()
        return super().event(event)

    def done(self, result: int) -> None:
        """Close, give the keyboard back to where it was, and say so."""
        before, self._before = self._before, None
        super().done(result)
        if before is not None and isValid(before):
            # Not every desktop brings the window forward again by itself.
            before.window().activateWindow()
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _typed(self) -> None:
        self._is_typing = bool(self.line.text())
        self.refill()
        if self.current() is None:
            self._go_to(None)

    def _choose(self, index: Index) -> None:
        option = index.data(_OPTION_ROLE)
        if not isinstance(option, Option):
            return
        if not self._stays:
            self.accept()
        self.chosen.emit(option.key)
        if self._stays:
            self.refill()

    def _move(self, by: int) -> None:
        rows = self._rows()
        here = self.view.currentIndex().row()
        if rows:
            place = min(max(rows.index(here) + by, 0), len(rows) - 1) if here in rows else 0
            # From the first option on the heading above it comes into sight again.
            self.view.scrollTo(self.model.index(max(rows[place] - 1, 0), 0))
            self.view.setCurrentIndex(self.model.index(rows[place], 0))

    def _go_to(self, key: Hashable) -> None:
        rows = self._rows()
        same = [row for row in rows if key is not None and self._option(row).key == key]
        if rows:
            self.view.setCurrentIndex(self.model.index((same or rows)[0], 0))

    def _rows(self) -> list[int]:
        rows = range(self.model.rowCount())
        return [row for row in rows if self.model.index(row, 0).data(_OPTION_ROLE) is not None]

    def _option(self, row: int) -> Option:
        option = self.model.index(row, 0).data(_OPTION_ROLE)
        assert isinstance(option, Option)
        return option

    def _add_heading(self, text: str) -> None:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.model.appendRow(item)

    def _add(self, option: Option) -> None:
        item = QStandardItem(option.text)
        item.setData(option, _OPTION_ROLE)
        item.setData(option.spoken or option.text, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(option.text)
        item.setEditable(False)
        self.model.appendRow(item)

    def _fit(self) -> None:
        height = self._theme.height("row")
        room = self._page.window().height() - self._theme.px(_AROUND)
        rows = min(self.model.rowCount(), _ROWS, max(room // height, _FEWEST))
        self.view.setFixedHeight(rows * height + 2)
        self.adjustSize()

    def _lay_out(self) -> None:
        theme = self._theme
        self.column = QVBoxLayout(self)
        side = theme.px(8)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(theme.px(6))
        for widget in (self.line, self._none, self.view, self._keys):
            self.column.addWidget(widget)
        self.setFixedWidth(theme.px(_WIDTH))


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(10, self._theme.height("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, color, rect = self._theme, self._theme.color, option.rect
        shown = index.data(_OPTION_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(rect).adjusted(theme.px(8), 0, -theme.px(8), 0)
        if not isinstance(shown, Option):
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(color.ink_2)
            painter.drawText(inner, _LEFT | Qt.AlignmentFlag.AlignBottom, str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color.row_selected)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), color.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color.row_hover)
        self._paint_option(painter, inner, shown)
        painter.restore()

    def _paint_option(self, painter: QPainter, rect: QRectF, option: Option) -> None:
        theme, color = self._theme, self._theme.color
        side = theme.icon_px("inline")
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        if option.checked:
            theme.paint_icon(painter, box, "check", "accent")
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        room = metrics.horizontalAdvance(option.note) + theme.px(8) if option.note else 0
        words = rect.adjusted(side + theme.px(8), 0, -room, 0)
        painter.setPen(color.accent if option.checked else color.ink)
        text = metrics.elidedText(option.text, Qt.TextElideMode.ElideMiddle, int(words.width()))
        painter.drawText(words, _LEFT, text)
        painter.setPen(color.ink_2)
        painter.drawText(rect, _RIGHT, option.note)
