"""Attachments as a use case: take a file in, show it, reorder it, let it go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.attachments import inspect
from kabao.domain.cases import Attachment
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, NotFoundError
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.cases import MaterialKey
    from kabao.storage.ledger import Ledger

LIMIT = 20 * 1024 * 1024
"""Largest attachment in bytes; the ledger stays one file that can be copied."""


class Attachments:
    """The files of a case."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(
        self, case_id: int, key: MaterialKey, slot: str, path: Path, title: str = ""
    ) -> Saved[Attachment]:
        """Take a file into the ledger; refuses what cannot stand in a package, by name."""
        return self.add_bytes(case_id, key, slot, (path.name, title), _read(path))

    def add_bytes(
        self, case_id: int, key: MaterialKey, slot: str, names: tuple[str, str], data: bytes
    ) -> Saved[Attachment]:
        """Take bytes in under ``names``: the file name and the title (the name's stem if empty)."""
        file_name, title = names
        if len(data) > LIMIT:
            raise InputRefusedError("attachment_too_large", name=file_name)
        media_type, pages = inspect(data, file_name)
        taken = self._ledger.attachments.of_case(case_id)
        entry = Attachment(
            material=key.number,
            slot=slot,
            title=title or file_name.rpartition(".")[0] or file_name,
            file_name=file_name,
            media_type=media_type,
            sha256="",
            size=len(data),
            pages=pages,
            position=1 + max((item.position for item in taken), default=0),
        )
        with self._ledger.transaction("attachments.add", masked(file_name)):
            stored = self._ledger.attachments.add(case_id, entry, data)
        return Saved(stored, Changed(cases=frozenset({case_id})))

    def rename(self, case_id: int, attachment: Attachment, title: str) -> Saved[Attachment]:
        """Give an attachment the title under which the package lists it."""
        with self._ledger.transaction("attachments.rename", masked(title)):
            renamed = replace(attachment, title=title)
            self._ledger.attachments.update(case_id, renamed)
        return Saved(renamed, Changed(cases=frozenset({case_id})))

    def move(self, case_id: int, attachment: Attachment, step: int) -> Changed:
        """Move an attachment up (-1) or down (+1) among those of its slot."""
        peers = [
            item
            for item in self._ledger.attachments.of_case(case_id)
            if (item.material, item.slot) == (attachment.material, attachment.slot)
        ]
        index = next((i for i, item in enumerate(peers) if item.id == attachment.id), None)
        if index is None:
            raise NotFoundError("record_missing")
        other = index + step
        if not 0 <= other < len(peers):
            return Changed()
        # Positions may repeat where files came from elsewhere, so all peers are counted anew.
        positions = _rising([item.position for item in peers])
        peers[index], peers[other] = peers[other], peers[index]
        with self._ledger.transaction("attachments.move", masked(attachment.title)):
            for item, position in zip(peers, positions, strict=True):
                if item.position != position:
                    self._ledger.attachments.update(case_id, replace(item, position=position))
        return Changed(cases=frozenset({case_id}))

    def remove(self, case_id: int, attachment: Attachment) -> Changed:
        """Take an attachment out of the case."""
        with self._ledger.transaction("attachments.remove", masked(attachment.title)):
            self._ledger.attachments.remove(attachment.id)
        return Changed(cases=frozenset({case_id}))

    def data(self, attachment: Attachment) -> bytes:
        """Return the bytes of an attachment."""
        return self._ledger.attachments.data(attachment.sha256)


def _rising(positions: list[int]) -> list[int]:
    rising: list[int] = []
    for position in positions:
        rising.append(max(position, rising[-1] + 1) if rising else position)
    return rising


def _read(path: Path) -> bytes:
    try:
        # A pipe or a device is not opened: reading one might never end.
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        if path.stat().st_size > LIMIT:
            raise InputRefusedError("attachment_too_large", name=path.name)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
