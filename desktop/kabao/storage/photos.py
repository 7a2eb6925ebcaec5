"""Photographs of people in the ledger: one for each, with the original while that is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.holder_photos import HolderPhoto, Outstayed
from kabao.storage.attachments import LARGEST
from kabao.storage.session import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.storage.session import Row, Session

_SELECT = """
SELECT p.holder_id, p.file_name, p.sha256, p.size, p.fields, p.taken_in_at,
    coalesce(o.sha256, ''), coalesce(o.size, 0)
FROM photos p LEFT JOIN photo_originals o USING (holder_id)
"""
_OUTSTAYED = """
SELECT h.id, h.name, h.fields ->> '$.keep_until' FROM holders h
WHERE coalesce(h.fields ->> '$.keep_until', '') BETWEEN '1' AND ?1
    AND (EXISTS (SELECT 1 FROM photos WHERE holder_id = h.id)
        OR EXISTS (SELECT 1 FROM photo_originals WHERE holder_id = h.id))
ORDER BY 3, 2
"""


class PhotoStore:
    """The tables of photographs and of their originals."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_holder(self, holder_id: int) -> HolderPhoto | None:
        """Return the photograph of one person, or None."""
        return self.of_holders((holder_id,)).get(holder_id)

    def of_holders(self, ids: Iterable[int]) -> dict[int, HolderPhoto]:
        """Return the photographs of some people; those without one are left out."""
        rows = self._session.rows(
            f"{_SELECT} WHERE p.holder_id IN (SELECT value FROM json_each(?))",  # noqa: S608 (constants)
            (json.dumps(list(ids)),),
        )
        return {row[0]: _photo(row) for row in rows}

    def put(self, photo: HolderPhoto, data: bytes, original: bytes | None = None) -> HolderPhoto:
        """Store somebody's photograph in place of an earlier one, with its original or without."""
        if max(len(data), len(original or b"")) > LARGEST:
            raise InputRefusedError("attachment_too_large", name=photo.file_name)
        if self._session.row("SELECT 1 FROM holders WHERE id = ?", (photo.holder_id,)) is None:
            raise NotFoundError("record_missing")
        stored = replace(photo, sha256=_digest(data), size=len(data), taken_in_at=now())
        with self._session.transaction("photos.take"):
            self._keep(data, stored.sha256)
            self._session.rows(
                "INSERT INTO photos VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " file_name = excluded.file_name, sha256 = excluded.sha256, size = excluded.size,"
                " fields = excluded.fields, taken_in_at = excluded.taken_in_at",
                (
                    stored.holder_id,
                    stored.file_name,
                    stored.sha256,
                    stored.size,
                    json.dumps(stored.fields),
                    stored.taken_in_at,
                ),
            )
            self._put_original(stored, original)
        found = self.of_holder(photo.holder_id)
        assert found is not None
        return found

    def same(self, sha256s: Iterable[str]) -> dict[str, list[int]]:
        """Return by digest who has these bytes as a photograph, or one that was made from them."""
        found: dict[str, list[int]] = {}
        for digest, holder_id in self._session.rows(
            "SELECT sha256, holder_id FROM ("
            " SELECT sha256, holder_id FROM photos"
            " UNION SELECT fields ->> '$.source', holder_id FROM photos"
            " UNION SELECT sha256, holder_id FROM photo_originals)"
            " WHERE sha256 IN (SELECT value FROM json_each(?))",
            (json.dumps(list(sha256s)),),
        ):
            found.setdefault(digest, []).append(holder_id)
        return found

    def remove(self, holder_id: int) -> None:
        """Remove somebody's photograph and its original; nothing happens where there is none."""
        with self._session.transaction("photos.remove"):
            for table in ("photos", "photo_originals"):
                self._session.rows(
                    f"DELETE FROM {table} WHERE holder_id = ?",  # noqa: S608 (constants)
                    (holder_id,),
                )

    def remove_original(self, holder_id: int) -> None:
        """Remove only what a photograph was made from."""
        with self._session.transaction("photos.remove_original"):
            self._session.rows("DELETE FROM photo_originals WHERE holder_id = ?", (holder_id,))

    def outstayed(self, today: dt.date) -> list[Outstayed]:
        """Return whose pictures are kept although their last day is over, the longest first."""
        yesterday = (today - dt.timedelta(days=1)).isoformat()
        rows = self._session.rows(_OUTSTAYED, (yesterday,))
        return [Outstayed(key, name, dt.date.fromisoformat(day)) for key, name, day in rows]

    def count(self) -> int:
        """Count the people with a photograph."""
        row = self._session.row("SELECT count(*) FROM photos")
        return int(row[0]) if row else 0

    def _put_original(self, photo: HolderPhoto, original: bytes | None) -> None:
        if original is None:
            self.remove_original(photo.holder_id)
            return
        digest = _digest(original)
        self._keep(original, digest)
        self._session.rows(
            "INSERT INTO photo_originals VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " file_name = excluded.file_name, sha256 = excluded.sha256, size = excluded.size",
            (photo.holder_id, photo.file_name, digest, len(original)),
        )

    def _keep(self, data: bytes, digest: str) -> None:
        self._session.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, data))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _photo(row: Row) -> HolderPhoto:
    holder_id, file_name, sha256, size, fields, taken_in_at, original, original_size = row
    return HolderPhoto(
        holder_id, file_name, sha256, size, json.loads(fields), taken_in_at, original, original_size
    )
