"""How the parts of the face share the room: side by side, or the card and its texts by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.kit.panels import Splitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.ui.kit.tabs import SectionTabs
    from kabao.ui.kit.theme import Theme

CARD = "card"
"""Tab of the card itself, where it has no room beside its texts."""
_UNLAID = 200
"""A page that has not been laid out yet is narrower."""
_ROOM_FOR_BOTH = 600
_ROOM_FOR_LIST = 880
_ROOM_FOR_NOTES = 320
_LIST, _CARD, _SIDE = 200, 460, 300


class FaceRoom(QWidget):
    """``parted`` says that card and texts begin or cease to take turns."""

    parted = Signal()
    lowered = Signal(bool)
    """There is little height now, or enough again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.alone = self._low = False
        self.panes = Splitter(theme, parent=self)
        """Where list and card are to be made."""
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.panes, 1)

    def fill(self, elements: QWidget, card: QWidget, tabs: SectionTabs, stack: QWidget) -> None:
        """Take the parts; what comes into the stack later is dressed once, at its place."""
        theme, panes = self._theme, self.panes
        self._elements, self._card, self._tabs = elements, card, tabs
        self._side = QWidget(panes)
        self._side.setMinimumWidth(theme.px(_SIDE - 20))
        self._beside = beside = QVBoxLayout(self._side)
        for place, (widget, stretch) in enumerate(((elements, 0), (card, 1), (self._side, 0))):
            panes.addWidget(widget)
            panes.setStretchFactor(place, stretch)
        panes.setSizes([theme.px(width) for width in (_LIST, _CARD, _SIDE)])
        for layout in (beside, self._column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        beside.addWidget(tabs)
        beside.addWidget(stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part or join card and texts as the width allows."""
        super().resizeEvent(event)
        px = self._theme.px
        if self.width() < px(_UNLAID):
            return
        self._elements.setVisible(self.width() >= px(_ROOM_FOR_LIST))
        alone = self.width() < px(_ROOM_FOR_BOTH)
        if alone != self.alone:
            self.alone = alone
            (self._column if alone else self._beside).insertWidget(0, self._tabs)
            self._tabs.show_tab(CARD, shown=alone)
            self.parted.emit()
        low = self.height() < px(_ROOM_FOR_NOTES)
        if low != self._low:
            self._low = low
            self.lowered.emit(low)

    def show_part(self, *, card: bool) -> None:
        """Bring the card or its texts forward where they take turns."""
        self._card.setVisible(card or not self.alone)
        self._side.setVisible(not card or not self.alone)
