"""Taking an entry of the history back: rows become what they were before it, or nothing happens.

Removed rows come back under their ids, changed ones get their former columns, rows that the entry
made go with all that hangs on them. Evidence is never unwritten: where its card stays, an entry
is answered by a withdrawal. A row that a later entry changed stops everything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed
from kabao.domain.evidence import Evidence, EvidenceKind, withdrawn_ids
from kabao.storage.evidence import EvidenceStore
from kabao.storage.schema_history import TRACKED
from kabao.storage.undo_checks import Checks
from kabao.storage.undo_past import SLICE, read_past

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from kabao.storage.schema_history import Tracked
    from kabao.storage.session import Session
    from kabao.storage.undo_past import Image, Item, Past

# Rows that restrict others go first; evidence goes only with its card.
_GOING = ("cases", "attachments", "holders", "cards", "proofs", "employers")
_MINE = "(SELECT entry FROM undo_open)"
_IMAGES = f"SELECT item FROM undo_images WHERE entry = {_MINE} AND tab = '{{tab}}'"  # noqa: S608
_DERIVED = f"""
SELECT id FROM cards WHERE id IN (
    {_IMAGES.format(tab="cards")}
    UNION SELECT card_id FROM evidence WHERE id IN ({_IMAGES.format(tab="evidence")})
    UNION SELECT card_id FROM evidence WHERE id > (SELECT last_evidence FROM undo_open)
)
"""  # noqa: S608 (constants)
_OLD = f"SELECT old ->> '$.{{column}}' FROM undo_images WHERE entry = {_MINE} AND tab = '{{tab}}'"  # noqa: S608
_CARDS = f"""
{_IMAGES.format(tab="cards")} UNION {_DERIVED}
UNION SELECT card_id FROM evidence WHERE id IN ({_OLD.format(tab="proofs", column="evidence_id")})
UNION SELECT card_id FROM evidence WHERE id IN
    (SELECT evidence_id FROM proofs WHERE id IN ({_IMAGES.format(tab="proofs")}))
