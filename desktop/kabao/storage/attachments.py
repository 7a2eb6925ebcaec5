"""Attachments in the ledger: entries of a case, and their bytes once under their SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import Attachment
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.files import read_plan
from kabao.storage import driver
from kabao.storage.failures import translated
from kabao.storage.file_versions import save_plan
from kabao.storage.session import Session, new_uid
from kabao.storage.values import from_json

if TYPE_CHECKING:
    from kabao.storage.session import Row

LARGEST = 20 * 1024 * 1024
"""Bytes; the schema holds to the same limit."""

_COLUMNS = (
    "material, slot, title, file_name, media_type, sha256, size, pages, position, id, uid, plan"
)


class AttachmentStore:
    """The tables of attachments and of their contents."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_case(self, case_id: int) -> list[Attachment]:
        """Return the attachments of a case by material and position."""
        return attachments_of(self._session, (case_id,)).get(case_id, [])

    def add(self, case_id: int, attachment: Attachment, data: bytes) -> Attachment:
        """Store an attachment with its bytes; the same bytes are kept once."""
        if len(data) > LARGEST:
            raise InputRefusedError("attachment_too_large", name=attachment.file_name)
        digest = hashlib.sha256(data).hexdigest()
        if attachment.sha256 not in ("", digest):
            raise InputRefusedError("attachment_digest_differs", name=attachment.file_name)
        stored = replace(attachment, sha256=digest, size=len(data), uid=attachment.uid or new_uid())
        with self._session.transaction("attachments.add"):
            self._session.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, data))
            record = {"case_id": case_id, "uid": stored.uid, "sha256": digest, "size": len(data)}
            record |= _described(stored)
            number = self._session.insert("attachments", record)
            save_plan(self._session, number, stored.plan)
            return replace(stored, id=number)

    def update(self, case_id: int, attachment: Attachment) -> Attachment:
        """Store title, place, pages and description of an attachment; its bytes stay."""
        described = _described(attachment)
        settings = ", ".join(f"{column} = ?" for column in described)
        with self._session.transaction("attachments.rename"):
            self._session.change(
                f"UPDATE attachments SET {settings} WHERE id = ? AND case_id = ?",  # noqa: S608 (own column names)
                (*described.values(), attachment.id, case_id),
            )
            save_plan(self._session, attachment.id, attachment.plan)
        return next(item for item in self.of_case(case_id) if item.id == attachment.id)

    def remove(self, attachment_id: int) -> None:
        """Remove an attachment, and its bytes when no other one has the same."""
        with self._session.transaction("attachments.remove"):
            self._session.change("DELETE FROM attachments WHERE id = ?", (attachment_id,))

    def data(self, sha256: str) -> bytes:
        """Return the bytes of a digest; raises NotFoundError."""
        row = self._session.row("SELECT data FROM blobs WHERE sha256 = ?", (sha256,))
        if row is None:
            raise NotFoundError("attachment_missing")
        return bytes(row[0])

    def reader(self) -> BlobReader:
        """Return a reader with a connection of its own, for one worker thread."""
        path = self._session.path
        with translated(path):
            connection = driver.connect(path, read_only=True, key=self._session.key)
        return BlobReader(Session(connection, path, read_only=True))


class BlobReader:
    """Reads attachments in another thread; sees what is committed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = AttachmentStore(session)

    def data(self, sha256: str) -> bytes:
        """Return the bytes of a digest; raises NotFoundError."""
        return self._store.data(sha256)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


def attachments_of(session: Session, case_ids: tuple[int, ...]) -> dict[int, list[Attachment]]:
    """Return the attachments of several cases, each by material and position."""
    marks = ", ".join("?" * len(case_ids))
    found: dict[int, list[Attachment]] = {}
    for case_id, *columns in session.rows(
        f"SELECT case_id, {_COLUMNS} FROM attachments"  # noqa: S608 (question marks)
        f" LEFT JOIN page_plans ON attachment_id = id WHERE case_id IN ({marks})"
        " ORDER BY material, position, id",
        case_ids,
    ):
        found.setdefault(case_id, []).append(_attachment(tuple(columns)))
    return found


def _described(attachment: Attachment) -> dict[str, str | int]:
    return {
        "material": attachment.material,
        "slot": attachment.slot,
        "title": attachment.title,
        "file_name": attachment.file_name,
        "media_type": attachment.media_type,
        "pages": attachment.pages,
        "position": attachment.position,
    }


def _attachment(columns: Row) -> Attachment:
    stored = Attachment(*columns)
    return replace(stored, plan=read_plan(from_json(columns[-1])) if columns[-1] else ())
