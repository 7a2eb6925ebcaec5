"""The cover: kind and title, the facts of the case, the code of its number and digest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any

from kabao.documents.blocks import FormGrid
from kabao.documents.fonts.chain import width
from kabao.documents.layout.grids import form_grid
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import Line, Piece
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    ACCENT,
    LEFT,
    MM,
    NOTE,
    QUIET,
    ROOM,
    SECOND,
    SUB,
    TITLE_SUB,
    TONES,
    WIDTH,
    TextStyle,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Caption, CoverSheet
    from kabao.documents.layout.pen import Pen
    from kabao.documents.plan import PackagePlan

_KIND = TextStyle(12, 18, colour=SECOND)
_TITLE = TextStyle(26, 36, bold=True)
_MASK = 0
_TITLE_SIZES = (26, 24, 22)
_CODE = 31 * MM


@dataclass(frozen=True, slots=True)
class CoverPiece:
    """The whole first page as one piece."""

    block: CoverSheet
    plan: PackagePlan
    before: float = 0.0
    keep: bool = False
    head: Piece | None = None

    @property
    def height(self) -> float:
        """The whole page."""
        return ROOM

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A cover is never divided."""
        return None

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the page from its top: title, facts, code and notice."""
        bottom = y + self.height
        at = y + 26 * MM
        with pen.tagged(Tag("P")):
            for line in caption_lines(self.block.kind, WIDTH, _KIND, TITLE_SUB):
                at = _put(pen, line, at)
        at += 8
        with pen.tagged(Tag("H1")):
            for line in _title_lines(self.block.title):
                at = _put(pen, line, at)
        pen.fill(LEFT, at + 10, 22 * MM, 2.2, ACCENT)
        at += 20 * MM
        for row in form_grid(FormGrid(self.block.facts)):
            row.draw(pen, at)
            at += row.height
        if self.block.draft_note.main:
            with pen.tagged(Tag("P")):
                self._draft(pen, at + 8 * MM)
        self._foot(pen, bottom - _CODE)

    def _draft(self, pen: Pen, y: float) -> None:
        colour, ground = TONES["error"]
        lines = caption_lines(self.block.draft_note, WIDTH - 20, NOTE, SUB)
        height = sum([line.style.leading for line in lines]) + 10
        pen.fill(LEFT, y, WIDTH, height, ground)
        pen.fill(LEFT, y, 2.4, height, colour)
        y += 5
        for line in lines:
            pen.text(line.text, LEFT + 12, y, line.style)
            y += line.style.leading

    def _foot(self, pen: Pen, y: float) -> None:
        digest = self.plan.digest
        with pen.picture(Tag("Figure", alternative=self.block.code_note.main)):
            draw_code(pen, f"{self.plan.case_number}\n{digest}", LEFT, y, _CODE)
        x = LEFT + _CODE + 6 * MM
        room = LEFT + WIDTH - x
        mono = TextStyle(7, 10, colour=QUIET)
        paragraphs = (
            caption_lines(self.plan.notice, room, TextStyle(9.5, 14, bold=True), SUB),
            caption_lines(self.block.code_note, room, NOTE, SUB),
            [Line(text, mono) for text in break_lines(digest, room, mono.size)],
        )
        for lines in paragraphs:
            with pen.tagged(Tag("P")):
                for line in lines:
                    pen.text(line.text, x, y, line.style)
                    y += line.style.leading


def _title_lines(title: Caption) -> list[Line]:
    """Set the title in one line if a smaller size allows it, else in lines of like length."""
    for size in _TITLE_SIZES:
        if width(title.main, size, bold=True) <= WIDTH:
            return caption_lines(title, WIDTH, replace(_TITLE, size=size), TITLE_SUB)
    style = replace(_TITLE, size=_TITLE_SIZES[-1], leading=32)
    whole = width(title.main, style.size, bold=True)
    room = min(WIDTH, whole / ceil(whole / WIDTH) + 2 * style.size)
    return caption_lines(title, room, style, TITLE_SUB)


def _put(pen: Pen, line: Line, y: float) -> float:
    pen.text(line.text, LEFT, y, line.style)
    return y + line.style.leading


def draw_code(pen: Pen, text: str, x: float, y: float, side: float) -> None:
    """Draw a QR code without its quiet zone as rows of black bars."""
    rows = _modules(text)
    unit = side / len(rows)
    for number, row in enumerate(rows):
        for start, length in _bars(row):
            pen.fill(x + start * unit, y + number * unit, length * unit, unit * 1.01, "#000000")


def _modules(text: str) -> list[list[bool]]:
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    # Any of the eight masks can be read; trying all of them takes longer than four pages.
    code.version = code.calculate_version()
    code.makeImpl(test=False, maskPattern=_MASK)
    size = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(size)] for row in range(size)]


def _bars(row: list[bool]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(row):
        if not row[start]:
            start += 1
            continue
        end = start
        while end < len(row) and row[end]:
            end += 1
        yield start, end - start
        start = end
