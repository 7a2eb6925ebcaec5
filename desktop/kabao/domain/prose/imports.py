"""A text that was read from a file of another program, and what of it did not come along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.prose.model import Text

MOST_SIGNS = 500_000
"""Characters that one text may have."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was left out or changed; its sentence is ``prose.remark.<code>``."""

    code: str
    count: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ForeignPicture:
    """A picture of the file, ready to be taken in."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportedText:
    """What was read; the pictures of ``text`` are found in ``files`` by their SHA-256."""

    text: Text = ()
    remarks: tuple[Remark, ...] = ()
    files: Mapping[str, ForeignPicture] = field(default_factory=dict)
