"""Measured values drawn beside their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kabao.ui.kit.marks import LEVEL_TONES, LevelMark
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent

    from kabao.domain.photo_gauges import Gauge
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_MARK, _NAME, _BAR, _SEEN, _ASKED = range(5)


class GaugeBar(QWidget):
    """A scale with the part that is asked for, and where the value lies."""

    def __init__(self, theme: Theme, gauge: Gauge) -> None:
        super().__init__()
        self._theme = theme
        self._gauge = gauge
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(self._theme.px(56), self._theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw scale, asked part and value."""
        del event
        gauge, theme = self._gauge, self._theme
        if gauge.value is None or not gauge.top:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(4)
        track = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.hairline)
        painter.drawRoundedRect(track, height / 2, height / 2)
        asked = QRectF(track)
        asked.setLeft(self._place(gauge.least))
        asked.setRight(self._place(min(gauge.most, gauge.top)))
        painter.setBrush(theme.color.ok)
        painter.setOpacity(0.45)
        painter.drawRect(asked)
        painter.setOpacity(1)
        tone = LEVEL_TONES[gauge.level] if gauge.level else "ink"
        painter.setPen(QPen(getattr(theme.color, tone), theme.px(2)))
        at = self._place(gauge.value)
        painter.drawLine(round(at), 1, round(at), self.height() - 1)

    def _place(self, value: float) -> float:
        margin = self._theme.px(2)
        share = min(max(value / self._gauge.top, 0.0), 1.0)
        return margin + share * (self.width() - 2 * margin)


class GaugeList(QWidget):
    """Every measure of a photograph: mark, name, scale, value, what is asked."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space("s2"))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(_BAR, 1)

    def show_gauges(self, gauges: Iterable[Gauge]) -> None:
        """Show other measures."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, gauge in enumerate(gauges):
            self._add(row, gauge)

    def _add(self, row: int, gauge: Gauge) -> None:
        theme, texts = self._theme, self._texts
        name = texts(f"photos.gauge.{gauge.key}")
        seen = gauge.seen or texts("photos.gauge.unknown")
        mark: QWidget = LevelMark(theme, gauge.level) if gauge.seen else Label("–", tone="ink_3")
        bar = GaugeBar(theme, gauge)
        asked = texts("photos.gauge.asked", asked=gauge.asked)
        bar.setAccessibleName(f"{name}: {seen}; {asked}")
        tone = LEVEL_TONES[gauge.level] if gauge.level else ("ink" if gauge.seen else "ink_3")
        for column, widget in (
            (_MARK, mark),
            (_NAME, Label(name, "small", "ink_2")),
            (_BAR, bar),
            (_SEEN, Label(seen, "small", tone)),
            (_ASKED, Label(gauge.asked, "small", "ink_3")),
        ):
            if column == _SEEN:
                widget.setObjectName(f"gauge_{gauge.key}")
            self._grid.addWidget(widget, row, column)
