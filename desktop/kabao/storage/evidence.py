"""Evidence in the ledger: entries are added, read and never changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.storage.session import new_uid, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.storage.session import Row, Session

_COLUMNS = (
    "card_id, kind, observed_on, positive, strength, detail, channel, note,"
    " withdraws, recorded_at, id, uid"
)
_SELECT = f"SELECT {_COLUMNS} FROM evidence"  # noqa: S608 (constants)
_INSERT = f"INSERT INTO evidence ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


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
        return self.add_many((entry,))[0]

    def add_many(self, entries: Sequence[Evidence]) -> list[Evidence]:
        """Store entries in their order and return them with ids and the moment of entry."""
        moment = now()
        with self._session.in_bulk("evidence.add"):
            first = self._session.next_id("evidence")
            stored = [
                replace(
                    entry,
                    id=number,
                    uid=entry.uid or new_uid(),
                    recorded_at=entry.recorded_at or moment,
                )
                for number, entry in enumerate(entries, first)
            ]
            self._session.many(_INSERT, map(_record, stored))
        return stored


def _record(entry: Evidence) -> Row:
    return (
        entry.card_id,
        entry.kind.value,
        entry.observed_on.isoformat(),
        int(entry.positive),
        entry.strength.value,
        entry.detail,
        entry.channel,
        entry.note,
        entry.withdraws,
        entry.recorded_at,
        entry.id,
        entry.uid,
    )


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
