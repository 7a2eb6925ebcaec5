"""What keeps an entry from being taken back: records that a later entry changed or needs."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.storage.undo_past import BY_NAME

if TYPE_CHECKING:
    from kabao.storage.session import Session
    from kabao.storage.undo_past import Item, Past

_CARD = "SELECT h.name FROM cards c JOIN holders h ON h.id = c.holder_id"
_CASE = "SELECT title FROM cases WHERE id = ? ->> 0"
_NAMES = {
    "employers": "SELECT name FROM employers WHERE id = ?",
    "holders": "SELECT name FROM holders WHERE id = ?",
    "cards": f"{_CARD} WHERE c.id = ?",
    "evidence": f"{_CARD} JOIN evidence e ON e.card_id = c.id WHERE e.id = ?",
    "cases": "SELECT title FROM cases WHERE id = ?",
    "case_holders": _CASE,
    "materials": _CASE,
    "attachments": "SELECT title FROM attachments WHERE id = ?",
    "case_steps": "SELECT title FROM cases JOIN case_steps s ON case_id = id WHERE s.uid = ?",
    "case_snapshots": (
        "SELECT title FROM cases JOIN case_snapshots s ON case_id = id WHERE s.uid = ?"
    ),
    "case_changes": "SELECT title FROM cases WHERE id = ?",
    "supplements": "SELECT title FROM cases JOIN supplements s ON case_id = id WHERE s.uid = ?",
    "page_plans": "SELECT title FROM attachments WHERE id = ?",
    "file_versions": "SELECT file_name FROM file_versions WHERE uid = ?",
    "proofs": "SELECT file_name FROM proofs WHERE id = ?",
    "photos": "SELECT name FROM holders WHERE id = ?",
    "photo_originals": "SELECT name FROM holders WHERE id = ?",
    "views": "SELECT name FROM views WHERE name = ?",
}
_LATER = (
    "entry > ?1 AND entry NOT IN (SELECT value FROM json_each(?2))"
    " AND entry < (SELECT entry FROM undo_open)"
)
_TOUCHED = """
SELECT later.tab, later.item, later.entry FROM undo_images later
WHERE later.entry > ?1 AND later.entry NOT IN (SELECT value FROM json_each(?2)) AND (
    EXISTS (SELECT 1 FROM undo_images mine
        WHERE mine.entry = ?1 AND mine.tab = later.tab AND mine.item = later.item)
    OR EXISTS (SELECT 1 FROM undo_ranges made
        WHERE made.entry = ?1 AND made.tab = later.tab
        AND later.item BETWEEN made.first AND made.last)
) ORDER BY later.entry DESC LIMIT 1
"""
_TOUCHER = f"""
SELECT max(entry) FROM (
    SELECT entry FROM undo_images WHERE {_LATER} AND tab = ?3 AND item = ?4
    UNION ALL SELECT entry FROM undo_ranges
    WHERE {_LATER} AND tab = ?3 AND ?4 BETWEEN first AND last
)
"""  # noqa: S608 (constants)
_SWEPT = """
SELECT tab, item FROM undo_images swept
WHERE entry = (SELECT entry FROM undo_open) AND operation = 'D' AND NOT (
    EXISTS (SELECT 1 FROM undo_ranges made WHERE made.entry = ?1 AND made.tab = swept.tab
        AND swept.item BETWEEN made.first AND made.last)
    OR EXISTS (SELECT 1 FROM undo_images made WHERE made.entry = ?1 AND made.tab = swept.tab
        AND made.item = swept.item AND made.operation = 'I')
    OR EXISTS (SELECT 1 FROM undo_ranges made, json_each(?2) gone
        WHERE made.entry = gone.value AND made.tab = swept.tab
        AND swept.item BETWEEN made.first AND made.last)
    OR EXISTS (SELECT 1 FROM undo_images made, json_each(?2) gone
        WHERE made.entry = gone.value AND made.tab = swept.tab
        AND made.item = swept.item AND made.operation = 'I')
) LIMIT 1
"""
_NEEDED = (
    ("holders", "case_holders", "json_array(case_id, position)", "holder_id"),
    ("employers", "holders", "id", "employer_id"),
    ("employers", "cases", "id", "employer_id"),
    ("cases", "case_changes", "case_id", "base_id"),
)
"""Rows that go only when nothing names them: table, child, the child's key, its column."""


