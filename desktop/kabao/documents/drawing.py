"""Drawing pages with reportlab: one document at a time, since its fonts are shared."""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from kabao.documents.fonts import chain
from kabao.documents.layout.furniture import (
    draw_draft_ground,
    draw_draft_over,
    draw_running,
    page_words,
)
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pen import Pen
from kabao.documents.layout.style import PAGE_HEIGHT, PAGE_WIDTH, QUIET, TOP, TextStyle
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kabao.documents.layout.flow import Page
    from kabao.documents.layout.furniture import Running
    from kabao.documents.layout.tags import Structure

_DRAWING = Lock()
"""A font object of reportlab reads its file from a position of its own: one document at a time."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to draw: its pieces and what stands around them."""

    page: Page
    running: Running
    part: str = ""
    """Key of the part, for the structure."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is written on one page of an attachment."""

    size: tuple[float, float]
    """Width and height of the page as it is seen."""
    case_number: str
    number: int
    total: int
    draft: bool


def draw_sheets(
    sheets: Iterable[Sheet],
    step: Callable[[], None] = lambda: None,
    structure: Structure | None = None,
) -> bytes:
    """Draw pages into one document; ``step`` is called after each of them.

    A ``structure`` learns what stands where; without one the pages are not tagged.
    """
    with _DRAWING:
        canvas, buffer = _canvas()
        for sheet in sheets:
            if structure is not None:
                structure.begin_page(sheet.part, sheet.running.part, sheet.running.number)
            wide = sheet.page.wide
            canvas.setPageSize((PAGE_HEIGHT, PAGE_WIDTH) if wide else (PAGE_WIDTH, PAGE_HEIGHT))
            _draw_sheet(Pen(canvas, PAGE_WIDTH if wide else PAGE_HEIGHT, structure), sheet)
            canvas.showPage()
            step()
        canvas.save()
        return buffer.getvalue()


def _draw_sheet(pen: Pen, sheet: Sheet) -> None:
    if sheet.running.draft:
        with pen.artifact():
            draw_draft_ground(pen, wide=sheet.page.wide)
    for number, (y, piece) in enumerate(sheet.page.placed):
        tag = getattr(piece, "tag", None) or Tag("P")
        with pen.artifact() if number in sheet.page.repeated else pen.tagged(tag):
            piece.draw(pen, TOP + y)
    with pen.artifact():
        draw_running(pen, sheet.running)
    pen.finish()


def draw_stamps(stamps: Sequence[Stamp]) -> bytes:
    """Draw the stamps of all attachment pages, one page each, as large as the page they are for."""
    with _DRAWING:
        canvas, buffer = _canvas()
        for stamp in stamps:
            across, down = stamp.size
            canvas.setPageSize(stamp.size)
            pen = Pen(canvas, down)
            scale = max(0.4, min(across, down) / PAGE_WIDTH)
            style = TextStyle(7.5 * scale, 9 * scale, colour=QUIET)
            words = f"{stamp.case_number}　{page_words(stamp.number, stamp.total)}"
            margin = 14 * scale
            y = down - margin - style.leading * 0.5
            pen.text(words, margin, y, style, align="right", room=across - 2 * margin)
            if stamp.draft:
                draw_draft_over(pen, stamp.size)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def draw_own_pages(
    pages: Sequence[tuple[tuple[float, float], Callable[[Pen], None]]],
) -> bytes:
    """Draw pages of any size, each by what draws it."""
    with _DRAWING:
        canvas, buffer = _canvas()
        for size, draw in pages:
            canvas.setPageSize(size)
            draw(Pen(canvas, size[1]))
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def draw_label(lines: Sequence[str], size: tuple[float, float]) -> bytes:
    """Draw a small framed page of a few lines, the first one larger, each cut to its width."""
    with _DRAWING:
        canvas, buffer = _canvas()
        canvas.setPageSize(size)
        pen = Pen(canvas, size[1])
        pen.box(0.5, 0.5, (size[0] - 1, size[1] - 1), colour=QUIET, width=0.6)
        room, y = size[0] - 12, 4.0
        for number, words in enumerate(lines):
            style = TextStyle(8, 11) if number == 0 else TextStyle(6.5, 8.5, colour=QUIET)
            line, *rest = break_lines(words, room, style.size)
            pen.text(f"{line[:-1]}..." if rest else line, 6, y, style)
            y += style.leading
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def _canvas() -> tuple[Any, io.BytesIO]:
    from reportlab import rl_config

    from kabao.documents.canvas import PageCanvas

    # ASCII85 makes every stream a quarter larger and an image thirty times slower to write.
    rl_config.useA85 = 0
    chain.font(chain.REGULAR)
    buffer = io.BytesIO()
    canvas: Any = PageCanvas(
        buffer,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        # Any other font would be the unembedded Helvetica of reportlab on each page.
        initialFontName=chain.REGULAR,
    )
    return canvas, buffer
