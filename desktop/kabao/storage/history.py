"""The history: one entry for every change of the ledger, never changed itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.storage.session import Session


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One committed change."""

    id: int
    at: str
    """ISO date and time, UTC."""
    action: str
    """Its words are ``history.<action>``."""
    subject: str
    """A name or title, masked by whoever made the change."""


class HistoryStore:
    """Reads the history; entries are written by the transactions themselves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(self, limit: int) -> list[HistoryEntry]:
        """Return the latest entries, the newest first."""
        rows = self._session.rows(
            "SELECT id, at, action, subject FROM history ORDER BY id DESC LIMIT ?", (limit,)
        )
        return [HistoryEntry(*row) for row in rows]
