"""The fonts of rarer Chinese characters: which of them draws what, and their bytes.

They hold 84,600 characters and weigh 42 MB, and most ledgers have none of them. An installed
program brings them packed, a checkout plain; they are read, and unpacked in memory, when the first
such character is met. What they draw is told by a list beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from kabao import paths
from kabao.outlines import unpacked

if TYPE_CHECKING:
    from pathlib import Path

MORE = tuple(f"NotoSansSCMore{piece}" for piece in "ABCDEFGHI")
"""What Noto Sans SC draws beyond the characters of everyday names, in pieces of 2,048, each in both
weights: they stand in no national table, but in the names of some people."""
NAMES = (
    *MORE,
    *(f"KabaoRareHanB{piece}" for piece in "abcdefghijklmno"),
    "KabaoRareHanA",
    *(f"KabaoRareHanC{piece}" for piece in "abcd"),
)
"""Asked in this order, and only for characters that the usual font lacks. Large ones are cut into
pieces, so that one name needs 3 MB and a tenth or two of a second, not 30."""
LIST = "rare.txt"
_BOLD = "-Bold"
_TABLE_ENDS = 0xFFFF
_BEYOND = "\U00020000-\U0003ffff"


def fonts_for(text: str) -> set[str]:
    """Return those of the fonts that are needed to draw a text."""
    return set(map(font_of, _rare().findall(text))) - {""}


def font_of(character: str) -> str:
    """Return the font of a rare character; empty for every other one."""
    firsts, lasts, names = _ranges()
    at = bisect_right(firsts, ord(character)) - 1
    return names[at] if at >= 0 and ord(character) <= lasts[at] else ""


def in_bold(name: str) -> str:
    """Return the bold font of a piece; itself if it has only one weight."""
    return f"{name}{_BOLD}" if name in MORE else name


def read_font(name: str) -> bytes:
    """Return a font file of the shipped ones, unpacked if it lies packed."""
    plain = font_file(name)
    if plain.is_file():
        return plain.read_bytes()
    both = font_file(name.removesuffix(_BOLD)).with_suffix(".outlines.xz")
    return unpacked(both.read_bytes(), int(name.endswith(_BOLD)))


def font_file(name: str) -> Path:
    """Return where a font lies, or would lie if it were not packed."""
    return paths.resources() / "fonts" / f"{name}.ttf"


@cache
def _rare() -> re.Pattern[str]:
    """Return what finds every character of the fonts, and beyond U+FFFF some others.

    There each range would be asked after the other; below, there is a table of all at once.
    """
    ends = zip(*_ranges()[:2], strict=True)
    runs = [f"{chr(first)}-{chr(last)}" for first, last in ends if last <= _TABLE_ENDS]
    return re.compile(f"[{''.join(runs)}{_BEYOND}]")


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    """Return first and last characters of all ranges, ascending, and the font of each."""
    found = []
    for line in (paths.resources() / "fonts" / LIST).read_text("ascii").splitlines():
        name, *runs = line.split()
        found += [(*(int(end, 16) for end in run.split("-")), name) for run in runs]
    firsts, lasts, names = zip(*sorted(found), strict=True)
    return list(firsts), list(lasts), list(names)
