"""Proofs in the ledger: files that show what an entry of evidence says, never changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.evidence import Proof
from kabao.storage.attachments import LARGEST

if TYPE_CHECKING:
    from kabao.storage.session import Session


class ProofStore:
    """The table of proofs; its triggers refuse every change and every single removal."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_evidence(self, evidence_id: int) -> list[Proof]:
        """Return the proofs of an entry in the order they were added."""
        rows = self._session.rows(
            "SELECT file_name, media_type, sha256, size, id FROM proofs"
            " WHERE evidence_id = ? ORDER BY id",
            (evidence_id,),
        )
        return [Proof(*row) for row in rows]

    def add(self, evidence_id: int, proof: Proof, data: bytes) -> Proof:
        """Store a proof with its bytes; the same bytes are kept once."""
        if len(data) > LARGEST:
            raise InputRefusedError("attachment_too_large", name=proof.file_name)
        digest = hashlib.sha256(data).hexdigest()
        if proof.sha256 not in ("", digest):
            raise InputRefusedError("attachment_digest_differs", name=proof.file_name)
        stored = replace(proof, sha256=digest, size=len(data))
        record = {
            "evidence_id": evidence_id,
            "file_name": stored.file_name,
            "media_type": stored.media_type,
            "sha256": digest,
            "size": stored.size,
        }
        with self._session.transaction("proofs.add"):
            if not self._session.row("SELECT 1 FROM evidence WHERE id = ?", (evidence_id,)):
                raise NotFoundError("record_missing")
            self._session.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, data))
            return replace(stored, id=self._session.insert("proofs", record))

    def data(self, sha256: str) -> bytes:
        """Return the bytes of a digest; raises NotFoundError."""
        row = self._session.row("SELECT data FROM blobs WHERE sha256 = ?", (sha256,))
        if row is None:
            raise NotFoundError("attachment_missing")
        return bytes(row[0])
