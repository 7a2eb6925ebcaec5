"""The second schema step: proofs of evidence, notices read, saved views, remembered mappings."""

from __future__ import annotations

PROOFS_AND_VIEWS = (
    """
    CREATE TABLE proofs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        evidence_id INTEGER NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
        file_name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT,
        size INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX proofs_by_evidence ON proofs (evidence_id)",
    "CREATE INDEX proofs_by_content ON proofs (sha256)",
    """
    CREATE TRIGGER proofs_stay_as_written BEFORE UPDATE ON proofs
    BEGIN SELECT raise(ABORT, 'proofs are append-only'); END
    """,
    """
    CREATE TRIGGER proofs_go_with_their_evidence BEFORE DELETE ON proofs
    WHEN EXISTS (SELECT 1 FROM evidence WHERE id = OLD.evidence_id)
    BEGIN SELECT raise(ABORT, 'proofs are append-only'); END
    """,
    # The same bytes may now be wanted by attachments and by proofs.
    "DROP TRIGGER content_goes_with_its_last_attachment",
    """
    CREATE TRIGGER content_goes_with_its_last_attachment AFTER DELETE ON attachments
    WHEN NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM proofs WHERE sha256 = OLD.sha256)
    BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END
    """,
    """
    CREATE TRIGGER content_goes_with_its_last_proof AFTER DELETE ON proofs
    WHEN NOT EXISTS (SELECT 1 FROM proofs WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
    BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END
    """,
    # Of a message only its digest and what was understood; never its words.
    """
    CREATE TABLE notices (
        digest TEXT PRIMARY KEY,
        elements TEXT NOT NULL CHECK (json_valid(elements)),
        evidence_id INTEGER REFERENCES evidence (id) ON DELETE CASCADE,
        read_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX notices_by_evidence ON notices (evidence_id) WHERE evidence_id IS NOT NULL",
    """
    CREATE TABLE views (
        name TEXT PRIMARY KEY,
        fields TEXT NOT NULL CHECK (json_valid(fields))
    ) STRICT
    """,
    """
    CREATE TABLE mappings (
        layout TEXT PRIMARY KEY,
        fields TEXT NOT NULL CHECK (json_valid(fields))
    ) STRICT
    """,
)
