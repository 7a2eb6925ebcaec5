"""Activation messages as a use case: read, match by last digits, record, take a file of many."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.domain.findings import Level
from kabao.domain.holders import HolderFilter
from kabao.domain.notice_text import split_messages
from kabao.domain.notices import NoticePart, NoticeRemark, read_notice
from kabao.services.notice_files import read_text_file
from kabao.services.notice_report import NoticeFate, NoticeMatch, NoticeOutcome, NoticeReport

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.cards import Card
    from kabao.domain.findings import Finding
    from kabao.domain.notices import NoticeReading
    from kabao.domain.rules import EvidenceDetail, Rulebook
    from kabao.services.evidence import EvidenceEntries
    from kabao.storage.ledger import Ledger

CHANNEL = "message"
_OFFERED = 8
_GRAVE = (Level.CRITICAL, Level.ERROR)


class Notices:
    """Turns messages into evidence; of their text nothing is kept but elements and a hash."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        evidence: EvidenceEntries,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._evidence = evidence

    def read(self, text: str) -> NoticeReading:
        """Return what is understood of one message."""
        return read_notice(text, self._rulebook.notices, self._clock())

    def detail(self, reading: NoticeReading) -> EvidenceDetail | None:
        """Return the evidence that a message proposes, as the rulebook words it."""
        details = self._rulebook.activation.details
        return next((item for item in details if item.code == reading.proposal), None)

    def match(self, reading: NoticeReading) -> tuple[NoticeMatch, ...]:
        """Return the current cards whose number ends with the digits of a message.

        A message about the bank account bears the digits of the bank card, which tell nothing
        about the number of the card, so nobody is proposed for it.
        """
        if not reading.digits or reading.part is NoticePart.FINANCIAL:
            return ()
        cards = self._ledger.cards.by_tail(reading.digits)
        return tuple(self._matched(card, reading) for card in cards)

    def find(self, search: str, reading: NoticeReading) -> tuple[NoticeMatch, ...]:
        """Return the first holders with a card that a search in the register finds."""
        if not search.strip():
            return ()
        ids = self._ledger.holders.ids(HolderFilter(search=search.strip()))
        rows = self._ledger.holders.rows(ids[:_OFFERED])
        cards = (self._ledger.cards.get(row.card_id) for row in rows if row.card_id is not None)
        return tuple(self._matched(card, reading) for card in cards)

    def of_card(self, card_id: int, reading: NoticeReading) -> NoticeMatch:
        """Return one card as a candidate, chosen by hand."""
        return self._matched(self._ledger.cards.get(card_id), reading)

    def differs(self, reading: NoticeReading, match: NoticeMatch) -> bool:
        """Say whether the digits of a message are not those of a card."""
        if reading.part is NoticePart.FINANCIAL or not (reading.digits and match.card_number):
            return False
        return not match.card_number.upper().endswith(reading.digits)

    def entry(
        self, reading: NoticeReading, card_id: int, observed_on: dt.date | None = None
    ) -> Evidence:
        """Return the evidence of a message for one card, not yet written.

        The day of a message without one is that given, else today.

        Raises:
            InputRefusedError: The message proves nothing.
        """
        detail = self.detail(reading)
        if detail is None:
            raise InputRefusedError("notice_proves_nothing")
        return Evidence(
            card_id=card_id,
            kind=EvidenceKind(detail.kind),
            observed_on=reading.observed_on or observed_on or self._clock(),
            positive=detail.positive,
            strength=Strength(detail.strength),
            detail=detail.code,
            channel=CHANNEL,
        )

    def record(
        self, reading: NoticeReading, card_id: int, observed_on: dt.date | None = None
    ) -> Saved[Evidence]:
        """Write the evidence of a message, its elements and its hash, in one step."""
        entry = self.entry(reading, card_id, observed_on)
        match = self.of_card(card_id, reading)
        if self.differs(reading, match):
            raise InputRefusedError("notice_other_card", digits=reading.digits)
        if match.known:
            raise InputRefusedError("notice_recorded_before")
        with self._ledger.transaction("notices.record", match.name):
            saved = self._evidence.add(entry)
            key = self._key(reading, self._ledger.cards.get(card_id))
            self._ledger.notices.add(key, reading.values, saved.record.id)
        return saved

    def read_file(self, path: Path) -> NoticeReport:
        """Read a file of messages and say what would become of each; nothing is written."""
        texts = split_messages(read_text_file(path), self._rulebook.notices)
        seen: set[tuple[str, int]] = set()
        outcomes = []
        for number, text in enumerate(texts, start=1):
            outcome = self._outcome(number, self.read(text), seen)
            if outcome.fate is NoticeFate.RECORDED:
                seen.add((outcome.reading.digest, outcome.matches[0].card_id))
            outcomes.append(outcome)
        return NoticeReport(path.name, self._clock(), tuple(outcomes))

    def take(self, report: NoticeReport) -> Changed:
        """Write everything that a report says would be recorded, as one step."""
        changed = Changed()
        ready = report.of(NoticeFate.RECORDED)
        if not ready:
            return changed
        with self._ledger.transaction("notices.take", str(len(ready))):
            for outcome in ready:
                saved = self.record(outcome.reading, outcome.matches[0].card_id)
                changed |= saved.changed
        return changed

    def _outcome(
        self, number: int, reading: NoticeReading, seen: set[tuple[str, int]]
    ) -> NoticeOutcome:
        if reading.proposal is None:
            return NoticeOutcome(number, NoticeFate.REFUSED, reading, reasons=reading.refusals)
        matches = self.match(reading)
        if any(item.known or (reading.digest, item.card_id) in seen for item in matches):
            return NoticeOutcome(number, NoticeFate.DUPLICATE, reading, matches)
        if not matches:
            reasons = (NoticeRemark(_why_unmatched(reading)),)
            return NoticeOutcome(number, NoticeFate.UNMATCHED, reading, reasons=reasons)
        if len(matches) > 1:
            reasons = (NoticeRemark("several_cards", {"count": len(matches)}),)
            return NoticeOutcome(number, NoticeFate.AMBIGUOUS, reading, matches, reasons)
        findings = self._grave(self.entry(reading, matches[0].card_id))
        fate = NoticeFate.REFUSED if findings else NoticeFate.RECORDED
        return NoticeOutcome(number, fate, reading, matches, findings=findings)

    def _grave(self, entry: Evidence) -> tuple[Finding, ...]:
        return tuple(item for item in self._evidence.check(entry) if item.level in _GRAVE)

    def _matched(self, card: Card, reading: NoticeReading) -> NoticeMatch:
        holder = self._ledger.holders.get(card.holder_id)
        known = self._ledger.notices.known(self._key(reading, card))
        return NoticeMatch(
            card.id, holder.id, holder.name, holder.masked_number, card.number, known
        )

    def _key(self, reading: NoticeReading, card: Card) -> str:
        """Return the hash that is kept: of message and card, as offices send all the same words."""
        return hashlib.sha256(f"{reading.digest} {card.uid}".encode()).hexdigest()


def _why_unmatched(reading: NoticeReading) -> str:
    if reading.part is NoticePart.FINANCIAL:
        return "bank_digits"
    return "no_card" if reading.digits else "no_digits"
