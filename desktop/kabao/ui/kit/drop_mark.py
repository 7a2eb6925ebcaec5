"""What is seen while a file is held over a place that takes it: a frame, and what will be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.ui.kit.theme import Theme

_NAME = "dropMark"
_ENDS = frozenset({QEvent.Type.DragLeave, QEvent.Type.Drop, QEvent.Type.Hide})


def welcome(over: QWidget, theme: Theme, words: str) -> None:
    """Mark a place that takes what is held over it, until it is dropped or goes elsewhere."""
    mark = over.findChild(DropMark, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    (mark or DropMark(over, theme)).say(words)


class DropMark(QWidget):
    """Lies over a place while it is welcome to drop there; made when it is first needed."""

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self._over, self._theme, self._words = over, theme, ""
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str) -> None:
        """Show the frame with words in its middle."""
        self._words = words
        self.setAccessibleName(words)
        self._over.installEventFilter(self)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away when the drag has ended."""
        if event.type() in _ENDS:
            watched.removeEventFilter(self)
            self.hide()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a veil, a dashed frame, and the words on a card."""
        theme, color = self._theme, self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.72)
        painter.fillRect(self.rect(), color.surface)
        painter.setOpacity(1)
        pen = QPen(color.accent, 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        inset, radius = theme.px(8), theme.radius("panel")
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
        )
        painter.setFont(theme.font("section"))
        side, gap = theme.px(20), theme.px(12)
        wide = painter.fontMetrics().horizontalAdvance(self._words) + side + 3 * gap
        card = QRectF(0, 0, wide, theme.px(48))
        card.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(color.accent, 1))
        painter.setBrush(color.surface)
        painter.drawRoundedRect(card, radius, radius)
        icon = QRectF(card.left() + gap, card.center().y() - side / 2, side, side)
        theme.paint_icon(painter, icon, "download", "accent")
        painter.setPen(color.ink)
        words = card.adjusted(side + 2 * gap, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.end()
