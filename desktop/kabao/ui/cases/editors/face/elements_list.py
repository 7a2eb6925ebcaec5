"""The elements of both sides as a list: the way to them by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kabao.ui.cases.editors.face.geometry import SIDES
from kabao.ui.kit.labels import level_text
from kabao.ui.kit.marks import paint_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPainter

    from kabao.domain.faces import PlacedElement
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_HEAD, _KIND, _LEVEL, _KEY = (Qt.ItemDataRole.UserRole + n for n in (70, 71, 72, 73))
_ICONS = {
    "text": "typography",
    "placeholder": "circle-dashed",
    "photo": "photo",
    "chip": "cpu",
    "seal": "rubber-stamp",
    "arrow": "arrow-right",
    "background": "stack-2",
}


class _Model(QAbstractListModel):
    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._lines: list[PlacedElement | str] = []
        self._levels: Mapping[str, Level] = {}

    def show(self, placed: tuple[PlacedElement, ...]) -> None:
        lines: list[PlacedElement | str] = []
        for side in SIDES:
            lines.append(side)
            lines += [item for item in placed if item.side == side]
        if [_name(line) for line in lines] == [_name(line) for line in self._lines]:
            # Dragging changes places only: the list keeps its rows and the chosen one.
            self._lines = lines
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def show_levels(self, levels: Mapping[str, Level]) -> None:
        self._levels = levels
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def row_of(self, key: str) -> int:
        return next(
            (n for n, it in enumerate(self._lines) if not isinstance(it, str) and it.key == key), -1
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if isinstance(line, str):
            answers = {_HEAD: True, Qt.ItemDataRole.DisplayRole: self._texts(f"face.side.{line}")}
            return answers.get(role)
        level = self._levels.get(line.key)
        name = line.name.to(self._texts.language)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            word = level_text(self._texts, level) if level else ""
            return self._texts("labels.comma").join(part for part in (name, word) if part)
        answers = {
            Qt.ItemDataRole.DisplayRole: name,
            _KIND: line.kind,
            _LEVEL: level,
            _KEY: line.key,
        }
        return answers.get(role)


def _name(line: PlacedElement | str) -> tuple[str, str]:
    return (line, "") if isinstance(line, str) else (line.key, line.name.zh)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._theme.px(80), self._theme.height("row_small_table"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        painter.save()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if index.data(_HEAD):
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color.ink_2)
            painter.drawText(rect.adjusted(theme.px(16), 0, 0, 0), flags, str(index.data()))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color.row_selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.color.accent)
        side = theme.icon_px("inline")
        middle = rect.center().y() - side / 2
        icon = QRectF(rect.left() + theme.px(16), middle, side, side)
        theme.paint_icon(painter, icon, _ICONS.get(index.data(_KIND), "file"), "ink_2")
        right = QRectF(rect.right() - side - theme.px(10), middle, side, side)
        level = index.data(_LEVEL)
        if level is None:
            theme.paint_icon(painter, right, "circle-check", "ok")
        else:
            paint_level(painter, right, level, theme)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.color.ink)
        words = QRectF(icon.right() + theme.px(8), rect.top(), 0, rect.height())
        words.setRight(right.left() - theme.px(4))
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, flags, shown)
        painter.restore()


class ElementsList(QListView):
    """``chosen`` carries the key of an element."""

    chosen = QtSignal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(texts)
        self.setObjectName("face_elements")
        self.setAccessibleName(texts("cases.face.elements"))
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(180))
        self.selectionModel().currentChanged.connect(self._current)

    def show_elements(self, placed: tuple[PlacedElement, ...]) -> None:
        """List these elements and keep the chosen one."""
        key = self.selected()
        self._model.show(placed)
        self.select(key)

    def show_levels(self, levels: Mapping[str, Level]) -> None:
        """Mark elements by their worst finding."""
        self._model.show_levels(levels)

    def selected(self) -> str:
        """Return the key of the chosen element, empty for none."""
        return str(self.currentIndex().data(_KEY) or "")

    def select(self, key: str) -> None:
        """Choose an element without telling anyone."""
        row = self._model.row_of(key)
        if row >= 0 and key != self.selected():
            selection = self.selectionModel()
            with QSignalBlocker(selection):
                self.setCurrentIndex(self._model.index(row))
            self.viewport().update()

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        key = now.data(_KEY)
        if key:
            self.chosen.emit(str(key))
