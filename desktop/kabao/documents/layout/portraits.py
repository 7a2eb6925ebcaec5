"""Set photographs: 26 by 32 mm at the right of a form, upright, embedded as they were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import PAD_X, Cell, Line, Row
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import LABEL, LABEL_SUB, LEFT, MM, RULE, TINT, VALUE, WIDTH
from kabao.documents.layout.tags import Tag
from kabao.documents.pictures import TURNS, Pixels, read_pixels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.layout.pen import Pen
    from kabao.documents.layout.pieces import Piece
    from kabao.documents.portraits import Portrait

PHOTO = (26 * MM, 32 * MM)
_GAP = 5 * MM
_FACTS = WIDTH - PHOTO[0] - _GAP
_LABEL_WIDTH = 33 * MM


def portrait(block: Portrait) -> Iterator[Piece]:
    """Set the facts and the photograph as one piece."""
    yield PortraitPiece(block, tuple(_rows(block)))


@dataclass(frozen=True, slots=True)
class PortraitPiece:
    """Rows of facts beside the frame of a photograph."""

    block: Portrait
    rows: tuple[Row, ...]
    before: float = 4.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """As high as the facts, but never less than the photograph."""
        return max(PHOTO[1], sum(row.height for row in self.rows))

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """It is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the facts, then the photograph or its empty frame."""
        at = y
        for row in self.rows:
            row.draw(pen, at)
            at += row.height
        corner = (LEFT + WIDTH - PHOTO[0], y)
        data: bytes = getattr(self.block, "pixels", b"")
        if data:
            with pen.picture(Tag("Figure", alternative=self.block.label.main)):
                _draw(pen, self.block.sha256, _pixels(data), corner)
        pen.box(*corner, PHOTO, colour=RULE, width=0.7)
        if not data:
            with pen.tagged(Tag("P")):
                self._words(pen, corner)

    def _words(self, pen: Pen, corner: tuple[float, float]) -> None:
        lines = caption_lines(self.block.label, PHOTO[0] - 8, LABEL, LABEL_SUB)
        at = corner[1] + (PHOTO[1] - sum(line.style.leading for line in lines)) / 2
        for line in lines:
            pen.text(line.text, corner[0], at, line.style, align="center", room=PHOTO[0])
            at += line.style.leading


def _rows(block: Portrait) -> Iterator[Row]:
    table = Tag("Table")
    least = PHOTO[1] / max(1, len(block.items))
    for item in block.items:
        row = Tag("TR", table)
        label = caption_lines(item.label, _LABEL_WIDTH - 2 * PAD_X, LABEL, LABEL_SUB)
        room = _FACTS - _LABEL_WIDTH
        value = tuple(
            Line(text, VALUE) for text in break_lines(item.value, room - 2 * PAD_X, VALUE.size)
        )
        cells = (
            Cell(LEFT, _LABEL_WIDTH, tuple(label), TINT, tag=Tag("TH", row, scope="Row")),
            Cell(LEFT + _LABEL_WIDTH, room, value, tag=Tag("TD", row)),
        )
        yield Row(cells, least, tag=row)


def _draw(pen: Pen, name: str, pixels: Pixels, corner: tuple[float, float]) -> None:
    """Fit the whole picture into the frame; nothing of a face is ever cut off."""
    across, down = pixels.upright
    scale = min(PHOTO[0] / across, PHOTO[1] / down)
    size = (across * scale, down * scale)
    left, top = corner[0] + (PHOTO[0] - size[0]) / 2, corner[1] + (PHOTO[1] - size[1]) / 2
    pen.pixels(name, pixels, (left, top), size, TURNS[pixels.orientation])


@lru_cache(maxsize=4)
def _pixels(data: bytes) -> Pixels:
    # A preview draws the same picture at every keystroke.
    media_type = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"
    return read_pixels(data, media_type, "photo")