"""  # noqa: S608 (constants)
_HOLDERS = f"""
{_IMAGES.format(tab="holders")}
UNION SELECT holder_id FROM cards WHERE id IN ({_CARDS})
UNION {_OLD.format(tab="cards", column="holder_id")}
UNION {_IMAGES.format(tab="photos")} UNION {_IMAGES.format(tab="photo_originals")}
"""  # noqa: S608 (constants)
_CASES = f"""
{_IMAGES.format(tab="cases")}
UNION SELECT item ->> 0 FROM undo_images
WHERE entry = {_MINE} AND tab IN ('case_holders', 'materials')
UNION {_OLD.format(tab="attachments", column="case_id")}
UNION SELECT case_id FROM attachments WHERE id IN ({_IMAGES.format(tab="attachments")})
UNION {_OLD.format(tab="case_steps", column="case_id")}
UNION SELECT case_id FROM case_steps WHERE uid IN ({_IMAGES.format(tab="case_steps")})
UNION {_OLD.format(tab="case_snapshots", column="case_id")}
UNION SELECT case_id FROM case_snapshots WHERE uid IN ({_IMAGES.format(tab="case_snapshots")})
UNION {_IMAGES.format(tab="case_changes")}
UNION SELECT case_id FROM attachments WHERE id IN ({_IMAGES.format(tab="page_plans")})
UNION {_OLD.format(tab="supplements", column="case_id")}
UNION SELECT case_id FROM supplements WHERE uid IN ({_IMAGES.format(tab="supplements")})
"""  # noqa: S608 (constants)


class Meter:
    """Counts rows and tells how far a piece of work is."""

    def __init__(self, total: int, report: Callable[[int, int], None]) -> None:
        self._total = total
        self._report = report
        self._done = 0

    def add(self, count: int) -> None:
        """Count some rows."""
        self._done = min(self._done + count, self._total)
        self._report(self._done, self._total)


class Undoing:
    """Takes entries back one after the other, each while its own entry is being made."""

    def __init__(self, session: Session, today: dt.date, meter: Meter) -> None:
        self._session = session
        self._today = today
        self._meter = meter
        self._evidence = EvidenceStore(session)
        self.changed = Changed()
        """The records that changed by all of it."""

    def take_back(self, entry_id: int, cancelled: frozenset[int]) -> list[int]:
        """Take one entry back and return the cards whose status is to be derived anew."""
        checks = Checks(self._session, entry_id, cancelled)
        past = read_past(self._session, entry_id)
        checks.refuse_touched()
        checks.refuse_twins(past)
        # A child may come back before its parent; all is in order before the end.
        self._session.rows("PRAGMA defer_foreign_keys = ON")
        for table in TRACKED:
            self._bring_back(table, past.removed.get(table.name, {}))
            self._change_back(table, past.changed.get(table.name, {}))
        checks.refuse_orphans(past)
        checks.refuse_same_numbers(past)
        checks.refuse_needed(past)
        self._take_away(past)
        self._withdraw(past, checks)
        checks.refuse_swept()
        self.changed |= self._touched()
        return list(self._session.column(_DERIVED))

    def _bring_back(self, table: Tracked, rows: dict[Item, Image]) -> None:
        names = ", ".join(table.every)
        marks = ", ".join("?" * len(table.every))
        settings = ", ".join(f"{column} = excluded.{column}" for column in table.columns)
        statement = (
            f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 (constants)
            f" ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {settings}"
        )
        for part in _sliced(sorted(rows)):
            self._session.many(
                statement,
                (
                    (*_key(table, item), *(rows[item][name] for name in table.columns))
                    for item in part
                ),
            )
            if table.is_numbered:
                self._note_made(table, part)
            self._meter.add(len(part))

    def _note_made(self, table: Tracked, items: Sequence[Item]) -> None:
        """Rows under former ids are outside the range of the entry that brings them back."""
        self._session.many(
            f"INSERT INTO undo_images (entry, operation, tab, item) VALUES ({_MINE}, 'I', ?, ?)",  # noqa: S608
            ((table.name, item) for item in items),
        )

    def _change_back(self, table: Tracked, rows: dict[Item, Image]) -> None:
        alike: dict[tuple[str, ...], list[Item]] = {}
        for item, image in rows.items():
            alike.setdefault(tuple(image), []).append(item)
        where = " AND ".join(f"{column} = ?" for column in table.key)
        for columns, items in alike.items():
            settings = ", ".join(f"{column} = ?" for column in columns)
            for part in _sliced(items):
                self._session.many(
                    f"UPDATE {table.name} SET {settings} WHERE {where}",  # noqa: S608 (constants)
                    ((*rows[item].values(), *_key(table, item)) for item in part),
                )
                self._meter.add(len(part))

    def _take_away(self, past: Past) -> None:
        for table in TRACKED:
            if not table.is_numbered:
                self._take_keyed_away(table, past.made.get(table.name, []))
        for tab in _GOING:
            extra = _not_with_evidence(past) if tab == "proofs" else ("", ())
            for condition, values in past.slices(tab):
                sql = f"DELETE FROM {tab} WHERE {condition}{extra[0]}"  # noqa: S608 (constants)
                self._session.rows(sql, (*values, *extra[1]))
                self._meter.add(SLICE)

    def _take_keyed_away(self, table: Tracked, items: Sequence[Item]) -> None:
        where = " AND ".join(f"{column} = ?" for column in table.key)
        for part in _sliced(items):
            self._session.many(
                f"DELETE FROM {table.name} WHERE {where}",  # noqa: S608 (constants)
                (_key(table, item) for item in part),
            )
            self._meter.add(len(part))

    def _withdraw(self, past: Past, checks: Checks) -> None:
        """Answer the entries that stay because their card stays."""
        for condition, values in past.slices("evidence"):
            left = self._session.rows(
                f"SELECT id, card_id, withdraws FROM evidence WHERE {condition} ORDER BY id",  # noqa: S608
                values,
            )
            answered = self._answered([number for number, *_ in left])
            added = []
            for number, card_id, target in left:
                if target is not None and past.is_made("evidence", target):
                    continue
                if number not in answered:
                    kind = EvidenceKind.WITHDRAWN
                    added.append(Evidence(card_id, kind, self._today, withdraws=number))
                elif not past.is_made("evidence", answered[number]):
                    checks.refuse_withdrawn(number)
            self._evidence.add_many(added)
            self._meter.add(len(left))

    def _answered(self, evidence_ids: Sequence[int]) -> dict[int, int]:
        """Return which entries are withdrawn at present, each with the one that does so."""
        rows = self._session.rows(
            "SELECT withdraws, id, card_id FROM evidence"
            " WHERE withdraws IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(evidence_ids),),
        )
        taken: set[int] = set()
        for card_id in {card_id for *_, card_id in rows}:
            taken |= withdrawn_ids(self._evidence.of_card(card_id))
        return {target: number for target, number, _ in rows if target in taken}

    def _touched(self) -> Changed:
        def ids(sql: str) -> frozenset[int]:
            return frozenset(int(row[0]) for row in self._session.rows(sql) if row[0] is not None)

        employers = ids(_IMAGES.format(tab="employers"))
        return Changed(ids(_HOLDERS), ids(_CARDS), employers, ids(_CASES))


def _sliced(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for place in range(0, len(items), SLICE):
        yield items[place : place + SLICE]


def _key(table: Tracked, item: Item) -> tuple[object, ...]:
    return (item,) if len(table.key) == 1 else tuple(json.loads(str(item)))


def _not_with_evidence(past: Past) -> tuple[str, tuple[object, ...]]:
    """Proofs stay with the entry they came with, which is withdrawn as a whole."""
    first, last = past.ranges.get("evidence", (1, 0))
    made = json.dumps(past.made.get("evidence", []))
    condition = (
        " AND evidence_id NOT BETWEEN ? AND ?"
        " AND evidence_id NOT IN (SELECT value FROM json_each(?))"
    )
    return condition, (first, last, made)
