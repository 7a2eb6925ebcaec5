"""A schema step: the photograph of a person, and the file it was made from while that is kept.

The original is a row of its own: it goes by itself when its time is over, the photograph stays.
"""

from __future__ import annotations

from kabao.storage.schema_files import NAMERS_OF_BYTES
from kabao.storage.schema_history import OF_PHOTOS, undo_triggers

_PHOTOS = """
CREATE TABLE photos (
    holder_id INTEGER PRIMARY KEY REFERENCES holders (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT,
    size INTEGER NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    taken_in_at TEXT NOT NULL
) STRICT
"""
_ORIGINALS = """
CREATE TABLE photo_originals (
    holder_id INTEGER PRIMARY KEY REFERENCES holders (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE RESTRICT,
    size INTEGER NOT NULL
) STRICT
"""
_NAMERS = NAMERS_OF_BYTES | {
    "photos": "content_goes_with_its_last_photo",
    "photo_originals": "content_goes_with_its_last_original",
}


def _content_goes(table: str) -> tuple[str, str]:
    others = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {name} WHERE sha256 = OLD.sha256)"  # noqa: S608 (constants)
        for name in _NAMERS
    )
    made = (
        f"CREATE TRIGGER {_NAMERS[table]} AFTER DELETE ON {table}"  # noqa: S608 (constants)
        f" WHEN NOT EXISTS (SELECT 1 FROM undo_open) {others}"
        " BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END"
    )
    return f"DROP TRIGGER IF EXISTS {_NAMERS[table]}", made


PHOTOS_OF_HOLDERS = (
    _PHOTOS,
    _ORIGINALS,
    "CREATE INDEX photos_by_content ON photos (sha256)",
    "CREATE INDEX photo_originals_by_content ON photo_originals (sha256)",
    *(statement for table in _NAMERS for statement in _content_goes(table)),
    *(trigger for table in OF_PHOTOS for trigger in undo_triggers(table)),
)
