"""A schema step: entries of the history that were emptied with a person, and whose day is over.

Since then a seal is made with a salt of its own. Emptying an entry takes the salt away, so that
nobody can find out by trying names and numbers what the sealed entry had said. What is left of
an emptied entry is sealed anew, and those seals are part of the entry of the purge.
"""

from __future__ import annotations

EMPTIED_ENTRIES = (
    "ALTER TABLE history_chain ADD COLUMN salt BLOB",
    """
    CREATE TABLE history_emptied (
        entry INTEGER NOT NULL REFERENCES history (id),
        purge INTEGER NOT NULL,
        facts BLOB NOT NULL,
        kept BLOB NOT NULL,
        PRIMARY KEY (entry, purge)
    ) STRICT, WITHOUT ROWID
    """,
    # Whose day is over is asked for on the first page.
    """
    CREATE INDEX holders_by_keeping ON holders (fields ->> '$.keep_until')
    WHERE fields ->> '$.keep_until' > ''
    """,
    """
    CREATE TRIGGER emptied_stay_as_written BEFORE UPDATE ON history_emptied
    BEGIN SELECT raise(ABORT, 'seals are append-only'); END
    """,
    """
    CREATE TRIGGER emptied_stay BEFORE DELETE ON history_emptied
    BEGIN SELECT raise(ABORT, 'seals are append-only'); END
    """,
)
