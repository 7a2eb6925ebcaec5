"""Finding places of the manual by words or by how their headings sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.manual.model import HEADS, Grid, Line, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kabao.domain.manual.model import Chapter

_MOST = 60
_AROUND = 28
"""Characters told on each side of what was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands below one heading of a chapter."""

    address: str
    """``chapter`` or ``chapter#heading``."""
    title: str
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found, with the words around what was typed."""

    passage: Passage
    around: str


def passages(chapters: Iterable[Chapter]) -> list[Passage]:
    """Cut chapters at their headings."""
    found = []
    for chapter in chapters:
        address, title = chapter.key, chapter.title
        said: list[str] = []
        for block in chapter.blocks:
            if isinstance(block, Line) and block.kind in HEADS:
                found.append(Passage(address, title, chapter.title, " ".join(said)))
                address, title, said = f"{chapter.key}#{block.anchor}", block.text, []
            elif isinstance(block, Line):
                said.append(block.text)
            elif isinstance(block, Grid):
                said += [flat(cell) for row in block.rows for cell in row]
        found.append(Passage(address, title, chapter.title, " ".join(said)))
    return found


def search(
    wanted: str, known: Iterable[Passage], sounds: Callable[[str], tuple[str, ...]]
) -> list[Hit]:
    """Return the passages that hold every word typed, those that say it in their title first.

    ``sounds`` gives the pinyin of a title, whole and by initials.
    """
    words = wanted.casefold().split()
    if not words:
        return []
    ranked = []
    for order, passage in enumerate(known):
        rank = _rank(words, passage, sounds)
        if rank is not None:
            ranked.append((rank, order, Hit(passage, _around(words, passage.text))))
    return [hit for _, _, hit in sorted(ranked, key=lambda item: item[:2])[:_MOST]]


def _rank(
    words: list[str], passage: Passage, sounds: Callable[[str], tuple[str, ...]]
) -> int | None:
    title, text = passage.title.casefold(), passage.text.casefold()
    if all(word in title for word in words):
        return 0
    spoken = sounds(passage.title)
    if any(sound.startswith("".join(words)) for sound in spoken):
        return 1
    if all(word.isascii() and any(word in sound for sound in spoken) for word in words):
        return 2
    whole = f"{title} {passage.chapter.casefold()} {text}"
    return 3 if all(word in whole for word in words) else None


def _around(words: list[str], text: str) -> str:
    low = text.casefold()
    at = min((low.find(word) for word in words if word in low), default=0)
    start, end = max(0, at - _AROUND), at + 2 * _AROUND
    before, behind = "..." if start else "", "..." if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{behind}"
