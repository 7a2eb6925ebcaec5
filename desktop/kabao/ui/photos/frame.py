"""The frame of the rules over a picture: edges, head, line of the eyes, where the hair begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kabao.domain.photos import PhotoRules
    from kabao.ui.kit.theme import Theme

_SHADE = 150
_HANDLE = 8
_EDGE = 160


def paint_frame(
    painter: QPainter, place: QRectF, frame: QRectF, rules: PhotoRules, theme: Theme
) -> None:
    """Shade what is cut off and draw the frame with the head that the rules expect."""
    outside = QPainterPath()
    outside.addRect(place)
    inside = QPainterPath()
    inside.addRect(frame)
    painter.fillPath(outside - inside, _veil(theme, _SHADE))
    scale = frame.width() / rules.width
    head = _head(frame, rules, scale)
    floor = frame.bottom() - rules.face.eyes_floor * scale
    left, right = (frame.left() + edge * scale for edge in rules.face.eyes_middle)
    eyes = frame.top() + rules.face.eyes_down * scale
    # White with a dark edge is seen on every photograph.
    for pen in (QPen(_veil(theme, _EDGE), 3), QPen(theme.color.paper, 1)):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawRect(frame)
        painter.drawEllipse(head)
        dashed = QPen(pen)
        dashed.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(dashed)
        painter.drawLine(QPointF(frame.left(), floor), QPointF(frame.right(), floor))
        for x in (left, right):
            painter.drawLine(QPointF(x, eyes - 14 * scale), QPointF(x, eyes + 14 * scale))
        for hair in rules.face.hair:
            y = frame.top() + hair * scale
            painter.drawLine(QPointF(head.left(), y), QPointF(head.right(), y))
    _handles(painter, frame, theme)


def _veil(theme: Theme, strength: int) -> QColor:
    colour = QColor(theme.color.paper_ink)
    colour.setAlpha(strength)
    return colour


def _head(frame: QRectF, rules: PhotoRules, scale: float) -> QRectF:
    width = rules.face.width * scale
    top = frame.top() + sum(rules.face.hair) / 2 * scale
    return QRectF(frame.center().x() - width / 2, top, width, rules.face.head_high * scale)


def _handles(painter: QPainter, frame: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.color.paper, 1))
    painter.setBrush(theme.color.accent)
    size = theme.px(_HANDLE)
    for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
        painter.drawRect(QRectF(corner.x() - size / 2, corner.y() - size / 2, size, size))
