"""The fourth schema step: what an entry of the history needs so that it can be taken back.

While an entry is being made, ``undo_open`` holds its number and the last ids given so far; the
triggers write only then, so that drafts, derived data and migrations leave no images. New rows of
numbered tables are kept as ranges of ids (``undo_ranges``), which costs an import nothing; rows
changed or removed leave an image of the columns that matter (``undo_images``), also where a
removal cascades. Rows that the same entry made need none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tracked:
    """One table of records that can be taken back; frozen with this step of the schema."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    """Everything stored besides the key; generated columns follow from these."""
    parents: tuple[tuple[str, str], ...] = ()
    """Columns that name a row of another table."""

    @property
    def is_numbered(self) -> bool:
        """Say whether its ids run on and are never given twice."""
        return self.key == ("id",)

    @property
    def every(self) -> tuple[str, ...]:
        """Key and columns."""
        return (*self.key, *self.columns)

    def identity(self, row: str) -> str:
        """Return the SQL of a row's key as one value."""
        names = ", ".join(f"{row}.{column}" for column in self.key)
        return names if len(self.key) == 1 else f"json_array({names})"


_CASE = (
    "uid", "number", "kind", "applicant_kind", "title", "created_on", "employer_id", "rulebook",
    "annex", "accepted",
)  # fmt: skip
_FILE = (
    "uid", "case_id", "material", "slot", "title", "file_name", "media_type", "sha256", "size",
    "pages", "position",
)  # fmt: skip
_ENTRY = (
    "uid", "card_id", "kind", "observed_on", "positive", "strength", "detail", "channel", "note",
    "withdraws", "recorded_at",
)  # fmt: skip
_ID = ("id",)

_FIRST = (
    Tracked("employers", _ID, ("uid", "fields")),
    Tracked("holders", _ID, ("uid", "employer_id", "fields"), (("employer_id", "employers"),)),
    Tracked("cards", _ID, ("uid", "holder_id", "fields"), (("holder_id", "holders"),)),
    Tracked("evidence", _ID, _ENTRY, (("card_id", "cards"),)),
    Tracked("cases", _ID, _CASE, (("employer_id", "employers"),)),
    Tracked(
        "case_holders",
        ("case_id", "position"),
        ("holder_id",),
        (("case_id", "cases"), ("holder_id", "holders")),
    ),
    Tracked("materials", ("case_id", "number"), ("fields",), (("case_id", "cases"),)),
    Tracked("attachments", _ID, _FILE, (("case_id", "cases"),)),
    Tracked(
        "proofs",
        _ID,
        ("evidence_id", "file_name", "media_type", "sha256", "size"),
        (("evidence_id", "evidence"),),
    ),
    Tracked(
        "notices",
        ("digest",),
        ("elements", "evidence_id", "read_at"),
        (("evidence_id", "evidence"),),
    ),
    Tracked("views", ("name",), ("fields",)),
)

OF_CASES = (
    Tracked(
        "case_steps",
        ("uid",),
        (
            "case_id", "position", "transition", "source", "target", "happened_on", "actor",
            "reference", "reasons", "file_name", "sha256", "recorded_at",
        ),
        (("case_id", "cases"),),
    ),
    Tracked(
        "case_snapshots",
        ("uid",),
        ("case_id", "position", "reason", "taken_at", "digest", "package", "fields"),
        (("case_id", "cases"),),
    ),
    Tracked(
        "case_changes",
        ("case_id",),
        ("base_id", "snapshot", "fields"),
        (("case_id", "cases"), ("base_id", "cases")),
    ),
)  # fmt: skip
"""Tables of a later step of the schema, which makes their triggers."""

OF_FILES = (
    Tracked("page_plans", ("attachment_id",), ("plan",), (("attachment_id", "attachments"),)),
    Tracked(
        "file_versions",
        ("uid",),
        (
            "attachment_id", "position", "file_name", "media_type", "sha256", "size", "pages",
            "plan", "replaced_at",
        ),
        (("attachment_id", "attachments"),),
    ),
)  # fmt: skip
"""Tables of a later step of the schema, which makes their triggers."""

OF_PHOTOS = (
    Tracked(
        "photos",
        ("holder_id",),
        ("file_name", "sha256", "size", "fields", "taken_in_at"),
        (("holder_id", "holders"),),
    ),
    Tracked(
        "photo_originals",
        ("holder_id",),
        ("file_name", "sha256", "size"),
        (("holder_id", "holders"),),
    ),
)
"""Tables of a later step of the schema, which makes their triggers."""

OF_BATCHES = (
    Tracked(
        "batch_cards",
        ("case_id", "holder_id"),
        ("card_id",),
        (("case_id", "cases"), ("holder_id", "holders"), ("card_id", "cards")),
    ),
    Tracked("batch_layouts", ("region",), ("fields",)),
)
"""Tables of a later step of the schema, which makes their triggers."""

OF_SUPPLEMENTS = (
    Tracked("supplements", ("uid",), ("case_id", "position", "fields"), (("case_id", "cases"),)),
)
"""The table of a later step of the schema, which makes its triggers."""

