"""Clocks under each other on one calendar: rest days shaded, today a line through all of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from kabao.ui.employers.clock_paint import paint_clock, paint_diamond
from kabao.ui.employers.clock_words import clock_rule, clock_tone
from kabao.ui.employers.day_axis import AXIS, Scale, days_of, paint_dates, paint_rest_days

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QPaintEvent

    from kabao.texts import Texts
    from kabao.ui.employers.clock_rows import ClockRow
    from kabao.ui.kit.theme import Theme

_ROW, _BAR, _GAP = 44, 12, 12
_NAMES, _STANDING = 0.34, 0.24
"""Shares of the width at most: whose clock it is, and how it stands."""


class ClockCalendar(QLabel):
    """Emits ``chosen`` with the place of the row pressed; Up and Down choose one, Enter follows.

    A label, so that a screen reader reads its name as text.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._rows: tuple[ClockRow, ...] = ()
        self._rest: frozenset[dt.date] = frozenset()
        self._today = dt.date.min
        self._current, self._under = 0, -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_rows(
        self, rows: Sequence[ClockRow], rest: Collection[dt.date], today: dt.date
    ) -> None:
        """Show other clocks; days of rest outside of what is shown are left out."""
        self._rows, self._rest, self._today = tuple(rows), frozenset(rest), today
        self._current, self._under = 0, -1
        self.setAccessibleName("; ".join(row.told(self._texts) for row in rows))
        self._tell()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Dates over as many rows as there are."""
        high = AXIS + _ROW * len(self._rows)
        return QSize(self._theme.px(420), self._theme.px(high))

    def minimumSizeHint(self) -> QSize:
        """As high, and as narrow as a drawing can still be read."""
        return QSize(self._theme.px(280), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, then row by row."""
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, scale = self._theme, self._scale(painter)
        area = QRectF(scale.left, theme.px(AXIS), scale.width, self._box(len(self._rows)).top())
        area.setBottom(self._box(len(self._rows)).top())
        if 0 <= self._under < len(self._rows):
            painter.fillRect(self._box(self._under), theme.color.row_hover)
        paint_rest_days(painter, scale, self._rest, area, theme)
        for number, row in enumerate(self._rows):
            self._paint_words(painter, row, self._box(number), scale)
            painter.setClipRect(area)
            self._paint_row(painter, row, self._box(number), scale)
            painter.setClipping(False)
        paint_dates(painter, scale, area, self._today, theme, self._texts)
        if self.hasFocus():
            # Above and below: the names stand on the edge of the page.
            box = self._box(self._current).adjusted(0, 1, 0, -1)
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), theme.color.accent)
            painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), -2), theme.color.accent)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose a row, Enter or Space follows it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and 0 <= self._current + steps[key] < len(self._rows):
            self._current += steps[key]
            self._tell()
        elif self._rows and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._rows[self._current].place)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer; its tooltip says it whole, and its article."""
        self._hover(self._at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tint no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the row pressed."""
        number = self._at(event.position().y())
        if number >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._current = number
            self._tell()
            self.chosen.emit(self._rows[number].place)

    def _scale(self, painter: QPainter) -> Scale:
        px, gap = self._theme.px, self._theme.px(_GAP)
        left = min(self.width() * _NAMES, px(220)) + gap
        painter.setFont(self._theme.font("section"))
        widest = max(painter.fontMetrics().horizontalAdvance(row.standing) for row in self._rows)
        right = self.width() - min(widest + 1, self.width() * _STANDING) - gap
        days = days_of((row.clock for row in self._rows), self._today)
        return Scale(days, left, right - left)

    def _paint_words(self, painter: QPainter, row: ClockRow, box: QRectF, scale: Scale) -> None:
        """Write whose clock it is and what for at its left, and how it stands at its right."""
        theme, tone = self._theme, clock_tone(row.clock)
        role = "section" if tone == "error" else "body"
        line, gap = theme.px(20), theme.px(_GAP)
        right = scale.left + scale.width + gap
        left_box = QRectF(0, box.center().y() - line, scale.left - gap, line)
        right_box = QRectF(right, left_box.top(), self.width() - right, line)
        for column, first, second, color in (
            (left_box, row.name, row.title, "ink"),
            (right_box, row.standing, row.clock.nominal_due.isoformat(), tone),
        ):
            self._write(painter, column, first, role, color)
            self._write(painter, column.translated(0, line - theme.px(2)), second, "small", "ink_2")

    def _write(self, painter: QPainter, box: QRectF, words: str, role: str, tone: str) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.color.named(tone))
        cut = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(words, cut, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_row(self, painter: QPainter, row: ClockRow, box: QRectF, scale: Scale) -> None:
        px = self._theme.px
        bar = QRectF(0, box.center().y() - px(_BAR) / 2, 0, px(_BAR))
        for day in row.others:
            paint_diamond(painter, scale.x(day), bar.center().y(), px(4), self._theme)
        paint_clock(painter, bar, row.clock, self._today, scale.x, self._theme)

    def _box(self, number: int) -> QRectF:
        px = self._theme.px
        return QRectF(0, px(AXIS) + number * px(_ROW), self.width(), px(_ROW))

    def _at(self, y: float) -> int:
        number = int((y - self._theme.px(AXIS)) // self._theme.px(_ROW))
        return number if 0 <= number < len(self._rows) else -1

    def _hover(self, number: int) -> None:
        if number == self._under:
            return
        self._under = number
        row = self._rows[number] if number >= 0 else None
        lines = (row.told(self._texts), clock_rule(self._texts, row.clock)) if row else ()
        self.setToolTip("\n".join(lines))
        self.update()

    def _tell(self) -> None:
        """Say the chosen row to who does not see it."""
        told = self._rows[self._current].told(self._texts) if self._rows else ""
        self.setAccessibleDescription(told)
        self.update()
