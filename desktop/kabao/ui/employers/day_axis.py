"""The days that drawings of deadlines stand on: rest days shaded, weeks named, today marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtGui import QColor

    from kabao.domain.clocks import Clock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

AXIS = 32
"""Height of the dates above the rows."""
_BACK, _ONWARD, _BEYOND = 49, 56, 3
"""Days looked back and onward at most, and those left free after the last one."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a drawing."""

    first: dt.date
    last: dt.date

    def all(self) -> list[dt.date]:
        """Return every day."""
        count = (self.last - self.first).days + 1
        return [self.first + dt.timedelta(days=number) for number in range(count)]


def days_of(clocks: Iterable[Clock], today: dt.date) -> Days:
    """Return the days on which all clocks can be seen, from a Monday on, as far as is sensible."""
    known = list(clocks)
    first = min([today - dt.timedelta(days=_WEEK), *(item.start for item in known)])
    first = max(first, today - dt.timedelta(days=_BACK))
    last = max([today + dt.timedelta(days=2 * _WEEK), *(item.final_due for item in known)])
    last = min(last, today + dt.timedelta(days=_ONWARD)) + dt.timedelta(days=_BEYOND)
    return Days(first - dt.timedelta(days=first.weekday()), last)


def days_around(today: dt.date) -> list[dt.date]:
    """Return every day that a drawing can have as of a day."""
    first = today - dt.timedelta(days=_BACK + _WEEK)
    return Days(first, today + dt.timedelta(days=_ONWARD + _BEYOND)).all()


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days lie between two edges."""

    days: Days
    left: float
    width: float

    @property
    def step(self) -> float:
        """The width of one day."""
        return self.width / ((self.days.last - self.days.first).days + 1)

    def left_of(self, day: dt.date) -> float:
        """Return where a day begins."""
        return self.left + self.step * (day - self.days.first).days

    def x(self, day: dt.date) -> float:
        """Return the middle of a day."""
        return self.left_of(day) + self.step / 2


def rest_color(theme: Theme) -> QColor:
    """Return the ground of rest days; with high contrast, the one that is not black."""
    color = theme.color
    return color.sunken if color.sunken != color.surface else color.row_hover


def paint_rest_days(
    painter: QPainter, scale: Scale, rest: Collection[dt.date], area: QRectF, theme: Theme
) -> None:
    """Shade the days on which nobody works."""
    for day in rest:
        if scale.days.first <= day <= scale.days.last:
            # Whole pixels: two days beside each other show no seam.
            left = round(scale.left_of(day))
            wide = round(scale.left_of(day + dt.timedelta(days=1))) - left
            band = QRectF(left, area.top(), wide, area.height())
            painter.fillRect(band, rest_color(theme))


def paint_dates(
    painter: QPainter, scale: Scale, area: QRectF, today: dt.date, theme: Theme, texts: Texts
) -> None:
    """Name the weeks above ``area`` and draw the line of today down to its end."""
    px, color = theme.px, theme.color
    painter.setFont(theme.font("small"))
    metrics = painter.fontMetrics()
    words = texts("employers.axis.today", day=f"{today:%m-%d}")
    wide, high = metrics.horizontalAdvance(words) + px(12), metrics.height() + px(4)
    middle = scale.x(today)
    right = scale.left + scale.width
    left = min(max(middle - wide / 2, scale.left), right - wide)
    flag = QRectF(left, area.top() - px(AXIS), wide, high)
    for day, box in _weeks(scale, metrics.horizontalAdvance("00-00"), px(12)):
        x = scale.left_of(day)
        painter.setPen(QPen(color.hairline_strong, 1))
        painter.drawLine(QPointF(x, area.top() - px(4)), QPointF(x, area.top()))
        line = QRectF(x, flag.top(), box, flag.height())
        if not line.intersects(flag.adjusted(-px(6), 0, px(6), 0)) and line.right() <= right:
            painter.setPen(color.ink_2)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, f"{day:%m-%d}")
    painter.setPen(QPen(color.ink, 1))
    painter.drawLine(QPointF(middle, flag.bottom()), QPointF(middle, area.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color.ink)
    painter.drawRoundedRect(flag, px(4), px(4))
    painter.setPen(color.surface)
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)


def _weeks(scale: Scale, wide: int, gap: int) -> list[tuple[dt.date, int]]:
    """Return the Mondays that have room for their date, and its width."""
    apart = _WEEK
    while apart * scale.step < wide + gap:
        apart += _WEEK
    mondays = [day for day in scale.days.all() if not day.weekday()]
    return [(day, wide + 1) for day in mondays[:: apart // _WEEK]]
