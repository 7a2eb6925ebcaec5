"""The fifth schema step: how many people there are in each state, counted as they change.

Counting a million lines of the register takes half a second when the file was just opened, and
every room wants the figures first thing.
"""

from __future__ import annotations

_MORE = "INSERT INTO census VALUES (NEW.state, 1) ON CONFLICT DO UPDATE SET people = people + 1;"
_FEWER = "UPDATE census SET people = people - 1 WHERE state = OLD.state;"

CENSUS = (
    """
    CREATE TABLE census (
        state TEXT PRIMARY KEY,
        people INTEGER NOT NULL CHECK (people >= 0)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO census SELECT state, count(*) FROM register GROUP BY state",
    f"CREATE TRIGGER census_of_new_lines AFTER INSERT ON register BEGIN {_MORE} END",
    f"CREATE TRIGGER census_of_gone_lines AFTER DELETE ON register BEGIN {_FEWER} END",
    f"""
    CREATE TRIGGER census_of_changed_lines AFTER UPDATE OF state ON register
    WHEN OLD.state <> NEW.state BEGIN {_FEWER} {_MORE} END
    """,
)
