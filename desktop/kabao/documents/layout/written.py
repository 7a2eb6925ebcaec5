"""Written text on paper: headings, paragraphs with bold words, lists, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import Table
from kabao.documents.layout.grids import table
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import Line, LinePiece, Piece
from kabao.documents.layout.prose import paragraph
from kabao.documents.layout.runs import Runs, break_runs, runs_width
from kabao.documents.layout.style import BODY, LEFT, NOTE, ROOM, SECOND, WIDTH, TextStyle
from kabao.documents.layout.tags import Tag
from kabao.documents.layout.written_pictures import draw_picture
from kabao.documents.written import WrittenLine, WrittenPicture
from kabao.domain.prose.model import LISTS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.layout.pen import Pen
    from kabao.documents.written import Written

_STYLES = {
    Kind.HEAD_1: TextStyle(11.5, 18, bold=True),
    Kind.HEAD_2: TextStyle(10.5, 17, bold=True),
    Kind.HEAD_3: TextStyle(10, 16.5, bold=True, colour=SECOND),
}
_ABOVE = {Kind.HEAD_1: 9.0, Kind.HEAD_2: 7.0, Kind.HEAD_3: 5.0}
_ROLES = {Kind.HEAD_1: "H2", Kind.HEAD_2: "H3", Kind.HEAD_3: "H4"}
_HANG = 15.0
"""Points from the sign of an item to its text."""
_START = 8.0
_TALLEST = 0.86 * ROOM


def written(block: Written) -> Iterator[Piece]:
    """Set a text."""
    lists: list[Tag] = []
    for part in block.parts:
        if isinstance(part, WrittenLine) and part.kind in LISTS:
            yield from _kept(_item(part, _of_depth(lists, part.depth)), part)
            continue
        lists.clear()
        if isinstance(part, Table):
            yield from table(part)
        elif isinstance(part, WrittenPicture):
            yield PicturePiece(part)
        else:
            yield from _kept(_line(part), part)


def _kept(pieces: Iterator[RunsPiece | LinePiece], part: WrittenLine) -> Iterator[Piece]:
    for piece in pieces:
        yield replace(piece, keep=True) if part.keep else piece


def _of_depth(lists: list[Tag], depth: int) -> Tag:
    """Return the list that an item of some depth belongs to; ``lists`` are those still open."""
    del lists[depth + 1 :]
    while len(lists) <= depth:
        lists.append(Tag("L", lists[-1] if lists else None))
    return lists[depth]


def _line(part: WrittenLine) -> Iterator[RunsPiece | LinePiece]:
    if part.kind in _STYLES:
        yield from _heading(part)
    elif any(bold for _, bold in part.runs) or "\n" in part.text:
        yield from _mixed(part)
    else:
        yield from paragraph(part.text, BODY, 4.0)


def _heading(part: WrittenLine) -> Iterator[LinePiece]:
    style, tag = _STYLES[part.kind], Tag(_ROLES[part.kind])
    for number, text in enumerate(break_lines(part.text, WIDTH, style.size, bold=True)):
        before = 0.0 if number else _ABOVE[part.kind]
        yield LinePiece(text, style, before=before, keep=True, tag=tag)


def _item(part: WrittenLine, whole: Tag) -> Iterator[RunsPiece | LinePiece]:
    body = Tag("LBody", Tag("LI", whole))
    x = LEFT + _START + part.depth * _HANG
    hang = max(_HANG, 4.0 + runs_width(((part.mark, False),), BODY.size))
    lines = break_runs(part.runs, LEFT + WIDTH - x - hang, BODY.size)
    for number, runs in enumerate(lines):
        keep = len(lines) > 1 and number in {0, len(lines) - 2}
        mark = "" if number else part.mark
        before = 0.0 if number else 2.0
        yield RunsPiece(runs, x + hang, before, keep, mark=(mark, x), tag=body)


def _mixed(part: WrittenLine) -> Iterator[RunsPiece | LinePiece]:
    first = 2 * BODY.size if part.text[:1] >= "\u2e80" and part.text[:1] != "\u3000" else 0.0
    lines = break_runs(part.runs, WIDTH, BODY.size, indent=first)
    tag = Tag("P")
    for number, runs in enumerate(lines):
        indent = 0.0 if number else first
        keep = len(lines) > 1 and number in {0, len(lines) - 2}
        spacing = 0.0
        if number < len(lines) - 1 and first:
            spacing = _spread(runs, WIDTH - indent)
        yield RunsPiece(runs, LEFT + indent, 0.0 if number else 4.0, keep, spacing, tag=tag)


def _spread(runs: Runs, room: float) -> float:
    spare = room - runs_width(runs, BODY.size)
    count = sum(len(text) for text, _ in runs) - 1
    return spare / count if count > 0 and 0.05 < spare <= 1.6 * BODY.size else 0.0


@dataclass(frozen=True, slots=True)
class RunsPiece:
    """A line of regular and bold runs, behind the sign of an item where it has one."""

    runs: Runs
    x: float = LEFT
    before: float = 0.0
    keep: bool = False
    spacing: float = 0.0
    mark: tuple[str, float] = ("", 0.0)
    """The sign and where it stands."""
    head: Piece | None = None
    tag: Tag | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """All that is written on the line."""
        return "".join([self.mark[0], *(text for text, _ in self.runs)])

    @property
    def height(self) -> float:
        """One line."""
        return BODY.leading

    def draw(self, pen: Pen, y: float) -> None:
        """Write the sign and each run behind the one before."""
        sign, at = self.mark
        if sign:
            with pen.tagged(Tag("Lbl", self.tag.parent if self.tag is not None else None)):
                pen.text(sign, at, y, BODY)
        baseline = y + (BODY.leading - BODY.size) / 2 + 0.86 * BODY.size
        x = self.x
        for text, bold in self.runs:
            style = TextStyle(BODY.size, BODY.leading, bold=bold)
            pen.write(text, x, baseline, style, self.spacing)
            x += runs_width(((text, bold),), BODY.size) + self.spacing * len(text)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A line is never divided."""
        return None


@dataclass(frozen=True, slots=True)
class PicturePiece:
    """A picture in the middle of the page with its words below it."""

    block: WrittenPicture
    before: float = 8.0
    keep: bool = False
    head: Piece | None = None

    @property
    def alt(self) -> str:
        """What the picture shows, in words."""
        return self.block.alt

    @property
    def size(self) -> tuple[float, float]:
        """Width and height on paper, in points."""
        across, down = max(1, self.block.width), max(1, self.block.height)
        width = WIDTH * self.block.share / 100
        height = width * down / across
        if height > _TALLEST:
            width, height = width * _TALLEST / height, _TALLEST
        return width, height

    @property
    def height(self) -> float:
        """The picture and its words."""
        return self.size[1] + sum([line.style.leading for line in self._lines()]) + 6

    def _lines(self) -> list[Line]:
        if not self.block.alt.strip():
            return []
        return [Line(text, NOTE) for text in break_lines(self.block.alt, WIDTH, NOTE.size)]

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the picture, then its words."""
        width, height = self.size
        with pen.picture(Tag("Figure", alternative=self.block.alt)):
            draw_picture(pen, self.block, (LEFT + (WIDTH - width) / 2, y), (width, height))
        y += height + 3
        for line in self._lines():
            pen.text(line.text, LEFT, y, line.style, align="center", room=WIDTH)
            y += line.style.leading

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A picture is never divided."""
        return None
