"""What a chapter of the manual is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What a line of a chapter is."""

    BODY = "body"
    HEAD_2 = "head_2"
    HEAD_3 = "head_3"
    BULLET = "bullet"
    NUMBER = "number"
    CODE = "code"
    """A line to be typed word for word."""


HEADS = (Kind.HEAD_2, Kind.HEAD_3)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one look."""

    text: str
    bold: bool = False
    key: bool = False
    """Whether it is a key or a command to be typed."""
    link: str = ""
    """``chapter`` or ``chapter#heading``; empty for plain text."""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, heading or item of a list."""

    runs: Runs
    kind: Kind = Kind.BODY
    anchor: str = ""
    """What a heading is called in both languages."""
    number: int = 0
    """Place of an item in its numbered list."""
    depth: int = 0

    @property
    def text(self) -> str:
        """All that the line says."""
        return flat(self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first row is the head."""

    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its name; which file shows it depends on language and look."""

    name: str
    alt: str


Block = Line | Grid | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in one language."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Line, ...]:
        """The headings below the title."""
        lines = (block for block in self.blocks if isinstance(block, Line))
        return tuple(line for line in lines if line.kind in HEADS)

    def links(self) -> Iterator[str]:
        """Yield where the chapter leads to."""
        for runs in self.all_runs():
            yield from (run.link for run in runs if run.link)

    def all_runs(self) -> Iterator[Runs]:
        """Yield every run of words, cell by cell in tables."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.runs
            elif isinstance(block, Grid):
                for row in block.rows:
                    yield from row

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures."""
        yield from (block for block in self.blocks if isinstance(block, Picture))


def flat(runs: Runs) -> str:
    """Return runs as one text."""
    return "".join(run.text for run in runs)
