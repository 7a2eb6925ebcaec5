"""What stands on every page: running head, foot with page x of y, and the draft mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.layout.style import (
    BOTTOM,
    DRAFT,
    DRAFT_EDGE,
    HAIR,
    LABEL_SUB,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RUNNING,
    WIDE_WIDTH,
    WIDTH,
    TextStyle,
)

if TYPE_CHECKING:
    from kabao.documents.blocks import Caption
    from kabao.documents.layout.pen import Pen

_HEAD = 13 * MM
_BELOW = BOTTOM - 6 * MM
"""From the line above the foot to the end of the page."""
DRAFT_WORDS = "草稿 DRAFT"
_DRAFT_HEAD = TextStyle(8, 11, bold=True, colour="#B02E22")


@dataclass(frozen=True, slots=True)
class Running:
    """The words around the text of one page."""

    case_number: str
    part: str
    notice: Caption
    number: int
    total: int
    draft: bool
    wide: bool = False
    """Whether the page lies on its side."""


def page_words(number: int, total: int) -> str:
    """Return ``page x of y`` as every page carries it, in both languages."""
    return f"第 {number} 页 / 共 {total} 页　Page {number} of {total}"


def draw_running(pen: Pen, running: Running) -> None:
    """Draw head and foot, and the draft mark over all."""
    room = WIDE_WIDTH if running.wide else WIDTH
    foot = (PAGE_WIDTH if running.wide else PAGE_HEIGHT) - _BELOW
    right = LEFT + room
    if running.number > 1:
        pen.text(running.case_number, LEFT, _HEAD, RUNNING)
        pen.text(running.part, LEFT, _HEAD, RUNNING, align="right", room=room)
        pen.rule(LEFT, _HEAD + 14, right, _HEAD + 14, colour=HAIR)
    pen.rule(LEFT, foot, right, foot, colour=HAIR)
    words = page_words(running.number, running.total)
    pen.text(running.notice.main, LEFT, foot + 4, RUNNING)
    pen.text(words, LEFT, foot + 4, RUNNING, align="right", room=room)
    pen.text(running.notice.sub, LEFT, foot + 15, LABEL_SUB)
    if running.draft:
        pen.text(DRAFT_WORDS, LEFT, _HEAD, _DRAFT_HEAD, align="center", room=room)


def draw_draft_ground(pen: Pen, *, wide: bool = False) -> None:
    """Write 草稿 DRAFT across an own page, pale and below everything else."""
    across, down = (PAGE_HEIGHT, PAGE_WIDTH) if wide else (PAGE_WIDTH, PAGE_HEIGHT)
    with pen.aside():
        pen.turn(across / 2, down / 2, 38)
        pen.faint(DRAFT_WORDS, 0, 0, PAGE_WIDTH * 0.15, DRAFT)


def draw_draft_over(pen: Pen, size: tuple[float, float]) -> None:
    """Write 草稿 DRAFT across a foreign page as outlines, which hide nothing of it."""
    across, down = size
    with pen.aside():
        pen.turn(across / 2, down / 2, 38)
        pen.outline(DRAFT_WORDS, 0, 0, min(across, down) * 0.15, DRAFT_EDGE)
