"""How a name sounds, for finding people by pinyin: whole, by initials, and in a second reading."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from kabao import paths

SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "查": "zha",
    "翟": "zhai",
    "朴": "piao",
    "区": "ou",
    "盖": "ge",
    "覃": "qin",
    "缪": "miao",
}
"""Characters that are read in another way at the head of a name."""
COMPOUND_SURNAMES = {
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
    "万俟": ("mo", "qi"),
    "尉迟": ("yu", "chi"),
    "澹台": ("tan", "tai"),
}


@dataclass(frozen=True, slots=True)
class Sound:
    """Pinyin of a name without tones or spaces; the second reading is empty where there is none."""

    full: str
    initials: str
    other_full: str = ""
    other_initials: str = ""


class Pinyin:
    """Reads names; the table of readings is loaded when the first name asks for it."""

    def __init__(self) -> None:
        self._readings: Readings | None = None
        self._known: dict[str, str] = {}

    def sound(self, name: str) -> Sound:
        """Return how a name sounds; characters without a reading are passed over."""
        syllables = [self._syllable(character) for character in name]
        other = self._as_surname(name)
        if not other or other == syllables[: len(other)]:
            return Sound(*_written(syllables))
        # The reading as a surname is the usual one; the plain one is what a stranger would type.
        return Sound(*_written([*other, *syllables[len(other) :]]), *_written(syllables))

    def _as_surname(self, name: str) -> list[str]:
        compound = COMPOUND_SURNAMES.get(name[:2])
        if compound:
            return list(compound)
        single = SURNAMES.get(name[:1])
        return [single] if single else []

    def _syllable(self, character: str) -> str:
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._read(character)
        return known

    def _read(self, character: str) -> str:
        if character.isascii():
            return character.lower() if character.isalpha() else ""
        if self._readings is None:
            self._readings = readings()
        return self._readings.of(character)


def plain(text: str) -> str:
    """Take tones from a syllable: lǚ becomes lv, as it is typed."""
    marked = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    return "".join(letter for letter in marked if letter.isascii() and letter.isalpha())


def _written(syllables: list[str]) -> tuple[str, str]:
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


class Readings:
    """How each character usually sounds, without its tone.

    One text of all characters, syllable after syllable: a table of each by itself takes 4 MB.
    """

    def __init__(self, told: str) -> None:
        """Take lines of a syllable and its characters."""
        lines = [line.split() for line in told.splitlines()]
        self._syllables = [syllable for syllable, _ in lines]
        self._characters = "".join(characters for _, characters in lines)
        self._ends = list(accumulate(len(characters) for _, characters in lines))

    def of(self, character: str) -> str:
        """Return the syllable of a character; empty if it has none."""
        at = self._characters.find(character)
        return self._syllables[bisect_right(self._ends, at)] if at >= 0 else ""


@cache
def readings() -> Readings:
    """Return how characters sound; the first call loads it."""
    return Readings((paths.resources() / "names" / "readings.txt").read_text("utf-8"))
