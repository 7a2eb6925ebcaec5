"""A drawing of one clock: elapsed and left of the 30 days, then the agency's 15."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.ui.employers.clock_words import clock_level, clock_sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.deadlines import RegistrationClock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


TONES = {"ink_2": "accent", "ink_3": "accent"}
"""A clock that needs no attention is drawn in the accent."""


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
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of small text around a bar."""
        rows = 56 if self._clock is not None and self._clock.agency_due else 40
        return QSize(self._theme.px(240), self._theme.px(rows))

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
        inset = self._theme.px(10)
        line = TimeLine(clock, self._today, inset, self.width() - 2 * inset)
        bar = QRectF(inset, self._theme.px(22), 0, self._theme.px(12))
        color = self._theme.color
        tone: QColor = getattr(color, TONES.get(clock_level(clock), clock_level(clock)))
        due, stop = line.x(clock.nominal_due), line.x(clock.filed_on or self._today)
        painter.setPen(QPen(tone, 1))
        painter.setBrush(QBrush(color.accent_soft))
        painter.drawRoundedRect(_to(bar, due), 2, 2)
        painter.setBrush(QBrush(tone))
        painter.drawRoundedRect(_to(bar, max(min(stop, due), inset + 2)), 2, 2)
        if stop > due:
            painter.setBrush(QBrush(tone, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(_to(QRectF(due, bar.top(), 0, bar.height()), stop))
        if clock.filed_on and clock.agency_due:
            self._paint_agency(painter, QRectF(stop, bar.top(), 0, bar.height()), line)
        self._paint_diamond(painter, due, bar.center().y())
        self._paint_dates(painter, clock, due)

    def _paint_agency(self, painter: QPainter, start: QRectF, line: TimeLine) -> None:
        pen = QPen(self._theme.color.ink_2, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_to(start, line.x(line.clock.agency_due or line.clock.nominal_due)))

    def _paint_diamond(self, painter: QPainter, x: float, y: float) -> None:
        r = self._theme.px(6)
        painter.setPen(QPen(self._theme.color.ink, 1.5))
        painter.setBrush(QBrush(self._theme.color.surface))
        points = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
        painter.drawPolygon(QPolygonF(points))

    def _paint_dates(self, painter: QPainter, clock: RegistrationClock, due: float) -> None:
        painter.setPen(self._theme.color.ink_2)
        row = QRectF(0, 0, self.width(), self._theme.px(18))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, clock.start.isoformat())
        words = clock.nominal_due.isoformat()
        width = painter.fontMetrics().horizontalAdvance(words)
        left = min(due - width / 2, self.width() - width)
        painter.drawText(QRectF(left, 0, width + 1, row.height()), 0, words)
        if clock.agency_due:
            day = clock.agency_due.isoformat()
            below = row.translated(0, self._theme.px(38))
            agency = self._texts("employers.clock.agency_until", day=day)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, agency)


class TimeLine:
    """Where the days of one clock lie on a line of some pixels."""

    def __init__(self, clock: RegistrationClock, today: dt.date, left: float, width: float) -> None:
        self.clock = clock
        self._left = left
        self._width = width
        last = max(clock.nominal_due, today, clock.agency_due or clock.nominal_due)
        self._days = max((last - clock.start).days, 1)

    def x(self, day: dt.date) -> float:
        """Return the place of a day."""
        return self._left + self._width * max((day - self.clock.start).days, 0) / self._days


def _to(rect: QRectF, right: float) -> QRectF:
    return QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
