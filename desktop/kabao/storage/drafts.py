"""What is being typed and not saved yet; kept at once, so that a crash loses nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.storage.session import Session

_log = logging.getLogger(__name__)


class DraftStore:
    """The table of drafts, one for each room and record; a new record has the id 0.

    While a worker writes the ledger, drafts wait in memory: typing never waits for an import. So
    do those that a full disk did not take, until the next one is written.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: dict[tuple[str, int], Values | None] = {}
        self.are_refused = False
        """Whether the disk did not take what was typed last: it is in memory only."""

    def put(self, room: str, record: int, values: Values) -> None:
        """Keep a draft in place of the one kept before; on disk when this returns."""
        self._waiting[room, record] = dict(values)
        self._write_all()

    def get(self, room: str, record: int) -> Values | None:
        """Return a draft, or None."""
        if (room, record) in self._waiting:
            return self._waiting[room, record]
        row = self._session.row(
            "SELECT fields FROM drafts WHERE room = ? AND record = ?", (room, record)
        )
        return to_values(row[0]) if row else None

    def remove(self, room: str, record: int) -> None:
        """Forget a draft, if there is one."""
        self._waiting[room, record] = None
        self._write_all()

    def all(self) -> list[tuple[str, int]]:
        """Return room and record of every draft."""
        rows = self._session.rows("SELECT room, record FROM drafts")
        gone = {key for key, values in self._waiting.items() if values is None}
        return sorted(({(room, record) for room, record in rows} | self._waiting.keys()) - gone)

    def settle(self) -> None:
        """Write what waits, unless a worker still writes the ledger or the disk takes nothing."""
        try:
            self._write_all()
        except EnvironmentProblemError as problem:  # whoever types next is told
            _log.info("drafts wait on: %s", problem.code)

    def _write_all(self) -> None:
        if not self._waiting or self._session.lending.is_lent:
            return
        try:
            with self._session.quietly():
                for (room, record), values in self._waiting.items():
                    self._write(room, record, values)
        except EnvironmentProblemError:
            self.are_refused = True
            raise
        except BaseException:
            self._waiting.clear()
            raise
        self._waiting.clear()
        self.are_refused = False

    def _write(self, room: str, record: int, values: Values | None) -> None:
        if values is None:
            self._session.rows("DELETE FROM drafts WHERE room = ? AND record = ?", (room, record))
        else:
            self._session.rows(
                "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (room, record, to_json(values))
            )
