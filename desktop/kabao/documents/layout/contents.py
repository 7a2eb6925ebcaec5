"""The list of contents: titles, leaders and page numbers, attachments set in below their part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import width
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import LinePiece, Piece
from kabao.documents.layout.style import (
    HAIR,
    LABEL,
    LEFT,
    QUIET,
    SECOND,
    WIDTH,
    TextStyle,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import ContentsList
    from kabao.documents.layout.pen import Pen
    from kabao.documents.plan import Absent

_PART = TextStyle(10.5, 17, bold=True)
_ABSENT = TextStyle(10.5, 17, colour=SECOND)
_FILE = TextStyle(9.5, 14.5, colour=SECOND)
_NUMBER_ROOM = 40.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents and of the manifest: a part, or a file behind it."""

    title: str
    attachment: bool = False
    page: int = 0
    pages: int = 0
    sha256: str = ""
    remarks: tuple[str, ...] = ()
    """What the manifest says about an attachment, by the codes of ``conformance``."""


@dataclass(frozen=True, slots=True)
class TitlePiece:
    """A title, dots, and what is told of it at the other edge; a part that has no page says why."""

    lines: tuple[str, ...]
    told: str
    style: TextStyle = _ABSENT
    x: float = LEFT
    before: float = 7.0
    keep: bool = False
    head: Piece | None = None
    tag: Tag | None = field(default=None, compare=False, repr=False)

    @property
    def height(self) -> float:
        """Its lines."""
        return len(self.lines) * self.style.leading + 2

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """It is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Write the title, a dotted leader behind its last line, and what is told of it."""
        _line(pen, y, self.lines, self.told, self.style, self.x)


@dataclass(frozen=True, slots=True)
class EntryPiece(TitlePiece):
    """A title, dots and the page it begins on, to which it leads."""


def _line(
    pen: Pen, y: float, lines: tuple[str, ...], end_text: str, style: TextStyle, x: float
) -> None:
    for line in lines:
        pen.text(line, x, y, style)
        y += style.leading
    y -= style.leading
    pen.text(end_text, LEFT, y, style, align="right", room=WIDTH)
    start = x + width(lines[-1], style.size, bold=style.bold) + 6
    end = LEFT + WIDTH - width(end_text, style.size, bold=style.bold) - 6
    level = y + style.leading * 0.72
    pen.dashes((0.8, 2.6))
    pen.rule(start, level, end, level, colour=QUIET, width=0.6)
    pen.dashes()


def contents(
    block: ContentsList, entries: tuple[Entry, ...], absent: tuple[Absent, ...] = ()
) -> Iterator[Piece]:
    """Set the entries of all parts and attachments, and in their place the parts not needed."""
    yield _Head(block)
    tag = Tag("TOC")
    last = ""
    for entry in entries:
        if not entry.attachment:
            yield from (_gap(item, tag) for item in absent if item.after == last)
            last = entry.title
        style = _FILE if entry.attachment else _PART
        x = LEFT + (22 if entry.attachment else 0)
        title = f"{block.attachment.main}　{entry.title}" if entry.attachment else entry.title
        room = LEFT + WIDTH - x - _NUMBER_ROOM
        lines = tuple(break_lines(title, room, style.size, bold=style.bold))
        before = 1.0 if entry.attachment else 7.0
        line = Tag("Link", Tag("Reference", Tag("TOCI", tag)))
        yield EntryPiece(lines, str(entry.page), style, x, before, tag=line)


def _gap(item: Absent, tag: Tag) -> TitlePiece:
    room = WIDTH - width(item.reason, _ABSENT.size, bold=_ABSENT.bold) - _NUMBER_ROOM
    lines = tuple(break_lines(item.name, room, _ABSENT.size, bold=_ABSENT.bold))
    return TitlePiece(lines, item.reason, tag=Tag("TOCI", tag))


@dataclass(frozen=True, slots=True)
class _Head:
    block: ContentsList
    before: float = 0.0
    keep: bool = True
    head: Piece | None = None

    @property
    def height(self) -> float:
        return LABEL.leading + 4

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        return None

    def draw(self, pen: Pen, y: float) -> None:
        LinePiece(self.block.title.label.flat, LABEL).draw(pen, y)
        LinePiece(self.block.pages.label.flat, LABEL, align="right").draw(pen, y)
        level = y + self.height
        pen.rule(LEFT, level, LEFT + WIDTH, level, colour=HAIR)
