"""What became of the messages of a file, in counts that add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.findings import Finding
    from kabao.domain.notices import NoticeReading, NoticeRemark


@dataclass(frozen=True, slots=True)
class NoticeMatch:
    """A holder whose current card a message may be about, number masked."""

    card_id: int
    holder_id: int
    name: str
    masked_number: str
    card_number: str
    known: bool = False
    """Whether this very message has been recorded for the card before."""


class NoticeFate(StrEnum):
    """What became of one message."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    UNMATCHED = "unmatched"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NoticeOutcome:
    """One message of a file: its position, what was understood, and what became of it."""

    number: int
    """Position among the messages of the file, from 1."""
    fate: NoticeFate
    reading: NoticeReading
    matches: tuple[NoticeMatch, ...] = ()
    reasons: tuple[NoticeRemark, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def match(self) -> NoticeMatch | None:
        """The one card it was matched with."""
        return self.matches[0] if len(self.matches) == 1 else None


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """All messages of a file; every one of them has exactly one fate."""

    name: str
    read_on: dt.date
    outcomes: tuple[NoticeOutcome, ...]

    @property
    def messages(self) -> int:
        """How many messages the file held."""
        return len(self.outcomes)

    @property
    def fraud(self) -> int:
        """How many of the refused ones look like fraud."""
        return sum(item.reading.fraud for item in self.outcomes)

    def count(self, fate: NoticeFate) -> int:
        """Return how many messages had a fate."""
        return Counter(item.fate for item in self.outcomes)[fate]

    def of(self, fate: NoticeFate) -> tuple[NoticeOutcome, ...]:
        """Return the messages that had a fate, in the order of the file."""
        return tuple(item for item in self.outcomes if item.fate is fate)
