"""A schema step: which cards a batch applied for, and layouts of lists that the user changed."""

from __future__ import annotations

from kabao.storage.schema_history import OF_BATCHES, undo_triggers

_CARDS = """
CREATE TABLE batch_cards (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    holder_id INTEGER NOT NULL REFERENCES holders (id) ON DELETE CASCADE,
    card_id INTEGER NOT NULL REFERENCES cards (id) ON DELETE CASCADE,
    PRIMARY KEY (case_id, holder_id)
) STRICT, WITHOUT ROWID
"""
_LAYOUTS = """
CREATE TABLE batch_layouts (
    region TEXT PRIMARY KEY,
    fields TEXT NOT NULL CHECK (json_valid(fields))
) STRICT, WITHOUT ROWID
"""

BATCHES = (
    _CARDS,
    "CREATE INDEX batch_cards_by_card ON batch_cards (card_id)",
    "CREATE INDEX batch_cards_by_holder ON batch_cards (holder_id)",
    _LAYOUTS,
    *(trigger for table in OF_BATCHES for trigger in undo_triggers(table)),
)
