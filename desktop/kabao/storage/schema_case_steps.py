"""The sixth schema step: the way of a case, its snapshots, and what a change case changes."""

from __future__ import annotations

from kabao.storage.schema_history import OF_CASES, undo_triggers

_STEPS = """
CREATE TABLE case_steps (
    uid TEXT PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    transition TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    actor TEXT NOT NULL,
    reference TEXT NOT NULL,
    reasons TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT REFERENCES blobs (sha256) ON DELETE RESTRICT,
    recorded_at TEXT NOT NULL,
    UNIQUE (case_id, position)
) STRICT, WITHOUT ROWID
"""
_SNAPSHOTS = """
CREATE TABLE case_snapshots (
    uid TEXT PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    package TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    UNIQUE (case_id, position)
) STRICT, WITHOUT ROWID
"""
_CHANGES = """
CREATE TABLE case_changes (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    base_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE RESTRICT,
    snapshot TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields))
) STRICT
"""


def _content_goes(table: str) -> tuple[str, str]:
    """Bytes of a scan are needed too, by whichever table they were first taken in."""
    others = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {name} WHERE sha256 = OLD.sha256)"  # noqa: S608 (constants)
        for name in ("attachments", "proofs", "case_steps")
    )
    name = {
        "attachments": "content_goes_with_its_last_attachment",
        "proofs": "content_goes_with_its_last_proof",
        "case_steps": "content_goes_with_its_last_step",
    }[table]
    made = (
        f"CREATE TRIGGER {name} AFTER DELETE ON {table}"  # noqa: S608 (constants)
        f" WHEN NOT EXISTS (SELECT 1 FROM undo_open) {others}"
        " BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END"
    )
    return f"DROP TRIGGER IF EXISTS {name}", made


WAY_OF_CASES = (
    _STEPS,
    "CREATE INDEX case_steps_by_content ON case_steps (sha256) WHERE sha256 IS NOT NULL",
    _SNAPSHOTS,
    _CHANGES,
    "CREATE INDEX case_changes_by_base ON case_changes (base_id)",
    *_content_goes("attachments"),
    *_content_goes("proofs"),
    *_content_goes("case_steps"),
    *(trigger for table in OF_CASES for trigger in undo_triggers(table)),
)
