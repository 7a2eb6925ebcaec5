"""A drawing of one clock: elapsed and left of the 30 days, then the agency's 15."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.domain.deadlines import ClockState
from kabao.ui.employers.clock_words import clock_level, clock_sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.deadlines import RegistrationClock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class ClockBar(QWidget):
    """Dark is elapsed, light is left, a diamond the last day, dashes the agency's 15 days."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._clock: RegistrationClock | None = None
        self._today = dt.date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_clock(self, clock: RegistrationClock | None, today: dt.date) -> None:
        """Show a clock as of a day."""
        self._clock = clock
        self._today = today
        self.setAccessibleName(clock_sentence(self._texts, clock))
        self.setVisible(clock is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of small text around a bar."""
        return QSize(self._theme.px(240), self._theme.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, its marks and its dates."""
        if self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        self._paint(painter, self._clock)
        painter.end()

    def _paint(self, painter: QPainter, clock: RegistrationClock) -> None:
        first = clock.start
        ends = [clock.nominal_due, self._today, clock.agency_due or clock.nominal_due]
        span = max((max(ends) - first).days, 1)
        inset = self._theme.px(10)
        width = self.width() - 2 * inset
        top, height = self._theme.px(22), self._theme.px(12)

        def x(day: dt.date) -> float:
            return inset + width * min(max((day - first).days, 0), span) / span

        color = self._theme.color
        tone = getattr(color, {"ink_2": "accent", "ink_3": "accent"}.get(*[clock_level(clock)] * 2))
        stop = clock.filed_on or self._today
        due = QRectF(inset, top, x(clock.nominal_due) - inset, height)
        painter.setPen(QPen(tone, 1))
        painter.setBrush(QBrush(color.accent_soft))
        painter.drawRoundedRect(due, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(tone))
        painter.drawRoundedRect(QRectF(inset, top, max(x(stop) - inset, 2), height), 2, 2)
        if clock.filed_on and clock.agency_due:
            self._paint_agency(
                painter, QRectF(x(clock.filed_on), top, 0, height), x(clock.agency_due)
            )
        self._paint_diamond(painter, x(clock.nominal_due), top + height / 2)
        self._paint_dates(painter, clock, x)

    def _paint_agency(self, painter: QPainter, start: QRectF, right: float) -> None:
        pen = QPen(self._theme.color.ink_2, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(start.left(), start.top(), right - start.left(), start.height()))

    def _paint_diamond(self, painter: QPainter, x: float, y: float) -> None:
        r = self._theme.px(6)
        painter.setPen(QPen(self._theme.color.ink, 1.5))
        painter.setBrush(QBrush(self._theme.color.surface))
        points = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
        painter.drawPolygon(QPolygonF(points))

    def _paint_dates(self, painter: QPainter, clock: RegistrationClock, x: object) -> None:
        painter.setPen(self._theme.color.ink_2)
        row = QRectF(0, 0, self.width(), self._theme.px(18))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, clock.start.isoformat())
        painter.drawText(row, Qt.AlignmentFlag.AlignRight, clock.nominal_due.isoformat())
        below = row.translated(0, self._theme.px(38))
        if clock.state is ClockState.FILED and clock.agency_due:
            words = self._texts("employers.clock.agency_until", day=clock.agency_due.isoformat())
        else:
            words = clock_sentence(self._texts, clock)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, words)
