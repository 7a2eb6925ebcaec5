"""The card on paper: exactly 1:1, with artwork, elements, the word SPECIMEN and trim marks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import width
from kabao.documents.layout.pieces import Line, Piece
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    CAPTION,
    INK,
    LABEL_SUB,
    LEFT,
    MM,
    NOTE,
    QUIET,
    SPECIMEN,
    SUB,
    WIDTH,
    TextStyle,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import CardFigure, FacePicture
    from kabao.documents.layout.pen import Pen
    from kabao.domain.faces import FaceElement, PlacedElement

_CARD_X = LEFT + 7 * MM
_ACROSS = "#E07B6F"
"""Colour of the bare outlines of SPECIMEN over artwork, which would hide pale words below it."""
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
        """Draw the card and its trim marks, then the texts beside it."""
        top = y + _TRIM_GAP + _TRIM
        with pen.picture(Tag("Figure", alternative=_spoken(self.block))):
            draw_card(pen, self.block, _CARD_X, top)
        draw_trim_marks(pen, self.block, (_CARD_X, top), (_TRIM_GAP, _TRIM))
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


def _spoken(block: CardFigure) -> str:
    """Return what the card shows, in words."""
    told = [f"{element.name.to(block.language)} {element.text}" for element in block.elements]
    return "; ".join([f"{block.title.main} ({block.specimen})", *map(str.strip, told)])


def draw_card(pen: Pen, block: CardFigure, x: float, top: float) -> None:
    """Draw artwork, SPECIMEN, elements and the edge with its round corners."""
    size = (block.width * MM, block.height * MM)
    centre = (x + size[0] / 2, top + size[1] / 2)
    drawn = {picture.key for picture in block.pictures}
    for picture in block.pictures:
        _draw_picture(pen, picture, block, (x, top))
    if not block.pictures:
        _specimen(pen, block.specimen, centre)
    for element in block.elements:
        if element.key not in drawn:
            _draw_element(pen, element, (x, top), block.language)
    if block.pictures:
        _specimen(pen, block.specimen, centre, over=True)
    pen.box(x, top, size, colour=INK, width=0.35, radius=block.radius * MM)


def draw_trim_marks(
    pen: Pen, block: CardFigure, at: tuple[float, float], reach: tuple[float, float]
) -> None:
    """Draw two lines at each corner, so far away from the card and so long."""
    left, top = at
    near, far = reach[0], sum(reach)
    for x, outward in ((left, -1), (left + block.width * MM, 1)):
        for y, upward in ((top, -1), (top + block.height * MM, 1)):
            pen.rule(x + outward * near, y, x + outward * far, y, width=0.25)
            pen.rule(x, y + upward * near, x, y + upward * far, width=0.25)


def _draw_picture(
    pen: Pen, picture: FacePicture, block: CardFigure, at: tuple[float, float]
) -> None:
    from reportlab.lib.utils import ImageReader

    pixels: bytes = getattr(picture, "pixels", b"")
    if not pixels:
        return
    box = picture.box
    with pen.aside():
        pen.clip(*at, (block.width * MM, block.height * MM), radius=block.radius * MM)
        place = (at[0] + box.left * MM, at[1] + box.top * MM)
        pen.image(ImageReader(io.BytesIO(pixels)), *place, (box.width * MM, box.height * MM))


def _specimen(pen: Pen, words: str, centre: tuple[float, float], *, over: bool = False) -> None:
    x, y = centre
    with pen.aside():
        pen.turn(x, y, 24)
        if over:
            pen.outline(words, 0, 0, 25, _ACROSS)
        else:
            pen.faint(words, 0, 0, 25, SPECIMEN)


def _draw_element(
    pen: Pen, element: PlacedElement | FaceElement, at: tuple[float, float], language: str
) -> None:
    x, y = at[0] + element.box.left * MM, at[1] + element.box.top * MM
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
    fitted = max(2.4, min(6.0, 6.0 * (size[0] - 2) / max(1.0, width(name, 6.0)), size[1] * 0.8))
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
