"""Pieces: strips across the page that the flow stacks, keeps together, splits and repeats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from kabao.documents.layout.style import LEFT, RULE, THIN, WIDTH

if TYPE_CHECKING:
    from kabao.documents.blocks import Align
    from kabao.documents.layout.pen import Pen
    from kabao.documents.layout.style import TextStyle
    from kabao.documents.layout.tags import Tag


PAD_X = 5.0
PAD_Y = 3.6
"""Air between the rules of a cell and its text."""


class Piece(Protocol):
    """A strip of known height; ``before`` is the space above it unless it begins a page.

    A piece that says what it is has a ``tag``; one without is a paragraph of its own.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    """Every piece is a dataclass, so that another can be made that differs in one field."""

    @property
    def height(self) -> float:
        """Points from its top to its bottom."""

    @property
    def before(self) -> float:
        """Points of space above it."""

    @property
    def keep(self) -> bool:
        """Whether it must stand on the same page as the next piece."""

    @property
    def head(self) -> Piece | None:
        """What is repeated above it when it begins a page."""

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the piece with its top at ``y``."""

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Return what fits into ``room`` and the rest, or None if it cannot be divided so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text set in one style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A line of running text."""

    text: str
    style: TextStyle
    x: float = LEFT
    before: float = 0.0
    keep: bool = False
    spacing: float = 0.0
    """Extra space after each character that brings the line out to the margin."""
    align: Align = "left"
    head: Piece | None = None
    tag: Tag | None = field(default=None, compare=False, repr=False)

    @property
    def height(self) -> float:
        """One line."""
        return self.style.leading

    def draw(self, pen: Pen, y: float) -> None:
        """Write the line."""
        if self.spacing:
            baseline = y + (self.style.leading - self.style.size) / 2 + 0.86 * self.style.size
            pen.write(self.text, self.x, baseline, self.style, self.spacing)
        else:
            room = WIDTH - (self.x - LEFT)
            pen.text(self.text, self.x, y, self.style, align=self.align, room=room)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A line is never divided."""
        return None


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height, or a rule across the page at its top."""

    height: float
    before: float = 0.0
    keep: bool = False
    colour: str = ""
    thickness: float = THIN
    head: Piece | None = None
    width: float = WIDTH

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the rule, if it has a colour."""
        if self.colour:
            pen.rule(LEFT, y, LEFT + self.width, y, colour=self.colour, width=self.thickness)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Nothing to divide."""
        return None


@dataclass(slots=True)
class Cell:
    """One cell of a row: its lines and where they stand.

    A table has tens of thousands; one that is frozen takes three times as long to make.
    """

    x: float
    width: float
    lines: tuple[Line, ...]
    fill: str = ""
    align: Align = "left"
    repeat: bool = False
    """Whether its lines come again on the next page when the row is divided."""
    middle: bool = True
    inset: float = PAD_X
    tag: Tag | None = field(default=None, compare=False, repr=False)
    again: bool = False
    """Whether its lines stood on the page before already."""
    height: float = field(init=False, compare=False)
    """Height of its lines."""

    def __post_init__(self) -> None:
        """Add up the lines once; a height is asked for many times."""
        self.height = sum([line.style.leading for line in self.lines])


@dataclass(slots=True)
class Row:
    """Cells side by side with thin rules around them; divided between lines when it must be.

    Not frozen, as its cells are not.
    """

    cells: tuple[Cell, ...]
    least: float = 0.0
    before: float = 0.0
    keep: bool = False
    head: Piece | None = None
    pad: float = PAD_Y
    bar: str = ""
    """Colour of a bar at the left in place of the rules."""
    lead: str = ""
    """Key of the part that it leads to."""
    tag: Tag | None = field(default=None, compare=False, repr=False)
    height: float = field(init=False, compare=False)
    """As high as its highest cell."""

    def __post_init__(self) -> None:
        """Find the highest cell once."""
        highest = max([cell.height for cell in self.cells]) + 2 * self.pad
        self.height = max(self.least, highest)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw grounds, rules and text."""
        height = self.height
        for cell in self.cells:
            if cell.fill:
                pen.fill(cell.x, y, cell.width, height, cell.fill)
        for cell in self.cells:
            top = y + ((height - cell.height) / 2 if cell.middle else self.pad)
            with pen.artifact() if cell.again else pen.tagged(cell.tag):
                _write(pen, cell, top)
        self._rules(pen, y, height)

    def _rules(self, pen: Pen, y: float, height: float) -> None:
        first, last = self.cells[0].x, self.cells[-1].x + self.cells[-1].width
        if self.bar:
            pen.fill(first, y, 2.4, height, self.bar)
            return
        foot = y + height
        upright = [(cell.x, y, cell.x, foot) for cell in self.cells]
        level = [(first, y, last, y), (first, foot, last, foot)]
        pen.rules([*level, *upright, (last, y, last, foot)], colour=RULE)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Divide between lines so that at least two lines of the longest cell stand above."""
        space = room - 2 * self.pad
        cuts = [_fitting(cell, space) for cell in self.cells]
        longest = max(range(len(self.cells)), key=lambda index: self.cells[index].height)
        if cuts[longest] < 2 or cuts[longest] >= len(self.cells[longest].lines):
            return None
        above = tuple(
            replace(cell, lines=cell.lines[:cut], middle=False)
            for cell, cut in zip(self.cells, cuts, strict=True)
        )
        below = tuple(
            replace(cell, middle=False, again=cut >= len(cell.lines))
            if cell.repeat
            else replace(cell, lines=cell.lines[cut:], middle=False)
            for cell, cut in zip(self.cells, cuts, strict=True)
        )
        return (
            replace(self, cells=above, keep=False, least=0.0),
            replace(self, cells=below, before=0.0, least=0.0),
        )


def _write(pen: Pen, cell: Cell, top: float) -> None:
    room = cell.width - 2 * cell.inset
    for line in cell.lines:
        pen.text(line.text, cell.x + cell.inset, top, line.style, align=cell.align, room=room)
        top += line.style.leading


def _fitting(cell: Cell, space: float) -> int:
    used, count = 0.0, 0
    for line in cell.lines:
        used += line.style.leading
        if used > space:
            break
        count += 1
    return count
