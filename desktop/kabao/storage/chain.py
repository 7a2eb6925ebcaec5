"""The chain over the history: every entry is sealed together with the seal of the one before.

A seal is an HMAC under a key of the ledger's own, so it cannot be made by hand; whoever can open
the ledger with a program of his own can make all of them anew, and no file can prevent that. What
was kept to undo an entry is sealed by its digest, so that it may be forgotten later (retention)
without a gap in the chain.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.storage.driver import Connection

_KEY = "SELECT value ->> '$' FROM settings WHERE name = 'chain.key'"
_LAST = "SELECT link FROM history_chain ORDER BY entry DESC LIMIT 1"
_FACTS = "SELECT id, at, action, subject, actor, undoes FROM history"
_RANGES = "SELECT tab, first, last FROM undo_ranges WHERE entry = ? ORDER BY tab"
_IMAGES = "SELECT operation, tab, item, old, new FROM undo_images WHERE entry = ? ORDER BY id"
_UNSEALED = f"{_FACTS} WHERE id NOT IN (SELECT entry FROM history_chain) ORDER BY id"  # noqa: S608 (constants)
_SEALED = """
SELECT h.id, h.at, h.action, h.subject, h.actor, h.undoes, c.facts, c.kept, c.link
FROM history h LEFT JOIN history_chain c ON c.entry = h.id ORDER BY h.id
"""
_STRAY = "SELECT min(entry) FROM history_chain WHERE entry NOT IN (SELECT id FROM history)"
_CUT = """
SELECT (SELECT coalesce(max(id), 0) FROM history) + 1
WHERE (SELECT coalesce(max(id), 0) FROM history)
    < (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'history')
"""
_KEPT_FROM = "SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'history.kept_from'"
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking the chain found."""

    entries: int
    head: str
    """The newest seal: written down elsewhere, it proves later that nothing before it changed."""
    broken: int | None
    """The first entry that is not as it was sealed; None for a whole chain."""


class Chain:
    """Seals entries and checks them, through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: bytes | None = None

    def seal(self, entry: int) -> None:
        """Seal the newest entry, as part of the transaction that made it."""
        self._add(self._connection.execute(f"{_FACTS} WHERE id = ?", (entry,)).fetchall())

    def catch_up(self) -> None:
        """Seal every entry that has no seal yet, as when an older ledger gets its chain."""
        self._add(self._connection.execute(_UNSEALED).fetchall())

    def check(self) -> ChainReport:
        """Read the history whole and name the first entry that is not as it was sealed."""
        link, count = b"", 0
        broken = self._missing()
        kept_from = int(self._connection.execute(_KEPT_FROM).fetchone()[0])
        for *facts, sealed, kept, sealed_link in self._connection.execute(_SEALED):
            count += 1
            entry = int(facts[0])
            seals = self._facts(facts), kept or b""
            link = self._link(link, entry, *seals)
            whole = (sealed, sealed_link) == (seals[0], link)
            if whole and entry >= kept_from:
                whole = kept == self._kept(entry)
            if not whole:
                broken = min(broken or entry, entry)
                break
        return ChainReport(count, link.hex(), broken)

    def _add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        found = self._connection.execute(_LAST).fetchone()
        link = found[0] if found else b""
        for row in rows:
            facts, kept = self._facts(row), self._kept(row[0])
            link = self._link(link, row[0], facts, kept)
            self._connection.execute(
                "INSERT INTO history_chain VALUES (?, ?, ?, ?)", (row[0], facts, kept, link)
            )

    def _missing(self) -> int | None:
        """Return the first entry that was taken out, or the first of those cut off the end."""
        found = (self._connection.execute(sql).fetchone() for sql in (_STRAY, _CUT))
        return min((int(row[0]) for row in found if row and row[0] is not None), default=None)

    def _facts(self, row: Iterable[object]) -> bytes:
        return self._digest(json.dumps([*row], ensure_ascii=False).encode())

    def _kept(self, entry: int) -> bytes:
        whole = hmac.new(self._key, b"", "sha256")
        for sql in (_RANGES, _IMAGES):
            cursor = self._connection.execute(sql, (entry,))
            while batch := cursor.fetchmany(_BATCH):
                whole.update(json.dumps(batch, ensure_ascii=False).encode())
        return whole.digest()

    def _link(self, before: bytes, entry: int, facts: bytes, kept: bytes) -> bytes:
        return self._digest(before + entry.to_bytes(8, "big") + facts + kept)

    def _digest(self, data: bytes) -> bytes:
        return hmac.digest(self._key, data, "sha256")

    @property
    def _key(self) -> bytes:
        if self._known is None:
            self._known = bytes.fromhex(self._connection.execute(_KEY).fetchone()[0])
        return self._known
