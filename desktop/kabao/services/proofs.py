"""Proofs as a use case: take in the photo of a slip, a screenshot or a PDF, and show it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.evidence import Proof
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kabao.documents.foreign import Drawing
    from kabao.domain.evidence import Evidence
    from kabao.storage.attachments import BlobReader
    from kabao.storage.ledger import Ledger

LIMIT = 20 * 1024 * 1024
"""Largest proof in bytes, as for attachments: the ledger stays one file that can be copied."""
MOST = 8
"""Proofs that one entry takes at once."""


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file that may become a proof: looked into, and not yet in the ledger."""

    file_name: str
    media_type: str
    data: bytes
    pages: int = 1


class Proofs:
    """The files that show what entries of evidence say; never changed, kept as long as they."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def read(self, path: Path) -> ProofFile:
        """Look into a file on the disk; what cannot be a proof is refused by name."""
        name = masked(path.name)
        try:
            # A pipe or a device is not opened: reading one might never end.
            if not path.is_file():
                raise InputRefusedError("file_missing", name=name)
            if path.stat().st_size > LIMIT:
                raise InputRefusedError("attachment_too_large", name=name)
            return self.take(path.name, path.read_bytes())
        except OSError as error:
            raise EnvironmentProblemError("file_unreadable", name=name) from error

    def take(self, file_name: str, data: bytes) -> ProofFile:
        """Look into bytes, such as a picture from the clipboard: JPEG, PNG or PDF."""
        from kabao.documents.foreign import look_into

        name = masked(file_name)
        if len(data) > LIMIT:
            raise InputRefusedError("attachment_too_large", name=name)
        looked = look_into(data, name)
        return ProofFile(name, looked.media_type, data, looked.pages)

    @staticmethod
    def draw(data: bytes, page: int, width: int) -> tuple[int, Drawing]:
        """Return the number of pages and the drawing of one, counted from 1; by another process.

        Raises InputRefusedError ``proof_unreadable``.
        """
        from kabao.documents.foreign import draw_once

        try:
            return draw_once(data, "", page, width)
        except InputRefusedError as error:
            raise InputRefusedError("proof_unreadable") from error

    def of_entries(self, entries: Sequence[Evidence]) -> Mapping[int, tuple[Proof, ...]]:
        """Return the proofs of entries by the id of the entry; those without any are left out."""
        found = {entry.id: tuple(self._ledger.proofs.of_evidence(entry.id)) for entry in entries}
        return {number: proofs for number, proofs in found.items() if proofs}

    def attach(self, entry: Evidence, files: Sequence[ProofFile]) -> Saved[tuple[Proof, ...]]:
        """Add proofs to an entry that stands already."""
        card = self._ledger.cards.get(entry.card_id)
        holder = self._ledger.holders.get(card.holder_id)
        with self._ledger.transaction("proofs.add", holder.name):
            stored = self.store(entry.id, files)
        return Saved(stored, Changed(frozenset({holder.id}), frozenset({card.id})))

    def store(self, evidence_id: int, files: Sequence[ProofFile]) -> tuple[Proof, ...]:
        """Write proofs of an entry inside the transaction under way."""
        if len(files) > MOST:
            raise InputRefusedError("proofs_too_many", most=MOST)
        return tuple(
            self._ledger.proofs.add(evidence_id, Proof(file.file_name, file.media_type), file.data)
            for file in files
        )

    def reader(self) -> BlobReader:
        """Return a reader with a connection of its own, for a worker thread."""
        return self._ledger.attachments.reader()
