"""A step of the schema: the seals of the history, each written once, and the key they are made by.

What was kept to undo an entry may be forgotten later; its digest stays.
"""

from __future__ import annotations

CHAIN = (
    """
    CREATE TABLE history_chain (
        entry INTEGER PRIMARY KEY REFERENCES history (id),
        facts BLOB NOT NULL,
        kept BLOB NOT NULL,
        link BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER seals_stay_as_written BEFORE UPDATE ON history_chain
    BEGIN SELECT raise(ABORT, 'seals are append-only'); END
    """,
    """
    CREATE TRIGGER seals_stay BEFORE DELETE ON history_chain
    BEGIN SELECT raise(ABORT, 'seals are append-only'); END
    """,
    "INSERT INTO settings VALUES ('chain.key', json_quote(hex(randomblob(32))))",
)
