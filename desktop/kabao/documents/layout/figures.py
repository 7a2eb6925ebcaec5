"""Drawn pieces: the card at 1:1 and boxes that stay empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import width
from kabao.documents.layout.pieces import Line, Piece
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    CAPTION,
    INK,
    LABEL,
    LABEL_SUB,
    LEFT,
    MM,
    NOTE,
    QUIET,
    RULE,
    SPECIMEN,
    SUB,
    WIDTH,
    TextStyle,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import CardFigure, EmptyBoxes
    from kabao.documents.layout.pen import Pen
    from kabao.domain.faces import FaceElement, PlacedElement

_CARD_X = LEFT + 7 * MM
_TRIM_GAP = 1.5 * MM
_TRIM = 4.5 * MM


def card_figure(block: CardFigure) -> Iterator[Piece]:
    """Set one side of the card."""
    yield CardPiece(block)


@dataclass(frozen=True, slots=True)
class CardPiece:
    """One side of the card at 1:1 with its title and notes at the right."""

    block: CardFigure
    before: float = 10.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """The card and its trim marks."""
        return max(self.block.height * MM + 2 * (_TRIM_GAP + _TRIM), self._text_height())

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A card is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw SPECIMEN, elements, edge and trim marks, then the texts beside the card."""
        block = self.block
        top = y + _TRIM_GAP + _TRIM
        size = (block.width * MM, block.height * MM)
        _specimen(pen, block.specimen, (_CARD_X + size[0] / 2, top + size[1] / 2))
        for element in block.elements:
            _draw_element(pen, element, top, block.language)
        pen.box(_CARD_X, top, size, colour=INK, width=0.35, radius=block.radius * MM)
        _trim_marks(pen, top, size)
        self._beside(pen, top)

    def _lines(self) -> list[Line]:
        room = LEFT + WIDTH - self._text_x()
        size = f"{self.block.width:.2f} × {self.block.height:.2f} mm　1:1"
        lines = caption_lines(self.block.title, room, CAPTION, SUB)
        lines.append(Line(size, NOTE))
        return lines + caption_lines(self.block.note, room, NOTE, SUB)

    def _text_x(self) -> float:
        return _CARD_X + self.block.width * MM + _TRIM + _TRIM_GAP + 3 * MM

    def _text_height(self) -> float:
        return sum([line.style.leading for line in self._lines()]) + _TRIM + _TRIM_GAP + 36

    def _beside(self, pen: Pen, y: float) -> None:
        x = self._text_x()
        for line in self._lines():
            pen.text(line.text, x, y, line.style)
            y += line.style.leading
        y += 16
        end = x + 50 * MM
        pen.rule(x, y, end, y, colour=INK, width=0.6)
        for tick in range(6):
            at = x + tick * 10 * MM
            pen.rule(at, y - (4 if tick in {0, 5} else 2.5), at, y, colour=INK, width=0.6)
        pen.text("50 mm", x, y + 1.5, LABEL_SUB)


def _trim_marks(pen: Pen, top: float, size: tuple[float, float]) -> None:
    across, down = size
    for x, outward in ((_CARD_X, -1), (_CARD_X + across, 1)):
        for y, upward in ((top, -1), (top + down, 1)):
            near, far = _TRIM_GAP, _TRIM_GAP + _TRIM
            pen.rule(x + outward * near, y, x + outward * far, y, width=0.25)
            pen.rule(x, y + upward * near, x, y + upward * far, width=0.25)


def _specimen(pen: Pen, words: str, centre: tuple[float, float]) -> None:
    pen.canvas.saveState()
    x, y = centre
    pen.turn(x, y, 24)
    pen.faint(words, 0, 0, 25, SPECIMEN)
    pen.canvas.restoreState()


def _draw_element(
    pen: Pen, element: PlacedElement | FaceElement, top: float, language: str
) -> None:
    x, y = _CARD_X + element.box.left * MM, top + element.box.top * MM
    size = (element.box.width * MM, element.box.height * MM)
    if element.kind == "text" and element.text:
        _draw_text(pen, element, (x, y), size)
        return
    pen.dashes((2, 1.6))
    pen.box(x, y, size, colour=QUIET, width=0.4, radius=1.0)
    pen.dashes()
    if element.direction:
        _arrow(pen, element.direction, (x, y), size)
        return
    name = element.name.zh if language == "zh" else element.name.en
    fitted = max(3.5, min(6.0, 6.0 * (size[0] - 2) / max(1.0, width(name, 6.0)), size[1] * 0.8))
    style = TextStyle(fitted, size[1], colour=QUIET)
    pen.text(name, x, y, style, align="center", room=size[0])


def _arrow(pen: Pen, direction: str, at: tuple[float, float], size: tuple[float, float]) -> None:
    x, y = at
    half = min(size[0], size[1] / 2) * 0.35
    middle = (x + size[0] / 2, y + size[1] / 2)
    tip = half if direction == "right" else -half
    corners = [
        (middle[0] - tip, middle[1] - half),
        (middle[0] + tip, middle[1]),
        (middle[0] - tip, middle[1] + half),
    ]
    pen.stroke([*corners, corners[0]], colour=INK, width=0.5)


def _draw_text(
    pen: Pen,
    element: PlacedElement | FaceElement,
    at: tuple[float, float],
    size: tuple[float, float],
) -> None:
    points = getattr(element, "fitted_size", element.size)
    style = TextStyle(points, size[1], element.bold)
    count = len(element.text) - 1
    natural = width(element.text, points, bold=element.bold)
    spacing = 0.0
    if element.pitch and count > 0:
        spacing = (element.pitch * MM * count - natural * count / (count + 1)) / count
    breadth = natural + spacing * count
    x, y = at
    if element.align != "left":
        x += (size[0] - breadth) / (1 if element.align == "right" else 2)
    baseline = y + (size[1] - points) / 2 + 0.86 * points
    pen.write(element.text, x, baseline, style, spacing)


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
        for number, label in enumerate(self.block.labels):
            x = LEFT + number * (breadth + gap)
            pen.box(x, y, (breadth, self.height), colour=RULE, width=0.7)
            at = y + 5
            for line in caption_lines(label, breadth - 14, LABEL, LABEL_SUB):
                pen.text(line.text, x + 7, at, line.style)
                at += line.style.leading
            if number < len(self.block.footers):
                foot = self.block.footers[number].main
                bottom = y + self.height - LABEL.leading - 4
                pen.text(foot, x, bottom, LABEL, align="right", room=breadth - 8)
