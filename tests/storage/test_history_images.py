"""What is kept of each entry: every table of records is covered, and no more than needed."""

import json

import pytest

from kabao.domain.holders import Holder
from kabao.storage.schema_history import TRACKED

NOT_KEPT = {
    "projections", "register", "sounds", "touched", "drafts", "settings", "history", "blobs",
    "mappings", "undo_open", "undo_ranges", "undo_images", "history_chain",
    "history_emptied",
}  # fmt: skip
"""Derived, typed, remembered or written once by digest."""
OTHERS = ("states", "census")
"""Derived tables of later steps."""


def test_every_stored_column_of_every_record_is_kept(ledger):
    tables = {
        name
        for _, name, kind, *_ in ledger._session.rows("PRAGMA table_list")
        if kind == "table" and not name.startswith(("sqlite_", "_sqlite"))
    }
    assert {table.name for table in TRACKED} == {
        name for name in tables - NOT_KEPT if not name.startswith(OTHERS)
    }
    for table in TRACKED:
        stored = {
            name
            for _, name, *_, hidden in ledger._session.rows(f"PRAGMA table_xinfo({table.name})")
            if not hidden
        }
        assert set(table.every) == stored


def test_only_columns_that_differ_are_kept(ledger):
    holder = ledger.holders.add(Holder({"name": "甲"}))
    ledger.holders.update(Holder({"name": "乙"}, holder.id, holder.uid))
    ((tab, item, old, new),) = ledger._session.rows("SELECT tab, item, old, new FROM undo_images")
    assert (tab, item) == ("holders", holder.id)
    assert json.loads(json.loads(old)["fields"]) == {"name": "甲"}
    assert json.loads(json.loads(new)["fields"]) == {"name": "乙"}
    assert set(json.loads(old)) == {"fields"}


def test_ranges_name_exactly_the_new_rows(ledger):
    ledger.holders.add(Holder({"name": "甲"}))
    with ledger.transaction("roster.import", "x"):
        ledger.holders.add_many([Holder({"name": name}) for name in "乙丙丁"])
    assert ledger._session.rows("SELECT * FROM undo_ranges") == [
        (1, "holders", 1, 1),
        (2, "holders", 2, 4),
    ]


def test_images_cannot_be_rewritten(ledger):
    holder = ledger.holders.add(Holder({"name": "甲"}))
    ledger.holders.remove(holder.id)
    with pytest.raises(Exception, match="append-only"):
        ledger._session.rows("UPDATE undo_images SET old = '{}'")
