"""The chain over the history: every entry is sealed together with the seal of the one before.

A seal is an HMAC under a key of the ledger's own, so it cannot be made by hand; whoever can open
the ledger with a program of his own can make all of them anew, and no file can prevent that. What
was kept to undo an entry is sealed by its digest, so that it may be forgotten later (retention)
without a gap in the chain. An entry that was emptied with a person (purge) is compared with the
seals that the purge made of what is left of it; they are sealed with the entry of the purge.
"""

from __future__ import annotations

import hmac
import json
import secrets
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
SELECT h.id, h.at, h.action, h.subject, h.actor, h.undoes, c.facts, c.kept, c.link, c.salt
FROM history h LEFT JOIN history_chain c ON c.entry = h.id ORDER BY h.id
"""
_STRAY = "SELECT min(entry) FROM history_chain WHERE entry NOT IN (SELECT id FROM history)"
_EMPTIED = "SELECT entry, facts, kept FROM history_emptied ORDER BY purge"
_OF_PURGE = (
    "SELECT entry, hex(facts), hex(kept) FROM history_emptied WHERE purge = ? ORDER BY entry"
)
_PURGES = "SELECT DISTINCT purge FROM history_emptied"
_NO_PURGE = """
SELECT min(entry) FROM history_emptied WHERE purge NOT IN
    (SELECT id FROM history WHERE action = 'privacy.purge')
"""
_CUT = """
SELECT (SELECT coalesce(max(id), 0) FROM history) + 1
WHERE (SELECT coalesce(max(id), 0) FROM history)
    < (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'history')
"""
_KEPT_FROM = "SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'history.kept_from'"
_BATCH = 1000
_SALT = 16


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
        row = self._connection.execute(f"{_FACTS} WHERE id = ?", (entry,)).fetchone()
        salt = secrets.token_bytes(_SALT)
        facts, kept = self._facts(row, salt), self._kept(entry, salt)
        kept = self._with_emptied(entry, kept)
        link = self._link(self._last(), entry, facts, kept)
        self._connection.execute(
            "INSERT INTO history_chain (entry, facts, kept, link, salt) VALUES (?, ?, ?, ?, ?)",
            (entry, facts, kept, link, salt),
        )

    def catch_up(self) -> None:
        """Seal every entry that has no seal yet, as when an older ledger gets its chain."""
        link = self._last()
        for row in self._connection.execute(_UNSEALED).fetchall():
            facts, kept = self._facts(row), self._kept(row[0])
            link = self._link(link, row[0], facts, kept)
            self._connection.execute(
                "INSERT INTO history_chain (entry, facts, kept, link) VALUES (?, ?, ?, ?)",
                (row[0], facts, kept, link),
            )

    def seals_of(self, entry: int) -> tuple[bytes, bytes]:
        """Return seals of an entry as it stands now, without a salt: for one that was emptied."""
        row = self._connection.execute(f"{_FACTS} WHERE id = ?", (entry,)).fetchone()
        return self._facts(row), self._kept(entry)

    def check(self) -> ChainReport:
        """Read the history whole and name the first entry that is not as it was sealed."""
        link, count = b"", 0
        broken = self._missing()
        check = _Check(self)
        for *facts, sealed, kept, sealed_link, salt in self._connection.execute(_SEALED):
            count += 1
            entry = int(facts[0])
            link = self._link(link, entry, sealed or b"", kept or b"")
            if sealed_link != link or not check.is_whole(facts, sealed, kept, salt):
                broken = min(broken or entry, entry)
                break
        return ChainReport(count, link.hex(), broken)

    def _last(self) -> bytes:
        found = self._connection.execute(_LAST).fetchone()
        return found[0] if found else b""

    def _missing(self) -> int | None:
        """Return the first entry that was taken out, or the first of those cut off the end."""
        found = (self._connection.execute(sql).fetchone() for sql in (_STRAY, _CUT, _NO_PURGE))
        return min((int(row[0]) for row in found if row and row[0] is not None), default=None)

    def _facts(self, row: Iterable[object], salt: bytes | None = None) -> bytes:
        return self._digest((salt or b"") + json.dumps([*row], ensure_ascii=False).encode())

    def _kept(self, entry: int, salt: bytes | None = None) -> bytes:
        whole = hmac.new(self._key, salt or b"", "sha256")
        for sql in (_RANGES, _IMAGES):
            cursor = self._connection.execute(sql, (entry,))
            while batch := cursor.fetchmany(_BATCH):
                whole.update(json.dumps(batch, ensure_ascii=False).encode())
        return whole.digest()

    def _with_emptied(self, entry: int, kept: bytes) -> bytes:
        """Seal with the entry of a purge what that purge left of others."""
        rows = self._connection.execute(_OF_PURGE, (entry,)).fetchall()
        return self._digest(kept + json.dumps(rows).encode()) if rows else kept

    def _link(self, before: bytes, entry: int, facts: bytes, kept: bytes) -> bytes:
        return self._digest(before + entry.to_bytes(8, "big") + facts + kept)

    def _digest(self, data: bytes) -> bytes:
        return hmac.digest(self._key, data, "sha256")

    @property
    def _key(self) -> bytes:
        if self._known is None:
            self._known = bytes.fromhex(self._connection.execute(_KEY).fetchone()[0])
        return self._known


class _Check:
    """Compares entries with their seals."""

    def __init__(self, chain: Chain) -> None:
        run = chain._connection.execute  # noqa: SLF001 (the other half of the chain)
        self._chain = chain
        self._kept_from = int(run(_KEPT_FROM).fetchone()[0])
        self._emptied = {entry: seals for entry, *seals in run(_EMPTIED)}
        self._purges = {entry for (entry,) in run(_PURGES)}

    def is_whole(
        self, facts: list[Any], sealed: bytes | None, kept: bytes | None, salt: bytes | None
    ) -> bool:
        """Say whether an entry is as it was sealed, or as a purge left it."""
        entry = int(facts[0])
        if entry in self._emptied:
            sealed, kept = self._emptied[entry]
            salt = None
        if sealed != self._chain._facts(facts, salt):  # noqa: SLF001
            return False
        if entry < self._kept_from and entry not in self._purges:
            return True
        found = self._chain._kept(entry, salt)  # noqa: SLF001
        return kept == self._chain._with_emptied(entry, found)  # noqa: SLF001