TRACKED = (*_FIRST, *OF_CASES, *OF_FILES, *OF_PHOTOS, *OF_BATCHES, *OF_SUPPLEMENTS)
"""Parents stand before their children."""

NUMBERED = tuple(table.name for table in _FIRST if table.is_numbered)


def _image(table: Tracked, row: str) -> str:
    pairs = ", ".join(f"'{column}', {row}.{column}" for column in table.columns)
    return f"json_object({pairs})"


def _changed_image(table: Tracked, row: str) -> str:
    """Write only the columns that differ: a form of many fields is long."""
    same = ", ".join(
        f"iif(OLD.{column} IS NEW.{column}, '$.{column}', '$.none')" for column in table.columns
    )
    return f"json_remove({_image(table, row)}, {same})"


def _trigger(table: Tracked, event: str, operation: str, values: str, when: str = "") -> str:
    row = "NEW" if event == "INSERT" else "OLD"
    older = f" WHERE OLD.id <= last_{table.name}" if table.is_numbered else ""
    # S608: names are the constants above.
    return (
        f"CREATE TRIGGER undo_{event.lower()}_of_{table.name} AFTER {event} ON {table.name} {when}"  # noqa: S608
        f" BEGIN INSERT INTO undo_images (entry, operation, tab, item, old, new)"
        f" SELECT entry, '{operation}', '{table.name}', {table.identity(row)}, {values}"
        f" FROM undo_open{older}; END"
    )


def undo_triggers(table: Tracked) -> tuple[str, ...]:
    """Return the triggers that keep images of one table."""
    old, new = (", ".join(f"{row}.{c}" for c in table.columns) for row in ("OLD", "NEW"))
    differs = f"WHEN ({old}) IS NOT ({new})" if "," in old else f"WHEN {old} IS NOT {new}"
    both = f"{_changed_image(table, 'OLD')}, {_changed_image(table, 'NEW')}"
    made = (
        _trigger(table, "UPDATE", "U", both, differs),
        _trigger(table, "DELETE", "D", f"{_image(table, 'OLD')}, NULL"),
    )
    return made if table.is_numbered else (*made, _trigger(table, "INSERT", "I", "NULL, NULL"))


_TABLES = (
    "ALTER TABLE history ADD COLUMN actor TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE history ADD COLUMN undoes INTEGER REFERENCES history (id)",
    "CREATE INDEX history_by_undone ON history (undoes) WHERE undoes IS NOT NULL",
    f"""
    CREATE TABLE undo_open (
        entry INTEGER PRIMARY KEY,
        undoes INTEGER,
        {", ".join(f"last_{name} INTEGER NOT NULL" for name in NUMBERED)}
    ) STRICT
    """,
    """
    CREATE TABLE undo_ranges (
        entry INTEGER NOT NULL,
        tab TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (entry, tab)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE undo_images (
        id INTEGER PRIMARY KEY,
        entry INTEGER NOT NULL,
        operation TEXT NOT NULL CHECK (operation IN ('I', 'U', 'D')),
        tab TEXT NOT NULL,
        item ANY NOT NULL,
        old TEXT,
        new TEXT
    ) STRICT
    """,
    "CREATE INDEX undo_images_by_entry ON undo_images (entry, tab, item)",
    """
    CREATE TRIGGER undo_images_stay_as_written BEFORE UPDATE ON undo_images
    BEGIN SELECT raise(ABORT, 'images are append-only'); END
    """,
    # Of what was done before, too little is known to take it back.
    """
    INSERT INTO settings VALUES ('history.kept_from',
        (SELECT coalesce(max(id), 0) + 1 FROM history))
    """,
)

_CONTENTS = (
    # Bytes stay while an entry may need them; what nobody needs goes when images are dropped.
    "DROP TRIGGER content_goes_with_its_last_attachment",
    """
    CREATE TRIGGER content_goes_with_its_last_attachment AFTER DELETE ON attachments
    WHEN NOT EXISTS (SELECT 1 FROM undo_open)
        AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM proofs WHERE sha256 = OLD.sha256)
    BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END
    """,
    "DROP TRIGGER content_goes_with_its_last_proof",
    """
    CREATE TRIGGER content_goes_with_its_last_proof AFTER DELETE ON proofs
    WHEN NOT EXISTS (SELECT 1 FROM undo_open)
        AND NOT EXISTS (SELECT 1 FROM proofs WHERE sha256 = OLD.sha256)
        AND NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = OLD.sha256)
    BEGIN DELETE FROM blobs WHERE sha256 = OLD.sha256; END
    """,
    # A proof added to an earlier entry may be taken back by undoing just that.
    "DROP TRIGGER proofs_go_with_their_evidence",
    """
    CREATE TRIGGER proofs_go_with_their_evidence BEFORE DELETE ON proofs
    WHEN EXISTS (SELECT 1 FROM evidence WHERE id = OLD.evidence_id)
        AND NOT EXISTS (SELECT 1 FROM undo_open WHERE undoes IS NOT NULL)
    BEGIN SELECT raise(ABORT, 'proofs are append-only'); END
    """,
)

UNDO_IMAGES = (
    *_TABLES,
    *_CONTENTS,
    *(trigger for table in _FIRST for trigger in undo_triggers(table)),
)
