"""What a text is made of: passages with spans and figures, grids and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Kind(StrEnum):
    """What a passage is."""

    BODY = "body"
    HEAD_1 = "head_1"
    HEAD_2 = "head_2"
    HEAD_3 = "head_3"
    BULLET = "bullet"
    NUMBER = "number"


HEADS = (Kind.HEAD_1, Kind.HEAD_2, Kind.HEAD_3)
LISTS = (Kind.BULLET, Kind.NUMBER)
DEEPEST = 2
"""Depth of the innermost list; the outermost has 0."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; a line feed in it breaks the line inside its passage."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of the registration form, looked up whenever the text is shown or printed."""

    name: str
    bold: bool = False


Inline = Span | Figure
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or item of a list."""

    inlines: Inlines = ()
    kind: Kind = Kind.BODY
    depth: int = 0
    """How deep an item stands in lists of lists; 0 for anything else."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first row is the head. Every row has as many cells as the first."""

    rows: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the case, by the SHA-256 of the attachment that holds it."""

    sha256: str
    alt: str = ""
    width: int = 0
    """Pixels."""
    height: int = 0
    share: int = 100
    """Per cent of the width of the text that it takes on paper."""


Block = Passage | Grid | Picture
Text = tuple[Block, ...]


def tidy(inlines: Iterable[Inline]) -> Inlines:
    """Join neighbouring spans of one weight and drop empty ones."""
    joined: list[Inline] = []
    for item in inlines:
        last = joined[-1] if joined else None
        if isinstance(item, Span) and isinstance(last, Span) and last.bold == item.bold:
            joined[-1] = Span(last.text + item.text, item.bold)
        elif isinstance(item, Figure) or item.text:
            joined.append(item)
    return tuple(joined)


def has_content(block: Block) -> bool:
    """Say whether a block says or shows anything."""
    if isinstance(block, Passage):
        return any(isinstance(it, Figure) or it.text.strip() for it in block.inlines)
    return True


def all_inlines(text: Text) -> Iterator[tuple[int, Inlines]]:
    """Yield the number of each block with what stands in it, cell by cell in tables."""
    for number, block in enumerate(text):
        if isinstance(block, Passage):
            yield number, block.inlines
        elif isinstance(block, Grid):
            for row in block.rows:
                for cell in row:
                    yield number, cell


def pictures(text: Text) -> Iterator[tuple[int, Picture]]:
    """Yield the pictures with the numbers of their blocks."""
    for number, block in enumerate(text):
        if isinstance(block, Picture):
            yield number, block


def flat(inlines: Iterable[Inline], figure: Callable[[str], str]) -> str:
    """Return spans as one text, each figure as ``figure`` tells it."""
    return "".join(it.text if isinstance(it, Span) else figure(it.name) for it in inlines)


def marks(text: Text) -> list[str]:
    """Return for each block the number or sign that leads it; empty for what is no item."""
    counts = [0] * (DEEPEST + 1)
    found = []
    for block in text:
        if not isinstance(block, Passage) or block.kind not in LISTS:
            counts = [0] * (DEEPEST + 1)
            found.append("")
            continue
        counts[block.depth + 1 :] = [0] * (DEEPEST - block.depth)
        if block.kind is Kind.BULLET:
            found.append("•◦▪"[block.depth])
            continue
        counts[block.depth] += 1
        found.append(_number(counts[block.depth], block.depth))
    return found


def _number(count: int, depth: int) -> str:
    if depth == 0:
        return f"{count}."
    if depth == 1:
        return f"({count})"
    return f"{chr(ord('a') + (count - 1) % 26)})"
