"""Headings, paragraphs, notices and check lists as pieces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import clean, width
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import Cell, Line, LinePiece, Piece, Row
from kabao.documents.layout.style import (
    ACCENT,
    BODY,
    CAPTION,
    CELL,
    LEFT,
    NOTE,
    QUIET,
    SECTION,
    SUB,
    TONES,
    WIDTH,
    TextStyle,
    second,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Caption, CheckItem, CheckList, Heading, Notice, Prose
    from kabao.documents.layout.pen import Pen

_KINDS = {"body": BODY, "note": NOTE}
_SECOND = TextStyle(8.5, 12.5, colour=QUIET)


def caption_lines(caption: Caption, room: float, main: TextStyle, sub: TextStyle) -> list[Line]:
    """Set a caption: its wording, and the second language in smaller lines below."""
    lines = [
        Line(text, main) for text in break_lines(caption.main, room, main.size, bold=main.bold)
    ]
    if caption.sub:
        lines += [
            Line(text, second(sub))
            for text in break_lines(caption.sub, room, sub.size, bold=sub.bold)
        ]
    return lines


@dataclass(frozen=True, slots=True)
class HeadingPiece:
    """The head of a section, with a short bar before it."""

    lines: tuple[Line, ...]
    before: float = 16.0
    keep: bool = True
    head: Piece | None = None
    tag: Tag | None = field(default=None, compare=False, repr=False)

    @property
    def height(self) -> float:
        """Its lines and a little air below them."""
        return sum([line.style.leading for line in self.lines]) + 5

    def draw(self, pen: Pen, y: float) -> None:
        """Draw bar and lines."""
        pen.fill(LEFT, y + 2.5, 3, self.lines[0].style.leading - 5, ACCENT)
        for line in self.lines:
            pen.text(line.text, LEFT + 9, y, line.style)
            y += line.style.leading

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A heading is never divided."""
        return None


def heading(block: Heading) -> Iterator[Piece]:
    """Set the head of a section and its note."""
    text = f"{block.mark}　{block.text.main}" if block.mark else block.text.main
    main = replace(block.text, main=text)
    lines = tuple(caption_lines(main, WIDTH - 9, SECTION, SUB))
    yield HeadingPiece(lines, tag=Tag("H2"))
    if block.note.main:
        tag = Tag("P")
        for line in caption_lines(block.note, WIDTH, NOTE, SUB):
            yield LinePiece(line.text, line.style, keep=True, tag=tag)


def prose(block: Prose) -> Iterator[Piece]:
    """Set paragraphs; the second language follows as smaller paragraphs."""
    if block.kind == "label":
        tag = Tag("H3")
        for number, line in enumerate(caption_lines(block.text, WIDTH, CAPTION, SUB)):
            before = 0.0 if number else 9.0
            yield LinePiece(line.text, line.style, before=before, keep=True, tag=tag)
        return
    yield from _paragraphs(block.text.main, _KINDS[block.kind], 4.0)
    if block.text.sub:
        yield from _paragraphs(block.text.sub, second(_SECOND), 2.0)


def _paragraphs(text: str, style: TextStyle, gap: float) -> Iterator[Piece]:
    for line in clean(text).split("\n"):
        if line.strip():
            yield from paragraph(line, style, gap)


def paragraph(text: str, style: TextStyle, gap: float) -> Iterator[LinePiece]:
    """Set one paragraph; a Chinese one begins two characters in and fills its lines."""
    chinese = _is_chinese(text)
    room = WIDTH
    first = 2 * style.size if chinese and style is BODY and not text.startswith("　") else 0.0
    lines = break_lines(text, room, style.size, indent=first)
    tag = Tag("P")
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        indent = first if number == 0 else 0.0
        spacing = 0.0 if last or not chinese else _spread(line, room - indent, style.size)
        keep = len(lines) > 1 and number in {0, len(lines) - 2}
        before = gap if number == 0 else 0.0
        yield LinePiece(line, style, LEFT + indent, before, keep, spacing, tag=tag)


def _is_chinese(text: str) -> bool:
    # Many names of formats do not make a Chinese sentence an English one.
    if text[:1] >= "\u2e80":
        return True
    return sum(character >= "\u2e80" for character in text[:200]) * 2 > min(len(text), 200)


def _spread(line: str, room: float, size: float) -> float:
    """Return the space after each character that fills a line, 0 where it would look torn."""
    spare = room - width(line, size)
    return spare / (len(line) - 1) if len(line) > 1 and 0.05 < spare <= 1.6 * size else 0.0


def notice(block: Notice) -> Iterator[Piece]:
    """Set a remark on a tinted ground."""
    colour, ground = TONES[block.tone]
    lines = caption_lines(block.text, WIDTH - 20, CELL, SUB)
    cell = Cell(LEFT, WIDTH, tuple(lines), ground, inset=12.0)
    yield Row((cell,), before=8.0, pad=5.0, bar=colour)


_TICKED, _UNTICKED = "\u2611", "\u2610"


@dataclass(frozen=True, slots=True)
class TickLine:
    """The first line of a check item with its box."""

    line: Line
    done: bool | None
    before: float = 5.0
    keep: bool = False
    head: Piece | None = None
    tag: Tag | None = field(default=None, compare=False, repr=False)
    """The body of the item; its box is the label."""

    @property
    def height(self) -> float:
        """One line."""
        return self.line.style.leading

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the box, the tick if it is done, and the line."""
        side = 8.5
        top = y + (self.height - side) / 2
        item = self.tag.parent if self.tag is not None else None
        shown = _TICKED if self.done else _UNTICKED
        with pen.picture(Tag("Figure", Tag("Lbl", item), alternative=shown)):
            pen.box(LEFT + 1, top, (side, side), colour=QUIET, width=0.8)
            if self.done:
                x = LEFT + 1
                points = [(x + 1.8, top + 4.4), (x + 3.7, top + 6.5), (x + 7, top + 2)]
                pen.stroke(points, colour=ACCENT, width=1.3)
        pen.text(self.line.text, LEFT + 18, y, self.line.style)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A line is never divided."""
        return None


def check_list(block: CheckList) -> Iterator[Piece]:
    """Set boxes with their texts."""
    tag = Tag("L")
    for item in block.items:
        yield from _check_item(item, Tag("LBody", Tag("LI", tag)))


def _check_item(item: CheckItem, tag: Tag) -> Iterator[Piece]:
    room = WIDTH - 18
    style = TextStyle(9.5, 14)
    lines = caption_lines(item.text, room, style, SUB)
    lines += [Line(text, NOTE) for text in break_lines(item.detail, room, NOTE.size) if text]
    yield TickLine(lines[0], item.done, keep=len(lines) > 1, tag=tag)
    for number, line in enumerate(lines[1:], start=1):
        short = number < min(len(lines) - 1, 6)
        yield LinePiece(line.text, line.style, LEFT + 18, keep=short, tag=tag)
