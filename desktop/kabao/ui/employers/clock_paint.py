"""How one clock is drawn wherever it is: what has passed, what is left, its end, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from kabao.domain.clocks import Bound
from kabao.ui.employers.clock_words import clock_tone

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from kabao.domain.clocks import Clock
    from kabao.ui.kit.theme import Theme

_ACCENTED = {"ink_2": "accent", "ok": "ok"}
"""A clock that needs no attention is drawn in the accent."""


def clock_color(clock: Clock, theme: Theme) -> QColor:
    """Return the colour in which a clock is drawn."""
    tone = clock_tone(clock)
    return theme.color.named(_ACCENTED.get(tone, tone))


def reached(clock: Clock, today: dt.date) -> dt.date:
    """Return the day up to which a clock has run."""
    return clock.done_on or (today if clock.state.is_open else clock.nominal_due)


def paint_clock(
    painter: QPainter,
    bar: QRectF,
    clock: Clock,
    today: dt.date,
    x: Callable[[dt.date], float],
    theme: Theme,
) -> None:
    """Draw a clock into the height of ``bar``; ``x`` is the place of a day.

    Dark has passed, light is left, a hollow diamond ends it, dashes lead on to a full one, the
    first working day. What runs past the end is hatched. A period of the office has dashes around.
    """
    tone = clock_color(clock, theme)
    start, due, stop = x(clock.start), x(clock.nominal_due), x(reached(clock, today))
    of_office = clock.rule.binds is Bound.OFFICE
    painter.setPen(dashes(tone) if of_office else QPen(tone, 1))
    painter.setBrush(QBrush(theme.color.surface if of_office else theme.color.accent_soft))
    painter.drawRoundedRect(_span(bar, start, due), 2, 2)
    painter.setPen(QPen(tone, 1))
    painter.setBrush(QBrush(tone))
    painter.drawRoundedRect(_span(bar, start, max(min(stop, due), start + 2)), 2, 2)
    if stop > due:
        painter.setBrush(QBrush(tone, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(_span(bar, due, stop))
    y, r = bar.center().y(), theme.px(6)
    if clock.final_due != clock.nominal_due:
        final = x(clock.final_due)
        painter.setPen(dashes(theme.color.ink_2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(_span(bar, due, final))
        paint_diamond(painter, final, y, r, theme, full=True)
    paint_diamond(painter, due, y, r, theme)


def paint_diamond(
    painter: QPainter, x: float, y: float, r: float, theme: Theme, *, full: bool = False
) -> None:
    """Draw the mark of a last day; full where rest days have moved it."""
    painter.setPen(QPen(theme.color.ink, 1.5))
    painter.setBrush(QBrush(theme.color.ink if full else theme.color.surface))
    points = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
    painter.drawPolygon(QPolygonF(points))


def dashes(tone: QColor) -> QPen:
    """Return the pen of what is not, or not yet, a period of one's own."""
    pen = QPen(tone, 1)
    pen.setDashPattern([3, 2])
    return pen


def _span(bar: QRectF, left: float, right: float) -> QRectF:
    return QRectF(left, bar.top(), right - left, bar.height())
