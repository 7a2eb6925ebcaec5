"""Attachments of an exchange document: read from beside it or decoded, and checked."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from kabao.domain.exchange import refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.findings import Finding

    FilesOf = Callable[[str], bytes | None]
    """Gives the file of a name inside what is being read; None where there is none."""

MOST_BYTES = 20 * 1024 * 1024
"""The largest attachment that a ledger takes."""
MOST_BYTES_TOGETHER = 200 * 1024 * 1024

_BEGINNINGS = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
_PDF_HEADER_WITHIN = 1024
_DRIVE = re.compile(r"^[A-Za-z]:")


class _RefusedError(Exception):
    """One attachment cannot be taken."""

    def __init__(self, code: str, where: str, **params: str | int) -> None:
        super().__init__(code)
        self.finding = refusal(code, where, **params)


class AttachmentReader:
    """Fetches the content of attachments and keeps count of their bytes."""

    def __init__(self, folder: Path | None, used: int, files: FilesOf | None = None) -> None:
        self._folder = folder
        self._files = files
        self._used = used
        self.findings: list[Finding] = []

    def content(self, where: str, item: dict[str, Any]) -> bytes:
        """Return the content of one attachment; empty with a finding when it is refused."""
        try:
            if "path" in item:
                data = self._from_file(f"{where}.path", item["path"])
            else:
                data = _from_base64(f"{where}.base64", item["base64"])
            self._check_sizes(where, len(data))
            self._used += len(data)
            _check_content(where, item, data)
        except _RefusedError as refused:
            self.findings.append(refused.finding)
            return b""
        return data

    def _from_file(self, where: str, text: str) -> bytes:
        if self._files is not None:
            data = self._files(text)
            if data is None:
                raise _RefusedError("exchange_attachment_missing", where, file=text)
            return data
        path = self._resolved(where, text)
        try:
            # A folder, a pipe or a device is not opened: reading one might never end.
            if not path.is_file():
                raise _RefusedError("exchange_attachment_missing", where, file=path.name)
            self._check_sizes(where, path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise _RefusedError("exchange_attachment_unreadable", where, file=path.name) from error

    def _resolved(self, where: str, text: str) -> Path:
        """Return the file that a relative path means; it may not leave the folder."""
        path = PurePosixPath(text)
        foreign = "\\" in text or _DRIVE.match(text) or path.is_absolute() or ".." in path.parts
        if self._folder is None or foreign:
            raise _RefusedError("exchange_path_outside", where)
        try:
            folder = self._folder.resolve()
            resolved = (folder / str(path)).resolve()
        except (OSError, RuntimeError) as error:  # a ring of links
            raise _RefusedError("exchange_path_outside", where) from error
        if not resolved.is_relative_to(folder):
            raise _RefusedError("exchange_path_outside", where)
        return resolved

    def _check_sizes(self, where: str, size: int) -> None:
        if size > MOST_BYTES:
            raise _RefusedError("exchange_attachment_too_large", where, limit=20)
        if self._used + size > MOST_BYTES_TOGETHER:
            raise _RefusedError("exchange_too_large_together", where, limit=200)


def _from_base64(where: str, text: str) -> bytes:
    if len(text) // 4 * 3 > MOST_BYTES + 2:
        raise _RefusedError("exchange_attachment_too_large", where, limit=20)
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise _RefusedError("exchange_not_base64", where) from error


def _check_content(where: str, item: dict[str, Any], data: bytes) -> None:
    if not _looks_like(data, item["media_type"]):
        media_type = item["media_type"]
        raise _RefusedError("exchange_not_its_type", f"{where}.media_type", type=media_type)
    if item.get("sha256") not in (None, hashlib.sha256(data).hexdigest()):
        raise _RefusedError("exchange_wrong_digest", f"{where}.sha256")


def _looks_like(data: bytes, media_type: str) -> bool:
    beginning = _BEGINNINGS[media_type]
    if media_type == "application/pdf":
        return beginning in data[:_PDF_HEADER_WITHIN]
    return data.startswith(beginning)
