"""Drawn pieces: boxes that stay empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import LABEL, LABEL_SUB, LEFT, MM, RULE, WIDTH
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import EmptyBoxes
    from kabao.documents.layout.pen import Pen
    from kabao.documents.layout.pieces import Piece


def empty_boxes(block: EmptyBoxes) -> Iterator[Piece]:
    """Set boxes for the hand."""
    yield BoxesPiece(block)


@dataclass(frozen=True, slots=True)
class BoxesPiece:
    """Boxes side by side with a label at the top and a line for the date at the foot."""

    block: EmptyBoxes
    before: float = 8.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """As asked for."""
        return self.block.height * MM

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A box is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the boxes."""
        gap = 4 * MM
        count = len(self.block.labels)
        breadth = (WIDTH - gap * (count - 1)) / count
        for number in range(count):
            x = LEFT + number * (breadth + gap)
            pen.box(x, y, (breadth, self.height), colour=RULE, width=0.7)
            with pen.tagged(Tag("P")):
                self._words(pen, number, (x, y), breadth)

    def _words(self, pen: Pen, number: int, corner: tuple[float, float], breadth: float) -> None:
        x, y = corner
        at = y + 5
        for line in caption_lines(self.block.labels[number], breadth - 14, LABEL, LABEL_SUB):
            pen.text(line.text, x + 7, at, line.style)
            at += line.style.leading
        if number < len(self.block.footers):
            foot = self.block.footers[number].main
            bottom = y + self.height - LABEL.leading - 4
            pen.text(foot, x, bottom, LABEL, align="right", room=breadth - 8)
