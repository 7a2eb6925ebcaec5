"""Notices read: the digest of a message and what was understood, never its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.session import now
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.storage.session import Session


class NoticeStore:
    """The table of notices; those that became evidence go with it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, digest: str, elements: Values, evidence_id: int | None) -> None:
        """Remember a message by its digest, and the evidence it became, if any."""
        with self._session.transaction("notices.add"):
            self._session.rows(
                "INSERT INTO notices VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET"
                " elements = excluded.elements, read_at = excluded.read_at,"
                " evidence_id = coalesce(excluded.evidence_id, evidence_id)",
                (digest, to_json(elements), evidence_id, now()),
            )

    def known(self, digest: str) -> bool:
        """Say whether a message was read before."""
        return self._session.row("SELECT 1 FROM notices WHERE digest = ?", (digest,)) is not None

    def elements(self, digest: str) -> Values | None:
        """Return what was understood of a message, or None."""
        row = self._session.row("SELECT elements FROM notices WHERE digest = ?", (digest,))
        return to_values(row[0]) if row else None
