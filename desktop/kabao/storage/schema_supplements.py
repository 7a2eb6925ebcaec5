"""A schema step: what bureaus asked for after reading a package of a case."""

from __future__ import annotations

from kabao.storage.schema_history import OF_SUPPLEMENTS, undo_triggers

_SUPPLEMENTS = """
CREATE TABLE supplements (
    uid TEXT PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    UNIQUE (case_id, position)
) STRICT, WITHOUT ROWID
"""

SUPPLEMENTS = (
    _SUPPLEMENTS,
    *(trigger for table in OF_SUPPLEMENTS for trigger in undo_triggers(table)),
)
