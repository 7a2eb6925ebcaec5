"""The weeks around today as a drawing: a column of dots on each day something is due."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.domain.clocks import Urgency
from kabao.domain.deadlines import SOON_DAYS, URGENT_DAYS
from kabao.ui.employers.clock_words import TONES
from kabao.ui.employers.day_axis import AXIS, Days, Scale, paint_dates, paint_rest_days

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

DAYS = 42
"""Days shown, today being the first."""
PAST = 14
"""Days shown before today; what is late for longer stands on the first of them."""
_MOST = 4
"""Dots on one day before a number takes their place."""


class DueLine(QWidget):
    """Shows what is due on which day; a click tells the day, ``None`` for what is late for long."""

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._today = dt.date.min
        self._due: Counter[dt.date] = Counter()
        self._rest: frozenset[dt.date] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def set_deadlines(
        self, deadlines: Sequence[Deadline], today: dt.date, rest: Collection[dt.date] = ()
    ) -> None:
        """Show open clocks as of a day; days of ``rest`` are shaded."""
        clocks = [item.clock for item in deadlines]
        self._today, self._rest = today, frozenset(rest)
        late = sum(clock.urgency is Urgency.LATE for clock in clocks)
        self._due = Counter(max(clock.nominal_due, self._first) for clock in clocks)
        soon = sum(count for day, count in self._due.items() if 0 <= self._column(day) < DAYS)
        self.setAccessibleName(
            self._texts("employers.deadlines.line", late=late, soon=soon, days=DAYS)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Dots under a line of dates."""
        return QSize(self._theme.px(480), self._theme.px(AXIS + 64))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, their weeks, and the dots of each day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, scale = self._theme, self._scale
        area = QRectF(scale.left, theme.px(AXIS), scale.width, self.height() - theme.px(AXIS))
        ground = area.bottom() - 0.5
        paint_rest_days(painter, scale, self._rest, area, theme)
        painter.setPen(QPen(theme.color.hairline_strong, 1))
        painter.drawLine(QPointF(area.left(), ground), QPointF(area.right(), ground))
        paint_dates(painter, scale, area, self._today, theme, self._texts)
        for day, count in self._due.items():
            if self._column(day) < DAYS:
                self._paint_dots(painter, scale.x(day), ground, count, self._tone(day))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell the day under the pointer, if anything is due on it."""
        day = self._at(event.position().x())
        if self._due[day]:
            self.day_chosen.emit(None if day == self._first else day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is due under the pointer."""
        day = self._at(event.position().x())
        key = "late_count" if day == self._first else "on_day"
        words = self._texts(f"employers.deadlines.{key}", day=day, count=self._due[day])
        self.setToolTip(words)

    @property
    def _first(self) -> dt.date:
        return self._today - dt.timedelta(days=PAST) if self._today > dt.date.min else self._today

    @property
    def _scale(self) -> Scale:
        last = self._first + dt.timedelta(days=PAST + DAYS - 1)
        return Scale(Days(self._first, last), 0, self.width())

    def _column(self, day: dt.date) -> int:
        return (day - self._today).days

    def _at(self, x: float) -> dt.date:
        column = int(x / self._scale.step)
        return self._first + dt.timedelta(days=min(max(column, 0), PAST + DAYS - 1))

    def _tone(self, day: dt.date) -> str:
        left = self._column(day)
        if left <= URGENT_DAYS:
            return TONES[Urgency.URGENT]
        return TONES[Urgency.SOON] if left <= SOON_DAYS else "accent"

    def _paint_dots(
        self, painter: QPainter, x: float, ground: float, count: int, tone: str
    ) -> None:
        px, color = self._theme.px, self._theme.color.named(tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = min(px(4), self._scale.step * 0.42)
        for place in range(min(count, _MOST)):
            painter.drawEllipse(QPointF(x, ground - px(8) - place * px(10)), radius, radius)
        if count > _MOST:
            painter.setPen(color)
            box = QRectF(x - px(20), ground - px(8) - _MOST * px(10) - px(10), px(40), px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(count))
