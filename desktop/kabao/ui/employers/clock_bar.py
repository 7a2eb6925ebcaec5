"""A drawing of one clock: what has passed, what is left, the end and where rest days move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.ui.employers.clock_paint import paint_clock, reached
from kabao.ui.employers.clock_words import clock_rule, clock_sentence

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QPaintEvent

    from kabao.domain.clocks import Clock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class ClockBar(QWidget):
    """Shows one clock on a line of its own, with its first and last day."""

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
        paint_clock(painter, bar, clock, self._today, line.x, self._theme)
        self._paint_dates(painter, line.x(clock.nominal_due))
        painter.end()

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
        last = max(clock.final_due, reached(clock, today))
        self._days = max((last - clock.start).days, 1)

    def x(self, day: dt.date) -> float:
        """Return the place of a day."""
        return self._left + self._width * max((day - self._start).days, 0) / self._days
