"""Files from outside: read, converted and unlocked where needed, looked into by another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMIT = 20 * 1024 * 1024
"""Largest attachment in bytes; the ledger stays one file that can be copied."""
UNLOCKED, CONVERTED = "unlocked", "converted"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that can be taken in; holds no ledger, so it may be made in a worker thread."""

    file_name: str
    media_type: str
    pages: int
    data: bytes
    remarks: tuple[str, ...] = ()
    """What the user should know: ``unlocked``, ``converted``, ``signed``, ``press`` and others."""

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.file_name.rpartition(".")[0] or self.file_name


def examine(
    path: Path, password: str | None = None, cancelled: Callable[[], bool] = lambda: False
) -> Incoming:
    """Read a file and look into it; needs no ledger.

    Raises InputRefusedError, with ``attachment_encrypted`` where a password must be given, and
    EnvironmentProblemError. The password is kept nowhere.
    """
    from kabao.documents.conversion import ENDING, converted
    from kabao.documents.foreign import look_into

    data, name = read_file(path), path.name
    remarks: tuple[str, ...] = ()
    if path.suffix.lower() == ENDING:
        data, name = converted(data, name, cancelled), f"{path.stem}.pdf"
        remarks = (CONVERTED,)
    looked = look_into(data, name, password, cancelled)
    if len(looked.data) > LIMIT:
        raise InputRefusedError("attachment_too_large", name=name)
    if looked.unlocked:
        remarks = (*remarks, UNLOCKED)
    return Incoming(name, looked.media_type, looked.pages, looked.data, (*remarks, *looked.remarks))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file that may be taken in; refuses what is none or too large."""
    try:
        # A pipe or a device is not opened: reading one might never end.
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        if path.stat().st_size > LIMIT:
            raise InputRefusedError("attachment_too_large", name=path.name)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
