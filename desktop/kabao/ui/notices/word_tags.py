"""The legend of a message: each word understood with its kind, told by shape of line and tone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.panels import empty_layout
from kabao.ui.notices.tones import GROUNDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from kabao.ui.kit.theme import Theme

_LINES = {
    "error": Qt.PenStyle.DashDotLine,
    "warning": Qt.PenStyle.DashLine,
    "ok": Qt.PenStyle.SolidLine,
    "info": Qt.PenStyle.DotLine,
}
_MOST = 34


class WordTag(QWidget):
    """One word in its tone, the kind before it in quiet ink."""

    def __init__(self, theme: Theme, kind: str, word: str, tone: str) -> None:
        super().__init__()
        self._theme = theme
        self._kind, self._tone = kind, tone
        self._word = word if len(word) <= _MOST else f"{word[: _MOST - 1]}…"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{kind}: {word}")
        self.setToolTip(word)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for kind and word with air around them."""
        self.setFont(self._theme.font("small"))
        width = self._kind_width() + self.fontMetrics().horizontalAdvance(self._word)
        return QSize(width + self._theme.px(22), self._theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the kind, then the word on its ground with its line below."""
        del event
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        rect = self.rect().toRectF()
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.color.ink_2)
        painter.drawText(rect, left, self._kind)
        start = self._kind_width() + theme.px(6)
        ground = QRectF(start, theme.px(2), rect.width() - start, rect.height() - theme.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.named(GROUNDS[self._tone]))
        painter.drawRoundedRect(ground, theme.radius("badge"), theme.radius("badge"))
        painter.setPen(theme.color.ink)
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, self._word)
        painter.setPen(QPen(theme.color.named(self._tone), 1.5, _LINES[self._tone]))
        bottom = ground.bottom() - 2
        inset = theme.px(8)
        painter.drawLine(
            QPointF(ground.left() + inset, bottom), QPointF(ground.right() - inset, bottom)
        )

    def _kind_width(self) -> int:
        self.setFont(self._theme.font("small"))
        return self.fontMetrics().horizontalAdvance(self._kind)


class WordTags(QWidget):
    """All words understood, wrapping like words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = FlowLayout(theme.px(12), self)

    def show_tags(self, tags: Sequence[tuple[str, str, str]]) -> None:
        """Show tags given as kind, word and tone."""
        empty_layout(self._flow)
        for kind, word, tone in tags:
            self._flow.addWidget(WordTag(self._theme, kind, word, tone))
        self.updateGeometry()
