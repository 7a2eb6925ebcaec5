"""Evidence in the ledger: entries are added, read and never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.storage.session import new_uid, now

if TYPE_CHECKING:
    from kabao.storage.session import Row, Session

_SELECT = (
    "SELECT card_id, kind, observed_on, positive, strength, detail, channel, note,"
    " withdraws, recorded_at, id, uid FROM evidence"
)


class EvidenceStore:
    """The table of evidence; its triggers refuse every change and every single removal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_card(self, card_id: int) -> list[Evidence]:
        """Return the entries of a card by day, then in the order of entry."""
        rows = self._session.rows(
            f"{_SELECT} WHERE card_id = ? ORDER BY observed_on, id", (card_id,)
        )
        return [_evidence(row) for row in rows]

    def find(self, uid: str) -> Evidence | None:
        """Return the entry with an identifier, or None."""
        row = self._session.row(f"{_SELECT} WHERE uid = ?", (uid,))
        return _evidence(row) if row else None

    def add(self, entry: Evidence) -> Evidence:
        """Store an entry and return it with its id and the moment of entry."""
        entry = replace(entry, uid=entry.uid or new_uid(), recorded_at=entry.recorded_at or now())
        record = {
            "uid": entry.uid,
            "card_id": entry.card_id,
            "kind": entry.kind.value,
            "observed_on": entry.observed_on.isoformat(),
            "positive": int(entry.positive),
            "strength": entry.strength.value,
            "detail": entry.detail,
            "channel": entry.channel,
            "note": entry.note,
            "withdraws": entry.withdraws,
            "recorded_at": entry.recorded_at,
        }
        with self._session.transaction("evidence.add"):
            return replace(entry, id=self._session.insert("evidence", record))


def _evidence(row: Row) -> Evidence:
    card_id, kind, observed_on, positive, strength, *rest = row
    return Evidence(
        card_id,
        EvidenceKind(kind),
        dt.date.fromisoformat(observed_on),
        bool(positive),
        Strength(strength),
        *rest,
    )
