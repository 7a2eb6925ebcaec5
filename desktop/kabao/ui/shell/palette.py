"""The command palette: what can be done and who is known, found by typing part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from kabao.services.sounds import sounds_like
from kabao.ui.kit.searched_list import ListLook, SearchedList, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.texts import Texts
    from kabao.ui.kit.rooms import Command
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.finder import Finder

_COMMAND_ROLE = Qt.ItemDataRole.UserRole + 1
_FOUND_ROLE = Qt.ItemDataRole.UserRole + 2
_TYPING_MS = 120
"""Nobody is looked up while the next letter is on its way."""
_WIDTH = 520
_LOOK = ListLook(inset=16, upright=4, row="row", rows=10)


class CommandPalette(SearchedList):
    """A list over the window; Enter does what is chosen, Esc goes back."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        commands: Sequence[Command],
        parent: QWidget,
        finder: Finder | None = None,
    ) -> None:
        words = (texts(f"shell.{key}") for key in ("commands", "commands_hint", "no_command"))
        super().__init__(theme, Wording(*words), _LOOK, parent)
        self._finder = finder
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._look_up)
        if finder is not None:
            self.finished.connect(finder.stop)
            # Not closed but taken away, with the window it stands over.
            self.destroyed.connect(finder.stop)
        self._model = _Filter([command for command in commands if command.enabled()], self)
        self.show_rows_of(self._model, _Delegate(theme, self.view))
        self.entered.connect(self._run)
        self._stand_over(parent)
        self.line.textChanged.connect(self._filter)
        self._filter("")

    def _stand_over(self, parent: QWidget) -> None:
        theme = self._theme
        width = min(theme.px(_WIDTH), parent.width() - theme.px(32))
        self.setFixedWidth(width)
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + theme.px(64))

    def _filter(self, text: str) -> None:
        self._model.set_words(text)
        if self._finder is not None:
            self._finder.stop()
            self._typing.start()
        self.fit()

    def _look_up(self) -> None:
        if self._finder is not None:
            self._finder.find(self.line.text(), self._add_found)

    def _add_found(self, found: Sequence[Command]) -> None:
        self._model.set_found(found)
        self.fit()

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        command: Command = index.data(_COMMAND_ROLE)
        self.accept()
        # After the dialog has gone, so that what is done finds the window in front.
        QTimer.singleShot(0, command.run)


class _Filter(QSortFilterProxyModel):
    """Keeps the commands whose title holds every word typed, or sounds like it; records last."""

    def __init__(self, commands: Sequence[Command], parent: QObject) -> None:
        super().__init__(parent)
        self._known = QStandardItemModel(self)
        self._fixed = len(commands)
        for command in commands:
            self._known.appendRow(_item(command))
        self._words: list[str] = []
        self.setSourceModel(self._known)

    def set_words(self, text: str) -> None:
        """Keep what holds these words."""
        self.set_found(())
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def set_found(self, found: Sequence[Command]) -> None:
        """Show these records below the commands, instead of those found before."""
        self._known.removeRows(self._fixed, self._known.rowCount() - self._fixed)
        for command in found:
            item = _item(command)
            item.setData(True, _FOUND_ROLE)  # noqa: FBT003 (Qt's own signature)
            item.setToolTip(command.note)
            self._known.appendRow(item)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Say whether a title holds every word or sounds like what was typed."""
        index = self.sourceModel().index(row, 0, parent)
        title = str(index.data())
        if index.data(_FOUND_ROLE) or all(word in title.casefold() for word in self._words):
            return True
        return sounds_like(title, "".join(self._words))


def _item(command: Command) -> QStandardItem:
    item = QStandardItem(command.title)
    item.setData(command, _COMMAND_ROLE)
    item.setEditable(False)
    item.setAccessibleText(f"{command.title} {command.note or command.shortcut}".strip())
    return item


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(10, self._theme.height("row"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, color, rect = self._theme, self._theme.color, option.rect
        command: Command = index.data(_COMMAND_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color.row_selected)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), color.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color.row_hover)
        side = theme.icon_px("inline")
        box = QRectF(rect.left() + theme.px(13), QRectF(rect).center().y() - side / 2, side, side)
        theme.paint_icon(painter, box, command.icon or "command", "ink_2")
        painter.setFont(theme.font())
        painter.setPen(color.ink)
        words = QRectF(rect).adjusted(theme.px(38), 0, -theme.px(12), 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, left, command.title)
        if command.note:
            self._paint_note(painter, words, command)
        if command.shortcut:
            self._paint_key(painter, words, command.shortcut.replace("+", " "))
        painter.restore()

    def _paint_note(self, painter: QPainter, rect: QRectF, command: Command) -> None:
        used = painter.fontMetrics().horizontalAdvance(command.title) + self._theme.px(16)
        room = rect.adjusted(used, 0, 0, 0)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color.ink_2)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        note = painter.fontMetrics().elidedText(
            command.note, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, right, note)

    def _paint_key(self, painter: QPainter, rect: QRectF, key: str) -> None:
        theme, color = self._theme, self._theme.color
        painter.setFont(theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(key) + theme.px(10)
        height = theme.px(18)
        box = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
        painter.setPen(QPen(color.hairline_strong, 1))
        radius = theme.radius("badge")
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(color.ink_2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
