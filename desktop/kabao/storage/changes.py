"""Entries of the history as they are made: opened before a change, closed with what it added."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from kabao.storage.chain import Chain
from kabao.storage.schema_history import NUMBERED

if TYPE_CHECKING:
    from kabao.storage.driver import Connection

_LAST = "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{name}')"
_OPEN = (
    "INSERT INTO undo_open VALUES "  # noqa: S608 (constants)
    f"({_LAST.format(name='history')} + 1, ?,"
    f" {', '.join(_LAST.format(name=name) for name in NUMBERED)})"
)
_BEFORE = " ".join(f"WHEN '{name}' THEN o.last_{name}" for name in NUMBERED)
_ADDED = f"""
INSERT INTO undo_ranges
SELECT entry, name, before + 1, seq FROM (
    SELECT o.entry, s.name, CASE s.name {_BEFORE} END AS before, s.seq
    FROM undo_open o, sqlite_sequence s
) WHERE before IS NOT NULL AND seq > before
"""  # noqa: S608 (constants)
_CLOSE = """
INSERT INTO history (id, at, action, subject, actor, undoes)
SELECT entry, ?, ?, ?, ?, undoes FROM undo_open
"""


class Recorder:
    """Makes the triggers write images for one entry at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._chain = Chain(connection)
        self._actor = _signed_in()

    def open(self, undoes: int | None = None) -> None:
        """Begin an entry; part of the transaction under way."""
        self._connection.execute(_OPEN, (undoes,))

    def close(self, at: str, action: str, subject: str) -> None:
        """Write the entry, note which ids it gave and seal it."""
        self._connection.execute(_ADDED)
        self._connection.execute(_CLOSE, (at, action, subject, self._actor))
        (entry,) = self._connection.execute("SELECT entry FROM undo_open").fetchone()
        self._connection.execute("DELETE FROM undo_open")
        self._chain.seal(entry)


def _signed_in() -> str:
    """Return the name of the computer's user; some systems have none to give."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
