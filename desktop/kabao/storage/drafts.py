"""What is being typed and not saved yet; kept at once, so that a crash loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.storage.session import Session


class DraftStore:
    """The table of drafts, one for each room and record; a new record has the id 0."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, room: str, record: int, values: Values) -> None:
        """Keep a draft in place of the one kept before; on disk when this returns."""
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (room, record, to_json(values))
            )

    def get(self, room: str, record: int) -> Values | None:
        """Return a draft, or None."""
        row = self._session.row(
            "SELECT fields FROM drafts WHERE room = ? AND record = ?", (room, record)
        )
        return to_values(row[0]) if row else None

    def remove(self, room: str, record: int) -> None:
        """Forget a draft, if there is one."""
        with self._session.quietly():
            self._session.rows("DELETE FROM drafts WHERE room = ? AND record = ?", (room, record))

    def all(self) -> list[tuple[str, int]]:
        """Return room and record of every draft."""
        return self._session.rows("SELECT room, record FROM drafts ORDER BY room, record")
