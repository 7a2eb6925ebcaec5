"""The look of the paper: one grid, one type scale, few colours, thin rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

MM = 72 / 25.4

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
LEFT = 22 * MM
RIGHT = 20 * MM
WIDTH = PAGE_WIDTH - LEFT - RIGHT
TOP = 25 * MM
"""Where the text begins, below the running head."""
BOTTOM = 22 * MM
"""What is left free below the text for the foot."""
ROOM = PAGE_HEIGHT - TOP - BOTTOM
WIDE_WIDTH = PAGE_HEIGHT - LEFT - RIGHT
"""Width of the text on a page that lies on its side."""
WIDE_ROOM = PAGE_WIDTH - TOP - BOTTOM

INK = "#1A1F21"
SECOND = "#4C575B"
QUIET = "#6B767A"
RULE = "#97A2A0"
HAIR = "#C9D0CE"
TINT = "#F2F5F4"
HEAD_TINT = "#E9EFEE"
ACCENT = "#17598A"
TONES = {
    "info": ("#17598A", "#EDF4F9"),
    "ok": ("#1B7350", "#EAF5EF"),
    "warning": ("#865500", "#FCF5E4"),
    "error": ("#B02E22", "#FCEFEC"),
}
SPECIMEN = "#F3CFCA"
DRAFT = "#F8E2DF"
DRAFT_EDGE = "#E3A79F"

THIN = 0.5
"""Line width of rules in points."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a line of text is set."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    second: bool = False
    """Whether it is the second language of the paper, which is English."""


@cache
def second(style: TextStyle) -> TextStyle:
    """Return a style for words in the second language."""
    return replace(style, second=True)


BODY = TextStyle(10, 16.5)
NOTE = TextStyle(8.5, 13, colour=SECOND)
SUB = TextStyle(7.5, 10.5, colour=QUIET)
"""The second language, below the first."""
VALUE = TextStyle(10, 14.5)
LABEL = TextStyle(9, 12.5, colour=SECOND)
LABEL_SUB = TextStyle(6.8, 8.6, colour=QUIET)
CELL = TextStyle(9, 13)
CELL_BOLD = TextStyle(9, 13, bold=True)
CELL_SMALL = TextStyle(8, 11.5)
CELL_SMALL_BOLD = TextStyle(8, 11.5, bold=True)
HEAD = TextStyle(9, 12.5, bold=True)
HEAD_SMALL = TextStyle(8, 11, bold=True)
SECTION = TextStyle(12, 17, bold=True)
NUMBER = TextStyle(11, 15, bold=True, colour=ACCENT)
TITLE = TextStyle(18, 25, bold=True)
TITLE_SUB = TextStyle(9.5, 14, colour=QUIET)
CAPTION = TextStyle(9.5, 14, bold=True)
RUNNING = TextStyle(8, 11, colour=SECOND)
"""Running head and foot."""
