"""Evidence as a use case: add an observation, take one back, read the timeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind, check_evidence
from kabao.domain.findings import Finding, Level
from kabao.services.proofs import Proofs
from kabao.services.selection import BulkOutcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kabao.services.proofs import ProofFile
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

_REPORT_EVERY = 64


def _no_progress(_done: int, _total: int) -> None:
    """Report to nobody."""


def _never() -> bool:
    return False


class EvidenceEntries:
    """The append-only list of observations of each card."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], statuses: Statuses) -> None:
        self._ledger = ledger
        self._clock = clock
        self._statuses = statuses
        self._proofs = Proofs(ledger)

    def of_card(self, card_id: int) -> tuple[Evidence, ...]:
        """Return the timeline of one card, oldest first."""
        return tuple(self._ledger.evidence.of_card(card_id))

    def check(self, entry: Evidence) -> tuple[Finding, ...]:
        """Say what is wrong with an observation before it is written."""
        card = self._ledger.cards.get(entry.card_id)
        return check_evidence(entry, card, self._ledger.evidence.of_card(card.id), self._clock())

    def add(self, entry: Evidence, proofs: Sequence[ProofFile] = ()) -> Saved[Evidence]:
        """Write one observation with its proofs and derive the status; raises InputRefusedError."""
        findings = self.check(entry)
        if _worst_of(findings) is not None:
            raise InputRefusedError("evidence_refused", findings)
        card = self._ledger.cards.get(entry.card_id)
        name = self._ledger.holders.get(card.holder_id).name
        with self._ledger.transaction("evidence.add", name):
            stored = self._ledger.evidence.add(entry)
            self._proofs.store(stored.id, proofs)
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

    def add_to_many(
        self,
        card_ids: Sequence[int],
        draft: Evidence,
        *,
        progress: Callable[[int, int], None] = _no_progress,
        cancelled: Callable[[], bool] = _never,
    ) -> BulkOutcome:
        """Write the same observation about many cards as one step; refused cards are listed.

        Nothing is kept when it is cancelled. A proof shows one card, so none goes with these.
        """
        wanted = list(dict.fromkeys(card_ids))
        refused: list[tuple[int, Finding]] = []
        holders: set[int] = set()
        taken: list[Evidence] = []
        for number, card_id in enumerate(wanted):
            if number % _REPORT_EVERY == 0:
                progress(number, len(wanted))
                _stop_if(cancelled)
            entry = replace(draft, card_id=card_id, id=0, uid="", withdraws=None)
            problem = _worst_of(self.check(entry))
            if problem is not None:
                refused.append((card_id, problem))
            else:
                taken.append(entry)
                holders.add(self._ledger.cards.get(card_id).holder_id)
        if taken:
            self._write(taken, cancelled)
        progress(len(wanted), len(wanted))
        cards = frozenset(entry.card_id for entry in taken)
        return BulkOutcome(Changed(frozenset(holders), cards), len(taken), tuple(refused))

    def _write(self, taken: Sequence[Evidence], cancelled: Callable[[], bool]) -> None:
        with self._ledger.transaction("evidence.bulk", str(len(taken))):
            self._ledger.evidence.add_many(taken)
            for number, entry in enumerate(taken):
                if number % _REPORT_EVERY == 0:
                    _stop_if(cancelled)
                self._statuses.refresh(entry.card_id)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise CancelledError("stopped")


def _worst_of(findings: Sequence[Finding]) -> Finding | None:
    return next((item for item in findings if item.level in (Level.CRITICAL, Level.ERROR)), None)
