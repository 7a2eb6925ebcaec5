"""Choosing people by a pasted list: one person a line, by number, by name, or by both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.identity import plain_number
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_LINES = 20_000
_NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx]|[0-9]{15}|[A-Za-z]{1,3}[0-9]{6,15})(?!\d)")
_ROW_NUMBER = re.compile(r"^\s*\d{1,5}\s*[.、)）\t ]\s*")
_CUTS = re.compile(r"[\t,;，；|/]+| {2,}")
_UNSEEN = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060))
_DOTS = str.maketrans("•・．‧⋅", "·····")
_WORDS_OF_HEADS = frozenset({"姓名", "name", "证件号码", "身份证号", "序号", "no", "number"})


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line as it was pasted."""

    text: str
    number: str = ""
    """In plain form; empty where the line holds none."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted list came to; every line stands in exactly one of these."""

    found: tuple[int, ...]
    """People by their id, in the order of the lines, each once."""
    unknown: tuple[PastedLine, ...] = ()
    ambiguous: tuple[PastedLine, ...] = ()
    """A name without a number that several people bear."""
    differing: tuple[PastedLine, ...] = ()
    """A number that belongs to somebody of another name."""
    again: tuple[PastedLine, ...] = ()
    """Somebody who stood in an earlier line."""

    @property
    def lines(self) -> int:
        """Count all lines."""
        others = (self.unknown, self.ambiguous, self.differing, self.again)
        return len(self.found) + sum(len(some) for some in others)


def read_pasted(text: str) -> tuple[PastedLine, ...]:
    """Read lines; blank ones and a line of titles are left out."""
    visible = text.translate(_UNSEEN).replace("\r", "\n")
    lines = [line for line in visible.split("\n") if line.strip()]
    read = (_line(line) for line in lines[:MOST_LINES])
    return tuple(line for line in read if line is not None)


def match_pasted(
    lines: Sequence[PastedLine],
    by_number: Mapping[str, tuple[int, str]],
    by_name: Callable[[str], Sequence[int]],
) -> Pasted:
    """Find people; ``by_number`` holds id and name, ``by_name`` the ids of a name's bearers."""
    found: dict[int, None] = {}
    unknown, ambiguous, differing, again = [], [], [], []
    for line in lines:
        told = by_number.get(line.number) if line.number else None
        ids = [told[0]] if told else [] if line.number else list(by_name(line.name))
        if told and line.name and bare_name(line.name) != bare_name(told[1]):
            differing.append(line)
        elif not ids:
            unknown.append(line)
        elif len(ids) > 1:
            ambiguous.append(line)
        elif ids[0] in found:
            again.append(line)
        else:
            found[ids[0]] = None
    return Pasted(tuple(found), tuple(unknown), tuple(ambiguous), tuple(differing), tuple(again))


def _line(text: str) -> PastedLine | None:
    plain = fold_width(text)
    hit = _NUMBER.search(plain)
    if hit is None:
        name = _first_word(_ROW_NUMBER.sub("", plain))
        if not name or name.lower() in _WORDS_OF_HEADS:
            return None
        return PastedLine(text.strip(), name=name)
    rest = f"{plain[: hit.start()]}\t{plain[hit.end() :]}"
    name = _first_word(_ROW_NUMBER.sub("", rest))
    return PastedLine(text.strip(), plain_number(hit.group(1)), name)


def _first_word(text: str) -> str:
    """Return the first part that can be a name: it holds a letter."""
    for part in _CUTS.split(text):
        word = part.strip(" '\"")
        if word and any(sign.isalpha() for sign in word):
            return word
    return ""


def bare_name(name: str) -> str:
    """Return a name for comparison: no blanks, one kind of dot, half width."""
    return fold_width(name).translate(_DOTS).replace(" ", "").casefold()
