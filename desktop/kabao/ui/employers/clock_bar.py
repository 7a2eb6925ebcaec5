"""A drawing of one clock: what has passed, what is left, the end and where rest days move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.ui.employers.clock_words import clock_rule, clock_sentence, clock_tone

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QPaintEvent

    from kabao.domain.clocks import Clock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_ACCENTED = {"ink_2": "accent", "ok": "ok"}
"""A clock that needs no attention is drawn in the accent."""


class ClockBar(QWidget):
    """Dark has passed, light is left, a diamond ends it, dashes lead on to the first working day.

    What runs past the end is hatched.
    """

    def __init__(self, theme: Theme, texts: Texts, clock: Clock, today: dt.date) -> None:
        super().__init__()
        self._theme = theme
        self._clock = clock
        self._today = today
        self.setAccessibleName(clock_sentence(texts, clock))
        self.setToolTip(clock_rule(texts, clock))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """A row of dates over a bar."""
        return QSize(self._theme.px(240), self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, its marks and its dates."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        clock, inset = self._clock, self._theme.px(10)
        # The bar begins where the words above it do; its end leaves room for the diamond.
        line = TimeLine(clock, self._today, 0.5, self.width() - inset)
        bar = QRectF(0.5, self._theme.px(22), 0, self._theme.px(12))
        tone = clock_tone(clock)
        self._paint_spans(painter, bar, line, self._theme.color.named(_ACCENTED.get(tone, tone)))
        if clock.final_due != clock.nominal_due:
            self._paint_moved(painter, bar, line)
        self._paint_diamond(painter, line.x(clock.nominal_due), bar.center().y())
        self._paint_dates(painter, line.x(clock.nominal_due))
        painter.end()

    def _paint_spans(self, painter: QPainter, bar: QRectF, line: TimeLine, tone: QColor) -> None:
        due, stop = line.x(self._clock.nominal_due), line.x(line.reached)
        painter.setPen(QPen(tone, 1))
        painter.setBrush(QBrush(self._theme.color.accent_soft))
        painter.drawRoundedRect(_to(bar, due), 2, 2)
        painter.setBrush(QBrush(tone))
        painter.drawRoundedRect(_to(bar, max(min(stop, due), bar.left() + 2)), 2, 2)
        if stop > due:
            painter.setBrush(QBrush(tone, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(_to(QRectF(due, bar.top(), 0, bar.height()), stop))

    def _paint_moved(self, painter: QPainter, bar: QRectF, line: TimeLine) -> None:
        pen = QPen(self._theme.color.ink_2, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = QRectF(line.x(self._clock.nominal_due), bar.top(), 0, bar.height())
        painter.drawRect(_to(start, line.x(self._clock.final_due)))

    def _paint_diamond(self, painter: QPainter, x: float, y: float) -> None:
        r = self._theme.px(6)
        painter.setPen(QPen(self._theme.color.ink, 1.5))
        painter.setBrush(QBrush(self._theme.color.surface))
        points = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
        painter.drawPolygon(QPolygonF(points))

    def _paint_dates(self, painter: QPainter, due: float) -> None:
        painter.setPen(self._theme.color.ink_2)
        row = QRectF(0, 0, self.width(), self._theme.px(18))
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, self._clock.start.isoformat())
        words = self._clock.nominal_due.isoformat()
        width = painter.fontMetrics().horizontalAdvance(words)
        # The end of a short period must not run into its start.
        left = max(min(due - width / 2, self.width() - width), width * 1.2)
        painter.drawText(QRectF(left, 0, width + 1, row.height()), 0, words)


class TimeLine:
    """Where the days of one clock lie on a line of some pixels."""

    def __init__(self, clock: Clock, today: dt.date, left: float, width: float) -> None:
        self._start = clock.start
        self._left = left
        self._width = width
        self.reached = clock.done_on or (today if clock.state.is_open else clock.nominal_due)
        last = max(clock.final_due, self.reached)
        self._days = max((last - clock.start).days, 1)

    def x(self, day: dt.date) -> float:
        """Return the place of a day."""
        return self._left + self._width * max((day - self._start).days, 0) / self._days


def _to(rect: QRectF, right: float) -> QRectF:
    return QRectF(rect.left(), rect.top(), right - rect.left(), rect.height())
