"""Rulers in millimetres beside the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from kabao.ui.cases.editors.face.geometry import Geometry
    from kabao.ui.kit.theme import Theme

_AWAY = 3


def paint_rulers(painter: QPainter, space: Geometry, place: tuple[str, int], theme: Theme) -> None:
    """Draw both rulers of a side in a column."""
    side, column = place
    scale, left, top = space.scale, space.left(column), space.top(side)
    painter.setPen(QPen(theme.color.ink_3, 1))
    font = theme.font("small")
    font.setPixelSize(theme.px(9))
    painter.setFont(font)
    lines = []
    for mark in range(int(space.rules.width) + 1):
        x = left + mark * scale
        lines.append(QLineF(x, top - _AWAY - _length(mark), x, top - _AWAY))
        if mark % 10 == 0:
            painter.drawText(QPointF(x + 2, top - _AWAY - theme.px(8)), str(mark))
    for mark in range(int(space.rules.height) + 1):
        y = top + mark * scale
        lines.append(QLineF(left - _AWAY - _length(mark), y, left - _AWAY, y))
        if mark and mark % 10 == 0:
            painter.drawText(QPointF(left - space.ruler, y - 2), str(mark))
    painter.drawLines(lines)


def _length(mark: int) -> int:
    return 8 if mark % 10 == 0 else 5 if mark % 5 == 0 else 3
