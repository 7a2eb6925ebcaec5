"""Page plans of attachments and the files that they replaced, in the ledger."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.files import FileVersion, plan_rows, read_plan
from kabao.storage.session import new_uid, now
from kabao.storage.values import from_json, to_json

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment
    from kabao.domain.files import PagePlan
    from kabao.storage.session import Row, Session

LARGEST = 20 * 1024 * 1024
"""Bytes; the schema holds to the same limit."""

_COLUMNS = (
    "attachment_id, file_name, media_type, sha256, size, pages, replaced_at, plan, position, uid"
)
_PLACE = "(SELECT coalesce(max(position), 0) + 1 FROM file_versions WHERE attachment_id = ?2)"


class FileVersionStore:
    """The tables of page plans and of replaced files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_attachment(self, attachment_id: int) -> list[FileVersion]:
        """Return the files that an attachment replaced, the latest first."""
        rows = self._session.rows(
            f"SELECT {_COLUMNS} FROM file_versions WHERE attachment_id = ?"  # noqa: S608 (constants)
            " ORDER BY position DESC",
            (attachment_id,),
        )
        return [_version(row) for row in rows]

    def counts(self, case_id: int) -> dict[int, int]:
        """Count the replaced files of the attachments of a case, by the id of the attachment."""
        rows = self._session.rows(
            "SELECT attachment_id, count(*) FROM file_versions WHERE attachment_id IN"
            " (SELECT id FROM attachments WHERE case_id = ?) GROUP BY attachment_id",
            (case_id,),
        )
        return dict(rows)

    def replace(self, case_id: int, attachment: Attachment, data: bytes) -> None:
        """Give an attachment the file it describes; the one it had is kept as a version."""
        if len(data) > LARGEST:
            raise InputRefusedError("attachment_too_large", name=attachment.file_name)
        digest = hashlib.sha256(data).hexdigest()
        with self._session.transaction("attachments.replace"):
            self._session.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, data))
            self._swap(case_id, replace(attachment, sha256=digest, size=len(data)))

    def restore(self, case_id: int, attachment: Attachment, version: FileVersion) -> None:
        """Give an attachment a file back that it had; the present one becomes a version."""
        restored = replace(
            attachment,
            file_name=version.file_name,
            media_type=version.media_type,
            sha256=version.sha256,
            size=version.size,
            pages=version.pages,
            plan=version.plan,
        )
        with self._session.transaction("attachments.restore"):
            self._swap(case_id, restored)
            self._session.change("DELETE FROM file_versions WHERE uid = ?", (version.uid,))

    def _swap(self, case_id: int, file: Attachment) -> None:
        self._session.rows(
            "INSERT INTO file_versions (uid, attachment_id, position, file_name, media_type,"  # noqa: S608
            " sha256, size, pages, plan, replaced_at)"
            f" SELECT ?1, a.id, {_PLACE}, a.file_name, a.media_type, a.sha256, a.size, a.pages,"
            " coalesce(p.plan, '[]'), ?3 FROM attachments a"
            " LEFT JOIN page_plans p ON p.attachment_id = a.id WHERE a.id = ?2",
            (new_uid(), file.id, now()),
        )
        self._session.change(
            "UPDATE attachments SET file_name = ?, media_type = ?, sha256 = ?, size = ?, pages = ?"
            " WHERE id = ? AND case_id = ?",
            (
                file.file_name, file.media_type, file.sha256, file.size, file.pages,
                file.id, case_id,
            ),
        )  # fmt: skip
        save_plan(self._session, file.id, file.plan)

    def get(self, uid: str) -> FileVersion:
        """Return one replaced file; raises NotFoundError."""
        row = self._session.row(
            f"SELECT {_COLUMNS} FROM file_versions WHERE uid = ?",  # noqa: S608 (constants)
            (uid,),
        )
        if row is None:
            raise NotFoundError("record_missing")
        return _version(row)


def save_plan(session: Session, attachment_id: int, plan: PagePlan) -> None:
    """Store which pages of an attachment are printed; joins the transaction under way."""
    if plan:
        session.rows(
            "INSERT INTO page_plans VALUES (?1, ?2) ON CONFLICT (attachment_id)"
            " DO UPDATE SET plan = excluded.plan WHERE plan <> excluded.plan",
            (attachment_id, to_json(plan_rows(plan))),
        )
    else:
        session.rows("DELETE FROM page_plans WHERE attachment_id = ?", (attachment_id,))


def _version(row: Row) -> FileVersion:
    version = FileVersion(*row)
    return replace(version, plan=read_plan(from_json(row[7])))
