"""Evidence as a use case: add an observation, take one back, read the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind, check_evidence
from kabao.domain.findings import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kabao.domain.findings import Finding
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


class EvidenceEntries:
    """The append-only list of observations of each card."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], statuses: Statuses) -> None:
        self._ledger = ledger
        self._clock = clock
        self._statuses = statuses

    def of_card(self, card_id: int) -> tuple[Evidence, ...]:
        """Return the timeline of one card, oldest first."""
        return tuple(self._ledger.evidence.of_card(card_id))

    def check(self, entry: Evidence) -> tuple[Finding, ...]:
        """Say what is wrong with an observation before it is written."""
        card = self._ledger.cards.get(entry.card_id)
        return check_evidence(entry, card, self._ledger.evidence.of_card(card.id), self._clock())

    def add(self, entry: Evidence) -> Saved[Evidence]:
        """Write one observation and derive the card's status; raises InputRefusedError."""
        findings = self.check(entry)
        if any(item.level in (Level.CRITICAL, Level.ERROR) for item in findings):
            raise InputRefusedError("evidence_refused", findings)
        card = self._ledger.cards.get(entry.card_id)
        name = self._ledger.holders.get(card.holder_id).name
        with self._ledger.transaction("evidence.add", name):
            stored = self._ledger.evidence.add(entry)
            self._statuses.refresh(card.id)
        changed = Changed(frozenset({card.holder_id}), frozenset({card.id}))
        return Saved(stored, changed, findings)

    def withdraw(self, entry: Evidence, note: str = "") -> Saved[Evidence]:
        """Take back an earlier entry by a new one that names it; both stay visible."""
        return self.add(
            Evidence(
                card_id=entry.card_id,
                kind=EvidenceKind.WITHDRAWN,
                observed_on=self._clock(),
                withdraws=entry.id,
                note=note,
            )
        )
