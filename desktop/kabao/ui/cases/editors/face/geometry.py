"""Where things are drawn: from millimetres of a side to pixels of the canvas and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize

if TYPE_CHECKING:
    from kabao.domain.faces import Box, FaceRules

SIDES = ("emblem", "photo")


@dataclass(frozen=True, slots=True)
class Geometry:
    """Both sides below one another, in one column or two; lengths in pixels."""

    rules: FaceRules
    scale: float
    """Pixels per millimetre."""
    ruler: float
    title: float
    gap: float
    columns: int = 1
    """Two while an earlier face stands beside, at the left."""

    def left(self, column: int = -1) -> float:
        """Return the left edge of the card in a column; the last one is that being designed."""
        number = self.columns - 1 if column < 0 else column
        return self.ruler + number * (self.rules.width * self.scale + self.ruler + self.gap)

    def top(self, side: str) -> float:
        """Return the upper edge of a side."""
        head = self.title + self.ruler
        return head + SIDES.index(side) * (self.rules.height * self.scale + self.gap + head)

    def size(self) -> QSize:
        """Return the size of the whole drawing."""
        width = self.left() + self.rules.width * self.scale + self.gap
        return QSize(
            round(width), round(self.top(SIDES[1]) + self.rules.height * self.scale + self.gap)
        )

    def area(self, side: str, box: Box, column: int = -1) -> QRectF:
        """Return a box of a side in pixels."""
        left, top = self.left(column), self.top(side)
        return QRectF(
            left + box.left * self.scale,
            top + box.top * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )

    def way(self, start: QPointF, end: QPointF) -> tuple[float, float]:
        """Return a way in millimetres to the right and down."""
        return (end.x() - start.x()) / self.scale, (end.y() - start.y()) / self.scale

    @property
    def card(self) -> Box:
        """The whole side in millimetres."""
        return self.rules.card


def width_scale(rules: FaceRules, width: float, ruler: float, gap: float, columns: int) -> float:
    """Return the scale at which the drawing fits a width in pixels."""
    free = width - columns * (ruler + gap)
    return free / (rules.width * columns)