class Checks:
    """Asks whether one entry can be taken back; raises InputRefusedError naming what is later."""

    def __init__(self, session: Session, entry_id: int, cancelled: frozenset[int]) -> None:
        self._session = session
        self._entry = entry_id
        self._past = (entry_id, json.dumps(sorted(cancelled)))

    def refuse_touched(self) -> None:
        """Refuse where a later entry in force changed a row of this one."""
        row = self._session.row(_TOUCHED, self._past)
        if row is not None:
            self._refuse(*row)

    def refuse_twins(self, past: Past) -> None:
        """Refuse where somebody has taken the place of a row that would come back."""
        for tab, rows in past.removed.items():
            for column in ("uid", "number"):
                wanted = [image[column] for image in rows.values() if image.get(column)]
                if not wanted or column not in BY_NAME[tab].columns:
                    continue
                row = self._session.row(
                    f"SELECT id FROM {tab} WHERE {column} <> ''"  # noqa: S608 (constants)
                    f" AND {column} IN (SELECT value FROM json_each(?)) LIMIT 1",
                    (json.dumps(wanted),),
                )
                if row is not None:
                    self._refuse(tab, row[0], self._toucher(tab, row[0]))

    def refuse_same_numbers(self, past: Past) -> None:
        """Refuse where a person would get back a number that another was given later."""
        people = [item for item, image in past.images("holders").items() if "fields" in image]
        for (twin,) in self._session.rows(
            "SELECT twin.id FROM holders h JOIN holders twin"
            " ON twin.doc_no = h.doc_no AND twin.id <> h.id"
            " WHERE h.doc_no <> '' AND h.id IN (SELECT value FROM json_each(?))",
            (json.dumps(people),),
        ):
            later = self._toucher("holders", twin)
            if later is not None:
                self._refuse("holders", twin, later)

    def refuse_orphans(self, past: Past) -> None:
        """Refuse where a row that came back names one that is gone by now."""
        for tab in {**past.removed, **past.changed}:
            table = BY_NAME[tab]
            items = json.dumps(list(past.images(tab)))
            for column, parent in table.parents:
                row = self._session.row(
                    f"SELECT c.{column} FROM {tab} c"  # noqa: S608 (constants)
                    f" WHERE {table.identity('c')} IN (SELECT value FROM json_each(?))"
                    f" AND c.{column} IS NOT NULL"
                    f" AND c.{column} NOT IN (SELECT id FROM {parent}) LIMIT 1",
                    (items,),
                )
                if row is not None:
                    self._refuse(parent, row[0], self._toucher(parent, row[0]))

    def refuse_needed(self, past: Past) -> None:
        """Refuse where a row that would go is named by one that stays."""
        for tab, child, identity, column in _NEEDED:
            for condition, values in past.slices(tab):
                rows = self._session.rows(
                    f"SELECT {identity} FROM {child} WHERE {column}"  # noqa: S608 (constants)
                    f" IN (SELECT id FROM {tab} WHERE {condition})",
                    values,
                )
                for (item,) in rows:
                    if not past.is_made(child, item):
                        self._refuse(child, item, self._toucher(child, item))

    def refuse_swept(self) -> None:
        """Refuse where something was swept along that a later entry in force had added."""
        row = self._session.row(_SWEPT, self._past)
        if row is not None:
            self._refuse(row[0], row[1], self._toucher(*row))

    def refuse_withdrawn(self, evidence_id: int) -> None:
        """Refuse because a later entry answered an observation already."""
        row = self._session.row(
            "SELECT id FROM evidence WHERE withdraws = ? ORDER BY id DESC", (evidence_id,)
        )
        later = self._toucher("evidence", row[0]) if row else None
        self._refuse("evidence", evidence_id, later)

    def _toucher(self, tab: str, item: Item) -> int | None:
        row = self._session.row(_TOUCHER, (*self._past, tab, item))
        return row[0] if row else None

    def _refuse(self, tab: str, item: Item, later: int | None) -> None:
        found = self._session.row(_NAMES[tab], (item,)) if tab in _NAMES else None
        if later is None:
            name = str(found[0]) if found else ""
            raise InputRefusedError("undo_conflict_alone", entry=self._entry, name=name)
        at, subject = self._session.rows("SELECT at, subject FROM history WHERE id = ?", (later,))[
            0
        ]
        raise InputRefusedError(
            "undo_conflict",
            entry=self._entry,
            name=str(found[0]) if found else subject,
            later=later,
            at=dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M"),
        )
