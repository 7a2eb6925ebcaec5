"""What the rows of an entry were before it, read from its images."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kabao.storage.schema_history import TRACKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.storage.session import Session

    Item = int | str
    Image = dict[str, Any]

BY_NAME = {table.name: table for table in TRACKED}
SLICE = 500
"""Rows at a time, so that progress is seen."""


@dataclass(slots=True)
class Past:
    """Rows by table and key; an entry is taken back by making them so again."""

    removed: dict[str, dict[Item, Image]] = field(default_factory=dict)
    """Whole rows that are no more."""
    changed: dict[str, dict[Item, Image]] = field(default_factory=dict)
    """Rows with the former values of the columns that changed."""
    made: dict[str, list[Item]] = field(default_factory=dict)
    """Rows that were not there."""
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Rows that were not there, as first and last id."""

    def images(self, tab: str) -> dict[Item, Image]:
        """Return removed and changed rows of a table."""
        return {**self.removed.get(tab, {}), **self.changed.get(tab, {})}

    def is_made(self, tab: str, item: Item) -> bool:
        """Say whether the entry made a row."""
        first, last = self.ranges.get(tab, (1, 0))
        inside = isinstance(item, int) and first <= item <= last
        return inside or item in self.made.get(tab, ())

    def slices(self, tab: str) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Yield conditions on ``id`` with their values for rows made, some hundred at a time."""
        first, last = self.ranges.get(tab, (1, 0))
        for start in range(first, last + 1, SLICE):
            yield "id BETWEEN ? AND ?", (start, min(start + SLICE - 1, last))
        items = self.made.get(tab, [])
        for place in range(0, len(items), SLICE):
            part = json.dumps(items[place : place + SLICE])
            yield "id IN (SELECT value FROM json_each(?))", (part,)


def read_past(session: Session, entry_id: int) -> Past:
    """Read what an entry changed, several changes of one row as one."""
    past = Past()
    for tab, first, last in session.rows(
        "SELECT tab, first, last FROM undo_ranges WHERE entry = ?", (entry_id,)
    ):
        past.ranges[tab] = (first, last)
    # From the latest change of a row to its first.
    for operation, tab, item, old in session.rows(
        "SELECT operation, tab, item, old FROM undo_images WHERE entry = ? ORDER BY id DESC",
        (entry_id,),
    ):
        _earlier(past, operation, tab, item, json.loads(old) if old else {})
    return past


def _earlier(past: Past, operation: str, tab: str, item: Item, old: Image) -> None:
    removed, changed = past.removed.setdefault(tab, {}), past.changed.setdefault(tab, {})
    made = past.made.setdefault(tab, [])
    if operation == "I":
        removed.pop(item, None)
        changed.pop(item, None)
        made.append(item)
        return
    if operation == "D":
        if made and made[-1] == item:
            made.pop()
        elif item in made:
            made.remove(item)
        removed[item] = old
        return
    known = removed if item in removed else changed
    known[item] = {**known.get(item, {}), **old}
