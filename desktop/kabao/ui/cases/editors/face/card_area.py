"""The room in which the card is drawn: how wide it may be, and what of it is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.ui.cases.editors.face.canvas import CardCanvas
    from kabao.ui.kit.theme import Theme

_LEAST = 150
_AROUND = 60
_LEAST_SHARE = 0.6
"""Of the width that there is: in a very low room a side is scrolled rather than tiny."""


class CardArea(QScrollArea):
    """Scrolls the card; ``resized`` tells that there is another width to fit it into."""

    resized = Signal()

    def __init__(self, theme: Theme, canvas: CardCanvas, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._canvas = canvas
        canvas.setAutoFillBackground(False)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(canvas)
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of another width."""
        super().resizeEvent(event)
        self.resized.emit()

    def fill(self) -> None:
        """Make the card as wide as there is room, and no higher than one side can be seen whole."""
        # The width without a scroll bar decides whether there is one: the width that is left
        # beside it would take the bar away again, and both would follow each other for ever.
        room = self.maximumViewportSize()
        width = room.width()
        self._canvas.set_width(width)
        if self._canvas.height() > room.height():
            width -= self.verticalScrollBar().sizeHint().width()
            whole = self._canvas.width_within(room.height())
            self._canvas.set_width(min(width, max(whole, round(width * _LEAST_SHARE))))

    def reveal(self, key: str) -> None:
        """Bring an element into sight."""
        area = self._canvas.area_of(key).toRect()
        if not area.isEmpty():
            line = self._theme.px(_AROUND)
            self.ensureVisible(area.center().x(), area.center().y(), line, line)
