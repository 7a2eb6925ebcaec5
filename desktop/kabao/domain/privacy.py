"""What a ledger holds about one person, what goes with a purge, and until when it may be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

REVEAL = "privacy.reveal"
PURGE = "privacy.purge"
REPORT = "privacy.report"
_NUMBER = re.compile(r"[0-9A-Za-z]{8,}")
_LEAST_DIGITS = 6


class Keeper(StrEnum):
    """Whether a backup holds a person; its words are ``privacy.backup_<value>``."""

    HOLDS = "holds"
    FREE = "free"
    CLOSED = "closed"
    """It opens by another passphrase, or is damaged: nobody can say."""


@dataclass(frozen=True, slots=True)
class Due:
    """A person whose day is over."""

    holder_id: int
    name: str
    masked_number: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class Traces:
    """What a purge takes away and what it leaves."""

    holder_id: int
    name: str
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many records of each table go."""
    images: int = 0
    """Images that undo would need."""
    entries: int = 0
    """Entries of the history that are emptied."""
    files: int = 0
    """Contents of files that nobody else needs."""
    cases: tuple[str, ...] = ()
    """Numbers of cases that go whole: this person's alone."""
    shared: tuple[str, ...] = ()
    """Numbers of cases with others, which stay without this person."""
    shared_files: int = 0
    """Files attached to those, into which nobody looks."""
    mentions: tuple[str, ...] = ()
    """Others whose records name this person's number, such as a guardian's; they stay."""
    namesakes: int = 0
    """Others of the same name: what names only a name may mean them and stays."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What came of a purge."""

    traces: Traces
    cards: tuple[int, ...]
    cases: tuple[int, ...]
    """Cases that are gone or changed."""
    is_swept: bool = True
    """Whether the file was written anew, so that no free page or log keeps anything."""


def numbers_in(values: Iterable[object]) -> set[str]:
    """Return what looks like the number of a document, a card, an account or a telephone."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            if sum(character.isdigit() for character in value) >= _LEAST_DIGITS:
                found |= {value, value.upper(), value.lower()}
        elif isinstance(value, dict):
            found |= numbers_in(value.values())
        elif isinstance(value, list | tuple):
            found |= numbers_in(value)
    return found
