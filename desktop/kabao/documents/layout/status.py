"""The status of a card as drawn pieces: its state in large letters, four lights, short points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import Line
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    ACCENT,
    HAIR,
    LABEL,
    LABEL_SUB,
    LEFT,
    MM,
    QUIET,
    SECOND,
    SUB,
    TONES,
    WIDTH,
    TextStyle,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Points, SignalItem, SignalRow, StateBanner
    from kabao.documents.layout.pen import Pen
    from kabao.documents.layout.pieces import Piece

_STATE_SIZE = 22
_NAME = TextStyle(9.5, 13, bold=True)
_POINT = TextStyle(9.5, 14.5)
_SMALL_POINT = TextStyle(8, 11.5)
_LIGHT = 15.0
_COLOURS = {"strong": "ok", "weak": "ok", "against": "error"}
_LABEL = TextStyle(10, 14.5, bold=True)
_LABEL_ROOM = 30 * MM
_MARK_ROOM = 13.0
_PADDING = 11.0
_AIR = 7.0
_GAP = 3.0
_SMALL_GAP = 1.0
_SMALL_AIR = 5.0


def banner(block: StateBanner) -> Iterator[Piece]:
    """Set the state of a card."""
    yield BannerPiece(block)


def signals(block: SignalRow) -> Iterator[Piece]:
    """Set the lights side by side."""
    yield SignalsPiece(block)


def points(block: Points) -> Iterator[Piece]:
    """Set short sentences with their marks beside the label of their section."""
    label = caption_lines(block.label, _LABEL_ROOM - 12, _LABEL, LABEL_SUB)
    room = WIDTH - _LABEL_ROOM - _MARK_ROOM
    style = _SMALL_POINT if block.small else _POINT
    items = tuple(tuple(caption_lines(item, room, style, SUB)) for item in block.items)
    if block.small:
        yield PointsPiece(tuple(label), items, block.mark, _SMALL_GAP, _SMALL_AIR, before=5.0)
    else:
        yield PointsPiece(tuple(label), items, block.mark, _GAP, _AIR)


@dataclass(frozen=True, slots=True)
class PointsPiece:
    """A section below a hairline: its label at the left, its sentences at the right."""

    label: tuple[Line, ...]
    items: tuple[tuple[Line, ...], ...]
    mark: str
    gap: float
    air: float
    before: float = 8.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """As high as the sentences, or as the label where that is longer."""
        told = sum(_height(lines) for lines in self.items) + self.gap * (len(self.items) - 1)
        return max(told, _height(self.label)) + self.air

    def draw(self, pen: Pen, y: float) -> None:
        """Draw hairline and label, then each sentence with its mark."""
        pen.rule(LEFT, y, LEFT + WIDTH, y, colour=HAIR)
        y += self.air
        whole = Tag("L")
        with pen.tagged(Tag("Caption", whole)):
            _write(pen, self.label, LEFT, y)
        x = LEFT + _LABEL_ROOM
        for lines in self.items:
            item = Tag("LI", whole)
            with pen.tagged(Tag("Lbl", item)):
                self._draw_mark(pen, x, y, lines[0].style)
            with pen.tagged(Tag("LBody", item)):
                _write(pen, lines, x + _MARK_ROOM, y)
            y += _height(lines) + self.gap

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A section is never divided."""
        return None

    def _draw_mark(self, pen: Pen, x: float, y: float, style: TextStyle) -> None:
        if self.mark == "·":
            pen.fill(x + 2, y + style.leading / 2 - 1.6, 3.2, 3.2, ACCENT)
        else:
            pen.text(self.mark, x - 2, y, TextStyle(style.size, style.leading, colour=ACCENT))


