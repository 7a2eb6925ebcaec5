"""The next weeks as a drawing: a column of dots on each day something is due."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kabao.domain.clocks import Urgency
from kabao.ui.employers.clock_words import TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

DAYS = 42
"""Days shown, today being the first."""
_LATE_SHARE = 3
"""Room for what is late, in days."""
_MOST = 4
"""Dots on one day before a number takes their place."""
_WEEK = 7


class DueLine(QWidget):
    """Shows what is due on which of the next days; a click tells the day, ``None`` for late."""

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._today = dt.date.min
        self._due: Counter[dt.date] = Counter()
        self._late = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.updateGeometry)

    def set_deadlines(self, deadlines: Sequence[Deadline], today: dt.date) -> None:
        """Show open clocks as of a day."""
        clocks = [item.clock for item in deadlines]
        self._today = today
        self._late = sum(clock.urgency is Urgency.LATE for clock in clocks)
        self._due = Counter(clock.nominal_due for clock in clocks if clock.days_left >= 0)
        soon = sum(count for day, count in self._due.items() if self._column(day) < DAYS)
        self.setAccessibleName(
            self._texts("employers.deadlines.line", late=self._late, soon=soon, days=DAYS)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Dots over a line with dates."""
        return QSize(self._theme.px(480), self._theme.px(84))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, its weeks, and the dots of each day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        ground = self.height() - self._theme.px(24)
        self._paint_axis(painter, ground)
        for day, count in self._due.items():
            if self._column(day) < DAYS:
                self._paint_dots(
                    painter, self._x(self._column(day)), ground, count, self._tone(day)
                )
        if self._late:
            left = self._theme.px(8) + self._step * _LATE_SHARE / 2
            self._paint_dots(painter, left, ground, self._late, TONES[Urgency.LATE])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell the day under the pointer, if anything is due on it."""
        column = self._at(event.position().x())
        if column < 0:
            if self._late:
                self.day_chosen.emit(None)
            return
        day = self._today + dt.timedelta(days=column)
        if self._due[day]:
            self.day_chosen.emit(day)

    def event(self, event: QEvent) -> bool:
        """Say what is due under the pointer."""
        if isinstance(event, QHelpEvent):
            column = self._at(event.pos().x())
            day = self._today + dt.timedelta(days=max(column, 0))
            count = self._late if column < 0 else self._due[day]
            words = self._texts("employers.deadlines.on_day", day=day, count=count)
            late = self._texts("employers.deadlines.late_count", count=count)
            QToolTip.showText(event.globalPos(), late if column < 0 else words, self)
            return True
        return super().event(event)

    @property
    def _step(self) -> float:
        return (self.width() - 2 * self._theme.px(8)) / (DAYS + _LATE_SHARE)

    def _column(self, day: dt.date) -> int:
        return (day - self._today).days

    def _x(self, column: float) -> float:
        return self._theme.px(8) + self._step * (_LATE_SHARE + column + 0.5)

    def _at(self, x: float) -> int:
        column = int((x - self._theme.px(8)) / self._step - _LATE_SHARE + 1000) - 1000
        return min(max(column, -1), DAYS - 1)

    def _tone(self, day: dt.date) -> str:
        left = self._column(day)
        if left <= 3:
            return TONES[Urgency.URGENT]
        return TONES[Urgency.SOON] if left <= 10 else "accent"

    def _paint_axis(self, painter: QPainter, ground: float) -> None:
        color, px = self._theme.color, self._theme.px
        start = self._x(-0.5)
        painter.setPen(QPen(color.hairline_strong, 1))
        painter.drawLine(QPointF(px(8), ground), QPointF(self.width() - px(8), ground))
        painter.setPen(QPen(color.ink_3, 1))
        painter.drawLine(QPointF(start, px(4)), QPointF(start, ground + px(4)))
        words = self._texts("employers.deadlines.late")
        box = QRectF(px(8), ground + px(4), start - px(8), px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, words)
        for column in range(0, DAYS, _WEEK):
            x = self._x(column)
            day = self._today + dt.timedelta(days=column)
            words = self._texts("employers.deadlines.today") if column == 0 else f"{day:%m-%d}"
            painter.drawLine(QPointF(x, ground), QPointF(x, ground + px(4)))
            painter.drawText(QPointF(max(x - px(14), start + px(2)), ground + px(18)), words)

    def _paint_dots(
        self, painter: QPainter, x: float, ground: float, count: int, tone: str
    ) -> None:
        px, color = self._theme.px, self._theme.color.named(tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = min(px(4), self._step * 0.42)
        for place in range(min(count, _MOST)):
            painter.drawEllipse(QPointF(x, ground - px(8) - place * px(10)), radius, radius)
        if count > _MOST:
            painter.setPen(color)
            box = QRectF(x - px(20), ground - px(8) - _MOST * px(10) - px(10), px(40), px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(count))
