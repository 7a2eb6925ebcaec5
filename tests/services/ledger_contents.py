"""What a ledger says, without what no reader of it sees: withdrawn evidence, numbers of rows."""

from __future__ import annotations

import hashlib
import json

from kabao.domain.evidence import EvidenceKind, withdrawn_ids

_TABLES = (
    "employers", "holders", "cards", "cases", "case_holders", "materials", "attachments",
    "projections", "register", "sounds", "views", "case_steps", "case_snapshots", "case_changes",
    "page_plans", "file_versions", "photos", "photo_originals", "batch_cards", "batch_layouts",
    "supplements",
)  # fmt: skip


def logical(ledger):
    """Return every record in force, with the bytes behind attachments and proofs."""
    session = ledger._session
    found = {table: session.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in _TABLES}
    names = "SELECT rowid FROM holder_names WHERE holder_names MATCH ? ORDER BY 1"
    found["searchable"] = [
        session.rows(names, (f'"{ord(name[0]):x}"',))
        for (name,) in session.rows("SELECT name FROM holders ORDER BY id")
        if name
    ]
    standing = []
    for card in ledger.cards.all():
        entries = ledger.evidence.of_card(card.id)
        taken = withdrawn_ids(entries)
        standing += [
            entry
            for entry in entries
            if entry.id not in taken and entry.kind is not EvidenceKind.WITHDRAWN
        ]
    found["evidence"] = standing
    found["proofs"] = [
        (proof, digest(ledger, proof.sha256))
        for entry in standing
        for proof in ledger.proofs.of_evidence(entry.id)
    ]
    found["bytes"] = [
        digest(ledger, sha256) for (sha256,) in session.rows("SELECT sha256 FROM attachments")
    ]
    kept = {entry.id for entry in standing}
    found["notices"] = [
        row
        for row in session.rows("SELECT * FROM notices ORDER BY digest")
        if row[2] is None or row[2] in kept
    ]
    assert session.rows("PRAGMA foreign_key_check") == []
    assert session.rows("SELECT count(*) FROM touched") == [(0,)]
    assert session.rows("SELECT * FROM undo_open") == []
    assert session.rows("SELECT * FROM register ORDER BY 1") == session.rows(
        "SELECT * FROM register_now ORDER BY 1"
    )
    return json.loads(json.dumps(found, default=str, ensure_ascii=False))


def digest(ledger, sha256):
    """Return the digest of the bytes that are really there."""
    return hashlib.sha256(ledger.attachments.data(sha256)).hexdigest()