@dataclass(frozen=True, slots=True)
class BannerPiece:
    """The state in large letters, with a bar at its left and facts at its right."""

    block: StateBanner
    before: float = 10.0
    keep: bool = True
    head: Piece | None = None

    @property
    def height(self) -> float:
        """As high as the larger of both sides."""
        return max(_height(self._state()), _height(self._facts())) + 2 * _PADDING

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A banner is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw ground, bar, state and facts."""
        colour, ground = TONES[self.block.tone]
        pen.fill(LEFT, y, WIDTH, self.height, ground)
        pen.fill(LEFT, y, 4, self.height, colour)
        self._column(pen, y, self._state(), LEFT + 18)
        if self.block.facts:
            x = LEFT + WIDTH * 0.56
            pen.rule(x - 14, y + 9, x - 14, y + self.height - 9, colour=colour, width=0.4)
            self._column(pen, y, self._facts(), x)

    def _column(self, pen: Pen, y: float, lines: list[Line], x: float) -> None:
        _write(pen, lines, x, y + (self.height - _height(lines)) / 2)

    def _state(self) -> list[Line]:
        colour = TONES[self.block.tone][0]
        style = TextStyle(_STATE_SIZE, _STATE_SIZE * 1.4, bold=True, colour=colour)
        share = 0.5 if self.block.facts else 1.0
        second = TextStyle(9, 12.5, colour=colour)
        return caption_lines(self.block.state, WIDTH * share - 24, style, second)

    def _facts(self) -> list[Line]:
        room = WIDTH * 0.44 - 12
        return [
            line
            for caption in self.block.facts
            for line in caption_lines(caption, room, TextStyle(9.5, 14.5), LABEL_SUB)
        ]


@dataclass(frozen=True, slots=True)
class SignalsPiece:
    """Four cells side by side, each with a drawn light."""

    block: SignalRow
    before: float = 6.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """As high as the highest cell."""
        return max(_height(self._lines(item)) for item in self.block.items) + 14

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """The lights stay together."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw every cell."""
        breadth, whole = WIDTH / len(self.block.items), Tag("L")
        for number, item in enumerate(self.block.items):
            x = LEFT + number * breadth
            if number:
                pen.rule(x, y + 7, x, y + self.height - 7, colour=HAIR)
            inset = 9 if number else 2
            words = Tag("LBody", Tag("LI", whole))
            draw_light(pen, item.light, (x + inset + _LIGHT / 2, y + 7 + _LIGHT / 2))
            with pen.tagged(words):
                _write(pen, self._lines(item), x + inset + _LIGHT + 7, y + 7)

    def _lines(self, item: SignalItem) -> list[Line]:
        room = WIDTH / len(self.block.items) - _LIGHT - 20
        lines = caption_lines(item.name, room, _NAME, LABEL_SUB)
        word = TextStyle(LABEL.size, LABEL.leading, colour=_word_colour(item.light))
        lines += caption_lines(item.word, room, word, LABEL_SUB)
        if item.day:
            lines += [Line(text, LABEL) for text in break_lines(item.day, room, LABEL.size)]
        return lines


def draw_light(pen: Pen, light: str, centre: tuple[float, float]) -> None:
    """Draw a light: full, half, crossed, dotted or empty, so that it reads without colour."""
    x, y = centre
    radius = _LIGHT / 2 - 1
    colour = TONES[_COLOURS[light]][0] if light in _COLOURS else QUIET
    if light == "strong":
        pen.disc(x, y, radius, colour)
        pen.stroke(
            [(x - 3.2, y + 0.2), (x - 0.9, y + 2.6), (x + 3.4, y - 2.4)],
            colour="#FFFFFF",
            width=1.4,
        )
        return
    pen.dashes((1.6, 1.6) if light == "none" else ())
    pen.ring(x, y, radius, colour=colour, width=1.1)
    pen.dashes()
    if light == "weak":
        pen.disc(x, y, radius * 0.5, colour)
    elif light == "against":
        arm = radius * 0.45
        pen.stroke([(x - arm, y - arm), (x + arm, y + arm)], colour=colour, width=1.3)
        pen.stroke([(x - arm, y + arm), (x + arm, y - arm)], colour=colour, width=1.3)
    elif light == "not_counted":
        pen.rule(x - radius * 0.5, y, x + radius * 0.5, y, colour=colour, width=1.3)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.style.leading for line in lines)


def _write(pen: Pen, lines: Sequence[Line], x: float, y: float) -> None:
    for line in lines:
        pen.text(line.text, x, y, line.style)
        y += line.style.leading


def _word_colour(light: str) -> str:
    return TONES[_COLOURS[light]][0] if light in _COLOURS else SECOND
