"""Attachments as a use case: take a file in, arrange its pages, replace it, let it go."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.attachments import inspect
from kabao.documents.foreign import look_into
from kabao.domain.cases import Attachment
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.files import is_sound, normal
from kabao.domain.topics import KEY, followed
from kabao.services.incoming import LIMIT, Incoming, examine
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kabao.documents.foreign import PageArtist
    from kabao.domain.cases import MaterialKey
    from kabao.domain.files import FileVersion, PagePick
    from kabao.storage.attachments import BlobReader
    from kabao.storage.ledger import Ledger


class Attachments:
    """The files of a case."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(
        self, case_id: int, key: MaterialKey, slot: str, path: Path, title: str = ""
    ) -> Saved[Attachment]:
        """Take a file into the ledger; refuses what cannot stand in a package, by name."""
        return self.take(case_id, key, slot, examine(path), title)

    def add_bytes(
        self, case_id: int, key: MaterialKey, slot: str, names: tuple[str, str], data: bytes
    ) -> Saved[Attachment]:
        """Take bytes in under ``names``: the file name and the title."""
        file_name, title = names
        if len(data) > LIMIT:
            raise InputRefusedError("attachment_too_large", name=file_name)
        looked = look_into(data, file_name)
        file = Incoming(file_name, looked.media_type, looked.pages, looked.data, looked.remarks)
        return self.take(case_id, key, slot, file, title)

    def take(
        self, case_id: int, key: MaterialKey, slot: str, file: Incoming, title: str = ""
    ) -> Saved[Attachment]:
        """Take a file in that was examined; an empty title becomes the stem of its name."""
        taken = self._ledger.attachments.of_case(case_id)
        entry = Attachment(
            material=key.number,
            slot=slot,
            title=title or file.stem,
            file_name=file.file_name,
            media_type=file.media_type,
            sha256="",
            size=len(file.data),
            pages=file.pages,
            position=1 + max((item.position for item in taken), default=0),
        )
        with self._change(case_id, "attachments.add", file.file_name):
            stored = self._ledger.attachments.add(case_id, entry, file.data)
        return Saved(stored, _changed(case_id))

    def rename(self, case_id: int, attachment: Attachment, title: str) -> Saved[Attachment]:
        """Give an attachment the title under which the package lists it."""
        with self._change(case_id, "attachments.rename", title):
            renamed = replace(attachment, title=title)
            self._ledger.attachments.update(case_id, renamed)
        return Saved(renamed, _changed(case_id))

    def move(self, case_id: int, attachment: Attachment, step: int) -> Changed:
        """Move an attachment up (-1) or down (+1) among those of its slot."""
        peers = self._peers(case_id, attachment)
        index = _index(peers, attachment)
        if not 0 <= index + step < len(peers):
            return Changed()
        return self.move_to(case_id, attachment, index + step)

    def move_to(self, case_id: int, attachment: Attachment, place: int) -> Changed:
        """Move an attachment to a place among those of its slot, counted from 0."""
        peers = self._peers(case_id, attachment)
        # Positions may repeat where files came from elsewhere, so all peers are counted anew.
        positions = _rising([item.position for item in peers])
        moved = peers.pop(_index(peers, attachment))
        peers.insert(max(0, min(place, len(peers))), moved)
        with self._change(case_id, "attachments.move", attachment.title):
            for item, position in zip(peers, positions, strict=True):
                if item.position != position:
                    self._ledger.attachments.update(case_id, replace(item, position=position))
        return _changed(case_id)

    def transfer(
        self, case_id: int, attachment: Attachment, key: MaterialKey, slot: str
    ) -> Changed:
        """Move an attachment to another slot of the case, behind the files there."""
        taken = self._ledger.attachments.of_case(case_id)
        last = max((item.position for item in taken), default=0)
        moved = replace(attachment, material=key.number, slot=slot, position=last + 1)
        with self._change(case_id, "attachments.move", attachment.title):
            self._ledger.attachments.update(case_id, moved)
        return _changed(case_id)

    def arrange(
        self, case_id: int, attachment: Attachment, plan: Iterable[PagePick]
    ) -> Saved[Attachment]:
        """Say which pages of a file are printed, in which order and how they are turned."""
        wanted = tuple(plan)
        if not wanted or not is_sound(wanted, attachment.pages):
            raise InputRefusedError(
                "attachment_plan", name=attachment.title, pages=attachment.pages
            )
        arranged = replace(attachment, plan=normal(wanted, attachment.pages))
        if arranged == attachment:
            return Saved(attachment, Changed())
        with self._change(case_id, "attachments.arrange", attachment.title):
            self._ledger.attachments.update(case_id, arranged)
        return Saved(arranged, _changed(case_id))

    def replace(self, case_id: int, attachment: Attachment, file: Incoming) -> Saved[Attachment]:
        """Put another file in the place of one, which is kept and can be restored."""
        return self._replace(case_id, attachment, file, same_pages=False)

    def _replace(
        self, case_id: int, attachment: Attachment, file: Incoming, *, same_pages: bool
    ) -> Saved[Attachment]:
        described = replace(
            attachment,
            title=_new_title(attachment, file),
            file_name=file.file_name,
            media_type=file.media_type,
            size=len(file.data),
            pages=file.pages,
            plan=(),
        )
        action = "attachments.make_final" if same_pages else "attachments.replace"
        with self._change(case_id, action, attachment.title, follow=not same_pages):
            if described.title != attachment.title:
                self._ledger.attachments.update(case_id, replace(attachment, title=described.title))
            self._ledger.file_versions.replace(case_id, described, file.data)
        return Saved(self._one(case_id, attachment.id), _changed(case_id))

    def make_final(self, case_id: int, attachment: Attachment) -> Saved[Attachment]:
        """Replace a file by one that has only its printed pages, as they are printed.

        What was left out is then in no package any more; the ledger keeps the former file.
        """
        from kabao.documents.arranging import arranged_pdf

        data = arranged_pdf(self.data(attachment), attachment)
        media_type, pages = inspect(data, attachment.title)
        name = f"{_stem(attachment.file_name)}.pdf"
        final = Incoming(name, media_type, pages, data)
        return self._replace(case_id, attachment, final, same_pages=True)

    def versions(self, attachment: Attachment) -> list[FileVersion]:
        """Return the files that an attachment replaced, the latest first."""
        return self._ledger.file_versions.of_attachment(attachment.id)

    def version_counts(self, case_id: int) -> Mapping[int, int]:
        """Count the replaced files of each attachment of a case that has any."""
        return self._ledger.file_versions.counts(case_id)

    def restore(
        self, case_id: int, attachment: Attachment, version: FileVersion
    ) -> Saved[Attachment]:
        """Give an attachment a file back that it had; the present one is kept instead."""
        title = _new_title(attachment, version)
        with self._change(case_id, "attachments.restore", attachment.title):
            if title != attachment.title:
                self._ledger.attachments.update(case_id, replace(attachment, title=title))
            self._ledger.file_versions.restore(case_id, attachment, version)
        return Saved(self._one(case_id, attachment.id), _changed(case_id))

    def remove(self, case_id: int, attachment: Attachment) -> Changed:
        """Take an attachment out of the case."""
        with self._change(case_id, "attachments.remove", attachment.title):
            self._ledger.attachments.remove(attachment.id)
        return _changed(case_id)

    def data(self, attachment: Attachment | FileVersion) -> bytes:
        """Return the bytes of an attachment, or of a file that it replaced."""
        return self._ledger.attachments.data(attachment.sha256)

    def reader(self) -> BlobReader:
        """Return a reader with a connection of its own, for a worker thread."""
        return self._ledger.attachments.reader()

    def artist(self, attachment: Attachment | FileVersion) -> PageArtist:
        """Return what draws the pages of a file in another process; close it afterwards."""
        from kabao.documents.foreign import PageArtist

        return PageArtist(self.data(attachment), attachment.file_name)

    def _peers(self, case_id: int, attachment: Attachment) -> list[Attachment]:
        return [
            item
            for item in self._ledger.attachments.of_case(case_id)
            if (item.material, item.slot) == (attachment.material, attachment.slot)
        ]

    def _one(self, case_id: int, attachment_id: int) -> Attachment:
        found = self._ledger.attachments.of_case(case_id)
        return next(item for item in found if item.id == attachment_id)

    @contextmanager
    def _change(
        self, case_id: int, action: str, subject: str, *, follow: bool = True
    ) -> Iterator[None]:
        """Change files of a case; topics of material 5 follow the pages they were found on."""
        with self._ledger.transaction(action, masked(subject)):
            before = self._ledger.cases.get(case_id)
            yield
            moved = followed(before, self._ledger.cases.get(case_id)) if follow else {}
            if moved:
                values = {**before.values(KEY), **moved}
                self._ledger.cases.save_material(case_id, KEY, values)


def _changed(case_id: int) -> Changed:
    return Changed(cases=frozenset({case_id}))


def _new_title(attachment: Attachment, file: Incoming | FileVersion) -> str:
    """Keep the title, unless it was nothing but the name of the former file."""
    if attachment.title != _stem(attachment.file_name):
        return attachment.title
    return _stem(file.file_name)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _index(peers: list[Attachment], attachment: Attachment) -> int:
    index = next((i for i, item in enumerate(peers) if item.id == attachment.id), None)
    if index is None:
        raise NotFoundError("record_missing")
    return index


def _rising(positions: list[int]) -> list[int]:
    rising: list[int] = []
    for position in positions:
        rising.append(max(position, rising[-1] + 1) if rising else position)
    return rising
