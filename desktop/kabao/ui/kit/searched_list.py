"""A field over a list: typing narrows it, arrows move in it, Enter takes what is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyledItemDelegate

    from kabao.ui.kit.theme import Theme

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Wording:
    """What the list is called, what its field says, and what it says when nothing fits."""

    title: str
    hint: str
    nothing: str


@dataclass(frozen=True, slots=True)
class ListLook:
    """Measures in unscaled pixels, the token of a row's height, and how many rows are seen."""

    inset: int
    upright: int
    row: str
    rows: int


class SearchedList(QDialog):
    """The keyboard stays in the field; ``entered`` carries the index that was taken."""

    entered = Signal(object)

    def __init__(self, theme: Theme, wording: Wording, look: ListLook, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(wording.title)
        self.setAccessibleName(wording.title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._look = look
        self.line = QLineEdit()
        self.line.setPlaceholderText(wording.hint)
        self.line.setAccessibleName(wording.hint)
        self.line.setProperty("bare", "true")
        self.line.installEventFilter(self)
        self.view = QListView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(wording.title)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self.entered.emit)
        self._none = Label(wording.nothing, tone="ink_2")
        self._put_together()

    def show_rows_of(self, model: QAbstractItemModel, delegate: QStyledItemDelegate) -> None:
        """List the rows of a model."""
        self.view.setModel(model)
        self.view.setItemDelegate(delegate)

    def fit(self) -> None:
        """Be as high as the rows that are left, mark the first, or say that nothing fits."""
        rows = self.view.model().rowCount()
        self._none.setVisible(rows == 0)
        self.view.setVisible(rows > 0)
        self.view.setFixedHeight(min(rows, self._look.rows) * self._theme.height(self._look.row))
        if rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.model().index(0, 0))
        # Not adjustSize: it keeps windows that may grow at 100 pixels, which tears the field open.
        self.resize(self.sizeHint())

    def titles(self) -> list[str]:
        """Return what is listed now."""
        model = self.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter take a row while the field keeps the keyboard."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.line and pressed and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.view.keyPressEvent(event)
                return True
            if event.key() in _ENTERS:
                self.entered.emit(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _put_together(self) -> None:
        theme, inset = self._theme, self._theme.px(self._look.inset)
        upright = max(1, theme.px(self._look.upright))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, upright, 1, upright)
        column.setSpacing(0)
        field = QFrame()
        row = QHBoxLayout(field)
        row.setContentsMargins(inset - theme.px(3), 0, inset, 0)  # over the icons of the rows
        row.setSpacing(theme.space("s2"))
        row.addWidget(IconLabel(theme, "search", "ink_2"))
        row.addWidget(self.line, 1)
        column.addWidget(field)
        column.addWidget(Hairline())
        self._none.setContentsMargins(inset, theme.px(8), inset, theme.px(8))
        column.addWidget(self._none)
        column.addWidget(self.view)
