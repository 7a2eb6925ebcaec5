"""A text with headings, lists, tables and pictures, as the plan of a package holds it."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING

from kabao.domain.prose.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Spoken, Table

Run = tuple[str, bool]
"""A run of text, and whether it is bold."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A paragraph, a heading or an item of a list."""

    runs: tuple[Run, ...]
    kind: Kind = Kind.BODY
    depth: int = 0
    mark: str = ""
    """What leads an item: its number or its sign."""
    keep: bool = False
    """Whether it stays on the page of what follows it."""

    @property
    def text(self) -> str:
        """All runs as one text."""
        return "".join(text for text, _ in self.runs)

    def texts(self) -> Iterator[Spoken]:
        """Yield what the line says."""
        yield "", f"{self.mark}{self.text}"


@dataclass(frozen=True)
class WrittenPicture:
    """A picture and the words below it; the plan tells its SHA-256, the bytes only ride along."""

    sha256: str
    alt: str
    """What it shows, in words: printed below it, and told to those who cannot see it."""
    width: int
    height: int
    share: int = 100
    """Per cent of the width of the text."""
    data: InitVar[bytes] = b""

    def __post_init__(self, data: bytes) -> None:
        """Keep the bytes beside what the plan says."""
        object.__setattr__(self, "pixels", data)

    def texts(self) -> Iterator[Spoken]:
        """Yield what stands below the picture."""
        yield "", self.alt


@dataclass(frozen=True, slots=True)
class Written:
    """One text; ``place`` is the label of its field."""

    parts: tuple[WrittenLine | WrittenPicture | Table, ...]
    place: str = ""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the text says."""
        for part in self.parts:
            for _, text in part.texts():
                yield self.place, text
