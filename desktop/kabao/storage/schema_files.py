"""A schema step: which pages of an attachment are printed, and the files that it replaced.

Both are tables of their own, so that images of attachments from before stay readable.
"""

from __future__ import annotations

from kabao.storage.schema_history import OF_FILES, undo_triggers

_PLANS = """
CREATE TABLE page_plans (
    attachment_id INTEGER PRIMARY KEY REFERENCES attachments (id) ON DELETE CASCADE,
    plan TEXT NOT NULL CHECK (json_valid(plan))
) STRICT
"""
_VERSIONS = """
CREATE TABLE file_versions (
    uid TEXT PRIMARY KEY,
    attachment_id INTEGER NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT,
    size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    plan TEXT NOT NULL CHECK (json_valid(plan)),
    replaced_at TEXT NOT NULL,
    UNIQUE (attachment_id, position)
) STRICT, WITHOUT ROWID
"""
NAMERS_OF_BYTES = {
    "attachments": "content_goes_with_its_last_attachment",
    "proofs": "content_goes_with_its_last_proof",
    "case_steps": "content_goes_with_its_last_step",
    "file_versions": "content_goes_with_its_last_version",
}
"""Tables that name bytes, each with the trigger that lets go of what nobody names any more."""


def _content_goes(table: str) -> tuple[str, str]:
    others = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {name} WHERE sha256 = OLD.sha256)"  # noqa: S608 (constants)
        for name in NAMERS_OF_BYTES
    )
    made = (
        f"CREATE TRIGGER {NAMERS_OF_BYTES[table]} AFTER DELETE ON {table}"  # noqa: S608 (constants)
        f" WHEN NOT EXISTS (SELECT 1 FROM undo_open) {others}"
        " BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END"
    )
    return f"DROP TRIGGER IF EXISTS {NAMERS_OF_BYTES[table]}", made


PAGES_AND_VERSIONS = (
    _PLANS,
    _VERSIONS,
    "CREATE INDEX file_versions_by_content ON file_versions (sha256)",
    *(statement for table in NAMERS_OF_BYTES for statement in _content_goes(table)),
    *(trigger for table in OF_FILES for trigger in undo_triggers(table)),
)
