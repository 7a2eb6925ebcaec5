"""The chain of fonts: which of them draws a character, how wide it is, and what none covers."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kabao.documents.fonts.embedding import EmbeddedFont
from kabao.domain.errors import InputRefusedError
from kabao.rare_fonts import font_of, in_bold, read_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"

Run = tuple[str, str]
"""A font name and the text drawn with it."""


@cache
def font(name: str) -> EmbeddedFont:
    """Read a font file on first use, once for the process, and make it known to reportlab."""
    from reportlab.pdfbase import pdfmetrics

    loaded = EmbeddedFont(name, read_font(name), ascii_first=name in (REGULAR, BOLD))
    pdfmetrics.registerFont(loaded)
    return loaded


class Glyphs(dict[str, tuple[str, float]]):
    """For each character of one weight: the font that draws it and its width in ems.

    A character that no font covers has no font and the width of an em, so that text can be
    measured before it is known whether it can be drawn.
    """

    def __init__(self, weight: str) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, character: str) -> tuple[str, float]:
        """Look a character up in the chain."""
        usual = font(self._weight).covers(character)
        name = self._weight if usual else self._rare(font_of(character))
        found = (name, font(name).advance(character) if name else 1.0)
        self[character] = found
        return found

    def _rare(self, name: str) -> str:
        return in_bold(name) if self._weight == BOLD else name


@cache
def glyphs(bold: bool = False) -> Glyphs:
    """Return the characters of one weight, filled as they are asked for."""
    return Glyphs(BOLD if bold else REGULAR)


def clean(text: str) -> str:
    """Return text with line ends and tabs as the paper writes them; nothing else is changed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\t", "    ") if "\t" in text else text


def uncovered(text: str) -> tuple[str, ...]:
    """Return the characters that no font draws, each once, in order; empty if all is well.

    Control and invisible format characters are among them: they would vanish on paper.
    """
    missing: dict[str, None] = {}
    for character in dict.fromkeys(clean(text)):
        if character != "\n" and (_is_invisible(character) or not _is_covered(character)):
            missing[character] = None
    return tuple(missing)


@cache
def _is_covered(character: str) -> bool:
    """Say whether a font draws a character; no rare font is opened to know it."""
    return font(REGULAR).covers(character) or bool(font_of(character))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def require_cover(
    texts: Iterable[tuple[str, str]], page_of: Callable[[str], int] = lambda _place: 0
) -> None:
    """Stop at the first character that no font draws; ``texts`` holds places and what they say.

    Raises InputRefusedError ``character_not_covered`` with character, code point, place and page;
    ``page_of`` is asked for the page only then.
    """
    sound: set[str] = set()
    for place, text in texts:
        if sound.issuperset(text):
            continue
        missing = uncovered(text)
        if not missing:
            sound.update(text)
        else:
            character = missing[0]
            shown = character if character.isprintable() else "\N{WHITE SQUARE}"
            raise InputRefusedError(
                "character_not_covered",
                character=shown,
                code_point=f"U+{ord(character):04X}",
                place="".join("\N{WHITE SQUARE}" if _is_invisible(c) else c for c in place),
                page=page_of(place),
            )


def runs(text: str, *, bold: bool = False) -> list[Run]:
    """Split one line into runs that a single font draws.

    Raises ValueError for a character that no font covers: it must have been found before.
    """
    known = glyphs(bold)
    result: list[Run] = []
    for name, part in groupby(text, key=lambda character: known[character][0]):
        run = "".join(part)
        if not name:
            raise ValueError(f"no font covers U+{ord(run[0]):04X}")
        result.append((name, run))
    return result


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line is in points."""
    known = glyphs(bold)
    return size * sum([known[character][1] for character in text])
