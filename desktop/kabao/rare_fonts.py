"""The fonts of rare Chinese characters: which of them draws what, and their bytes.

They hold 67,500 characters and weigh 36 MB, and most ledgers have none of them. An installed
program brings them packed (``.ttf.xz``), a checkout plain; they are read, and unpacked in memory,
when the first such character is met. What they draw is told by a list beside them.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from kabao import paths

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    *(f"KabaoRareHanB{piece}" for piece in "abcdefghijklmno"),
    "KabaoRareHanA",
    "KabaoRareHanC",
)
"""Asked in this order, and only for characters that Noto Sans SC lacks. The largest is cut into
pieces of 4,096 characters, so that one name needs 2 MB and a tenth of a second, not 30."""
LIST = "rare.txt"
CANDIDATES = "\u4db6-\u4dbf\u9ff0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Where all their characters lie, as regular expressions and GLOB write it; others are among it."""
_CANDIDATE = re.compile(f"[{CANDIDATES}]")


def fonts_for(text: str) -> set[str]:
    """Return those of the fonts that are needed to draw a text."""
    return set(map(font_of, _CANDIDATE.findall(text))) - {""}


def font_of(character: str) -> str:
    """Return the font of a rare character; empty for every other one."""
    firsts, lasts, names = _ranges()
    at = bisect_right(firsts, ord(character)) - 1
    return names[at] if at >= 0 and ord(character) <= lasts[at] else ""


def read_font(name: str) -> bytes:
    """Return a font file of the shipped ones, unpacked if it lies packed."""
    plain = font_file(name)
    packed = plain.with_name(f"{plain.name}.xz")
    return lzma.decompress(packed.read_bytes()) if packed.is_file() else plain.read_bytes()


def font_file(name: str) -> Path:
    """Return where a font lies, or would lie if it were not packed."""
    return paths.resources() / "fonts" / f"{name}.ttf"


@cache
def _ranges() -> tuple[list[int], list[int], list[str]]:
    """Return first and last characters of all ranges, ascending, and the font of each."""
    found = []
    for line in (paths.resources() / "fonts" / LIST).read_text("ascii").splitlines():
        name, *runs = line.split()
        found += [(*(int(end, 16) for end in run.split("-")), name) for run in runs]
    firsts, lasts, names = zip(*sorted(found), strict=True)
    return list(firsts), list(lasts), list(names)
