"""Ink: what one canvas writes, as operators of its pages, with characters encoded once each.

A page is some hundred short texts. reportlab's own text objects would measure, split and format
each of them anew; here a character is looked up once in a document, and so is a text that comes
again. Numbers have two decimals, which is a three-hundredth of a millimetre.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from kabao.documents.fonts import chain

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 4096
"""Texts that are kept; a long table has as many different ones as it has cells."""
_SPECIAL = re.compile(r"[()\\\r]")
_WRITTEN = {"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\015"}


@cache
def colour(told: str) -> str:
    """Return ``#RRGGBB`` as PDF writes it."""
    return " ".join(f"{int(told[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a coordinate as PDF writes it; edges of columns and rows come again and again."""
    return f"{value:.2f}"


@cache
def points(size: float) -> str:
    """Return a size of text as PDF writes it."""
    return f"{size:.3f}".rstrip("0").rstrip(".")


class _Codes(dict[str, str]):
    """For each character of one weight: the code that shows it, and in ``fonts`` by which font."""

    def __init__(self, document: Any, *, bold: bool) -> None:
        super().__init__()
        self._document = document
        self._known = chain.glyphs(bold)
        self.fonts: dict[str, str] = {}

    def __missing__(self, character: str) -> str:
        """Give a character its place in a subset; raises ValueError if no font covers it."""
        name = self._known[character][0]
        if not name:
            raise ValueError(f"no font covers U+{ord(character):04X}")
        resource, code = chain.font(name).place(character, self._document)
        self.fonts[character] = resource
        self[character] = code
        return code


class Ink:
    """Texts of one document as operators."""

    def __init__(self, document: Any) -> None:
        self._codes = (_Codes(document, bold=False), _Codes(document, bold=True))
        self._shown: dict[tuple[str, float, bool], str] = {}

    def shown(self, words: str, size: float, *, bold: bool) -> str:
        """Return what shows a line, fonts chosen; raises ValueError for an uncovered character."""
        key = (words, size, bold)
        told = self._shown.get(key)
        if told is None:
            if len(self._shown) >= _MOST:
                self._shown.clear()
            told = self._shown[key] = self._encoded(words, points(size), bold=bold)
        return told

    def _encoded(self, words: str, size: str, *, bold: bool) -> str:
        codes = self._codes[bold]
        signs = list(map(codes.__getitem__, words))
        fonts = list(map(codes.fonts.__getitem__, words))
        if fonts.count(fonts[0]) == len(fonts):
            return _shown(fonts[0], size, "".join(signs))
        parts: list[str] = []
        start = 0
        for end in range(1, len(signs) + 1):
            if end == len(signs) or fonts[end] != fonts[start]:
                parts.append(_shown(fonts[start], size, "".join(signs[start:end])))
                start = end
        return " ".join(parts)


def _shown(resource: str, size: str, run: str) -> str:
    if _SPECIAL.search(run):
        run = _SPECIAL.sub(lambda found: _WRITTEN[found[0]], run)
    return f"{resource} {size} Tf ({run}) Tj"


def lines(ends: Sequence[tuple[float, float, float, float]], top: float) -> str:
    """Return several straight lines as one path; heights are told from the top of the page."""
    told = [
        f"{number(x)} {number(top - y)} m {number(to_x)} {number(top - to_y)} l"
        for x, y, to_x, to_y in ends
    ]
    return "\n".join([*told, "S"])
