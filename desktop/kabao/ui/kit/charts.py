"""What is drawn from counts: the stacked bar with its swatches, and bars of completeness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from kabao.ui.kit.theme import Theme

_SMALLEST = 5
_TILE = 5
_PALE = frozenset({"state_active_1", "state_not_collected"})
"""Fills that stand out from the ground by less than 3 to 1: a line around them does."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked bar; the pattern says what the colour says once more."""

    key: str
    label: str
    count: int
    tone: str
    pattern: str = "none"
    """``none``, ``dots``, ``stripes`` or ``back_stripes``."""


def paint_segment(painter: QPainter, rect: QRectF, segment: Segment, theme: Theme) -> None:
    """Fill a rectangle with colour and pattern of a segment."""
    color = theme.color.named(segment.tone)
    if segment.pattern == "none":
        painter.fillRect(rect, color)
        if segment.tone in _PALE:
            painter.setPen(QPen(theme.color.field_border, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    painter.fillRect(rect, theme.color.surface)
    painter.save()
    painter.setClipRect(rect)
    painter.drawTiledPixmap(rect, _tile(segment, theme))
    painter.restore()


def _tile(segment: Segment, theme: Theme) -> QPixmap:
    def draw(pixmap: QPixmap) -> None:
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.named(segment.tone), 1.6))
        if segment.pattern == "dots":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.named(segment.tone))
            painter.drawEllipse(QRectF(1.5, 1.5, 1.8, 1.8))
        else:
            sign = 1 if segment.pattern == "back_stripes" else -1
            middle = _TILE / 2
            for shift in (-_TILE, 0, _TILE):
                painter.drawLine(
                    QRectF(shift, middle - sign * middle, 0, 0).topLeft(),
                    QRectF(shift + _TILE, middle + sign * middle, 0, 0).topLeft(),
                )
        painter.end()

    key = ("tile", segment.tone, segment.pattern, theme.name)
    return theme.picture(key, _TILE, 1.0, draw)


class StackedBar(QLabel):
    """One bar whose segments are shares of a sum; each at least 5 px wide.

    A label, so that a screen reader reads its name as text.
    """

    segment_clicked = Signal(str)

    def __init__(self, theme: Theme, height: int = 28) -> None:
        super().__init__()
        self._theme = theme
        self._height = height
        self._segments: tuple[Segment, ...] = ()
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show other shares."""
        self._segments = tuple(segments)
        self._current = 0
        self.setAccessibleName(", ".join(f"{item.label} {item.count:,}" for item in segments))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right choose a segment, Enter or Space follows it."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        chosen = self._chosen()
        if chosen is not None and key in steps:
            last = len(self.spans()) - 1
            self._current = min(max(self._current + steps[key], 0), last)
            self._tell()
        elif chosen is not None and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.segment_clicked.emit(chosen.key)
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Segment | None:
        spans = self.spans()
        return spans[min(self._current, len(spans) - 1)][0] if spans else None

    def _tell(self) -> None:
        """Say the chosen segment to who does not see it."""
        chosen = self._chosen()
        self.setAccessibleDescription(f"{chosen.label} {chosen.count:,}" if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it was made."""
        return QSize(self._theme.px(120), self._theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the segments with 1 px between them."""
        del event
        painter = QPainter(self)
        spans = self.spans()
        if not spans:
            painter.fillRect(self.rect(), self._theme.color.sunken)
        for segment, left, width in spans:
            rect = QRectF(left, 0, max(width - 1, 1), self.height())
            paint_segment(painter, rect, segment, self._theme)
            if self.hasFocus() and segment is self._chosen():
                painter.setPen(QPen(self._theme.color.ink, 3))
                painter.drawRect(rect.adjusted(1.5, 1.5, -1.5, -1.5))

    def spans(self) -> list[tuple[Segment, float, float]]:
        """Return every segment that counts, with its left edge and width."""
        shown = [item for item in self._segments if item.count > 0]
        total = sum(item.count for item in shown)
        widths = [max(self.width() * item.count / total, _SMALLEST) for item in shown]
        excess = sum(widths) - self.width()
        roomy = sum(width for width in widths if width > 2 * _SMALLEST)
        spans, left = [], 0.0
        for segment, wanted in zip(shown, widths, strict=True):
            width = wanted
            if wanted > 2 * _SMALLEST and roomy:
                width = wanted - excess * wanted / roomy
            spans.append((segment, left, width))
            left += width
        return spans

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the segment under the pointer."""
        segment = self._segment_at(event.position().x())
        text = f"{segment.label} {segment.count:,}" if segment else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report a click on a segment."""
        segment = self._segment_at(event.position().x())
        if segment is not None:
            self.segment_clicked.emit(segment.key)

    def _segment_at(self, x: float) -> Segment | None:
        for segment, left, width in self.spans():
            if left <= x < left + width:
                return segment
        return None


class Swatch(QWidget):
    """The fill of one segment as a small square, for the table below the bar."""

    def __init__(self, theme: Theme, segment: Segment) -> None:
        super().__init__()
        self._theme = theme
        self._segment = segment
        side = theme.px(16)
        self.setFixedSize(side, side)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square with a hairline around it."""
        del event
        painter = QPainter(self)
        rect = self.rect().toRectF()
        paint_segment(painter, rect, self._segment, self._theme)
        painter.setPen(QPen(self._theme.color.hairline_strong, 1))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


class CompletenessBar(QWidget):
    """A bar of 4 px by 40 px: ink while something is missing, green when complete."""

    def __init__(self, theme: Theme, done: int = 0, total: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._done, self._total = done, total
        self.setFixedSize(theme.px(40), theme.px(4))
        theme.changed.connect(self._fit)

    def set_share(self, done: int, total: int) -> None:
        """Show how much is there; a total of 0 means that nothing is asked for."""
        self._done, self._total = done, total
        self.setAccessibleName(f"{done} / {total}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        paint_completeness(
            QPainter(self), self.rect().toRectF(), (self._done, self._total), self._theme
        )

    def _fit(self) -> None:
        self.setFixedSize(self._theme.px(40), self._theme.px(4))


def paint_completeness(
    painter: QPainter, rect: QRectF, share: tuple[int, int], theme: Theme
) -> None:
    """Draw a bar of completeness, for delegates."""
    done, total = share
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.hairline)
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    part = 1.0 if total <= 0 else min(done / total, 1.0)
    painter.setBrush(theme.color.ok if part >= 1 else theme.color.ink_2)
    if part > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * part, rect.height()))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()
