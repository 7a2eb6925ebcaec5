"""What can be proven about a ledger by reading it: whole, consistent, nothing left over."""

from __future__ import annotations

import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.storage.chain import ChainReport
    from kabao.storage.session import Session

# Everything that needs bytes: files, proofs, and what it takes to undo their removal.
_NEEDED = """
SELECT sha256 FROM attachments UNION SELECT sha256 FROM proofs
UNION SELECT sha256 FROM case_steps WHERE sha256 IS NOT NULL
UNION SELECT sha256 FROM file_versions
UNION SELECT sha256 FROM photos UNION SELECT sha256 FROM photo_originals
UNION SELECT old ->> '$.sha256' FROM undo_images
WHERE tab IN ('attachments', 'proofs', 'case_steps', 'file_versions', 'photos', 'photo_originals')
    AND old ->> '$.sha256' IS NOT NULL
"""
_REGISTER = """
SELECT count(*) FROM (
    SELECT * FROM (SELECT {columns} FROM register EXCEPT SELECT {columns} FROM register_now)
    UNION ALL
    SELECT * FROM (SELECT {columns} FROM register_now EXCEPT SELECT {columns} FROM register)
)
"""
_SPARE = 64 * 1024 * 1024
_COLUMNS = "holder_id, card_id, card_number, region, state, lit, review_on"


class HealthStore:
    """Counts what is wrong with the file and with what is derived in it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def damage(self) -> int:
        """Count what SQLite finds wrong with pages, their codes, indexes and constraints."""
        found = self._session.rows("PRAGMA integrity_check")
        coded = self._session.key is not None
        wrong = self._session.rows("PRAGMA cipher_integrity_check") if coded else []
        return len(wrong) + (0 if found == [("ok",)] else len(found))

    def orphans(self) -> int:
        """Count rows that name one which is not there."""
        return len(self._session.rows("PRAGMA foreign_key_check"))

    def register_differences(self) -> int:
        """Count lines of the register that are not what its definition says."""
        self._session.catch_up()
        return self._count(_REGISTER.format(columns=_COLUMNS))

    def missing_contents(self) -> int:
        """Count files whose bytes are not there, also removed ones that could be brought back."""
        return self._count(
            f"SELECT count(*) FROM ({_NEEDED}) WHERE sha256 NOT IN (SELECT sha256 FROM blobs)"  # noqa: S608 (constants)
        )

    def altered_contents(self) -> int:
        """Count files whose bytes are not those that were taken in; reads all of them."""
        names = self._session.rows("SELECT sha256 FROM blobs")
        return sum(not self._is_as_named(name) for (name,) in names)

    def _is_as_named(self, name: str) -> bool:
        row = self._session.row("SELECT data FROM blobs WHERE sha256 = ?", (name,))
        return row is not None and sha256(row[0]).hexdigest() == name

    def space(self) -> tuple[int, int]:
        """Return the bytes free on the disk, and those that a backup or a rewrite takes."""
        used = shutil.disk_usage(self._session.path.resolve().parent)
        return used.free, 2 * self._session.path.stat().st_size + _SPARE

    def spare_contents(self) -> int:
        """Count bytes that nothing needs."""
        return self._count(f"SELECT count(*) FROM blobs WHERE sha256 NOT IN ({_NEEDED})")  # noqa: S608 (constants)

    def broken_history(self) -> int:
        """Count images of entries that are not there, and entries that name a later one."""
        return self._count(
            "SELECT (SELECT count(*) FROM undo_images WHERE entry NOT IN (SELECT id FROM history))"
            " + (SELECT count(*) FROM undo_ranges WHERE entry NOT IN (SELECT id FROM history))"
            " + (SELECT count(*) FROM history WHERE undoes >= id)"
            " + (SELECT count(*) FROM undo_open)"
        )

    def chain(self) -> ChainReport:
        """Check that every entry of the history is as it was sealed."""
        return self._session.chain.check()

    def _count(self, sql: str) -> int:
        return int(self._session.rows(sql)[0][0])
