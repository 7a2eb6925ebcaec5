"""The history: one entry for every change of the ledger, never changed itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.history import BY_ITSELF, HistoryEntry, cancelled_after, undone
from kabao.storage.entry_records import OF_EMPLOYER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.history import HistoryFilter
    from kabao.storage.session import Row, Session
    from kabao.storage.undoing import Meter

    Progress = Callable[[int, int], None]

_KEPT = """
h.id >= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'history.kept_from'),
(EXISTS (SELECT 1 FROM undo_ranges WHERE entry = h.id)
    OR EXISTS (SELECT 1 FROM undo_images WHERE entry = h.id))
"""
_SELECT = f"SELECT h.id, h.at, h.action, h.subject, h.undoes, h.actor, {_KEPT} FROM history h"  # noqa: S608 (constants)
SPARE_BYTES = """
DELETE FROM blobs WHERE sha256 NOT IN (
    SELECT sha256 FROM attachments UNION SELECT sha256 FROM proofs
    UNION SELECT sha256 FROM case_steps WHERE sha256 IS NOT NULL
    UNION SELECT sha256 FROM file_versions
    UNION SELECT sha256 FROM photos UNION SELECT sha256 FROM photo_originals
    UNION SELECT old ->> '$.sha256' FROM undo_images
    WHERE tab IN ('attachments', 'proofs', 'case_steps', 'file_versions', 'photos',
        'photo_originals') AND old ->> '$.sha256' IS NOT NULL
)
"""
"""Lets go of bytes that neither a record nor an image names."""
_DROP = (
    "DELETE FROM undo_images WHERE entry < ?1",
    "DELETE FROM undo_ranges WHERE entry < ?1",
    "UPDATE settings SET value = ?1 WHERE name = 'history.kept_from'",
    f"{SPARE_BYTES} AND ?1",
)


class HistoryStore:
    """Reads the history and takes entries back; transactions write the entries themselves."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(
        self, limit: int, before: int = 0, wanted: HistoryFilter | None = None
    ) -> list[HistoryEntry]:
        """Return the latest entries (before one, if given), the newest first."""
        clause, values = _clause(wanted)
        rows = self._session.rows(
            f"{_SELECT} WHERE h.id < ?{clause} ORDER BY h.id DESC LIMIT ?",
            (before or 1 << 62, *values, limit),
        )
        taken = undone(self._links().items())
        return [_entry(row, taken) for row in rows]

    def get(self, entry_id: int) -> HistoryEntry:
        """Return one entry; raises NotFoundError."""
        row = self._session.row(f"{_SELECT} WHERE h.id = ?", (entry_id,))
        if row is None:
            raise NotFoundError("entry_missing", entry=entry_id)
        return _entry(row, undone(self._links().items()))

    def last_id(self) -> int:
        """Return the id of the newest entry, or 0."""
        return int(self._session.rows("SELECT coalesce(max(id), 0) FROM history")[0][0])

    def root(self, entry: HistoryEntry) -> HistoryEntry:
        """Return what somebody did at first, of which this entry is an undo or a redo."""
        while entry.undoes is not None:
            entry = self.get(entry.undoes)
        return entry

    def size(self, entry_id: int) -> int:
        """Count the rows that an entry made, changed or removed."""
        (count,) = self._session.rows(
            "SELECT (SELECT count(*) FROM undo_images WHERE entry = ?1)"
            " + (SELECT coalesce(sum(last - first + 1), 0) FROM undo_ranges WHERE entry = ?1)",
            (entry_id,),
        )[0]
        return int(count)

    def size_since(self, entry_id: int) -> int:
        """Count the rows that all later entries made, changed or removed."""
        (count,) = self._session.rows(
            "SELECT (SELECT count(*) FROM undo_images WHERE entry > ?1)"
            " + (SELECT coalesce(sum(last - first + 1), 0) FROM undo_ranges WHERE entry > ?1)",
            (entry_id,),
        )[0]
        return int(count)

    def take_back(
        self,
        steps: Sequence[tuple[int, str, str]],
        today: dt.date,
        derive: Callable[[Sequence[int], Meter], None],
        progress: Progress,
    ) -> Changed:
        """Take entries back in this order, all or none; each is an entry of its own.

        A step is the id of an entry, and action and subject of the new one; ``derive`` renews the
        statuses of cards. Raises InputRefusedError where a record was changed later.
        """
        from kabao.storage.undoing import Meter, Undoing

        with self._session.alone():
            # Taken back, then derived again.
            meter = Meter(2 * sum(self.size(step) for step, *_ in steps), progress)
            undoing = Undoing(self._session, today, meter)
            for entry_id, action, subject in steps:
                self._refuse(self.get(entry_id))
                links = self._links()
                cancelled = cancelled_after(entry_id, links, undone(links.items()))
                with self._session.entry(action, subject, entry_id):
                    derive(undoing.take_back(entry_id, cancelled), meter)
            self._session.register.forget()
        progress(1, 1)
        return undoing.changed

    def drop_images(self, before: str) -> int:
        """Forget what it takes to undo entries from before a moment; returns how many entries."""
        row = self._session.rows(
            "SELECT coalesce(max(id), 0) + 1, (SELECT CAST(value AS INTEGER) FROM settings"
            " WHERE name = 'history.kept_from') FROM history WHERE at < ?",
            (before,),
        )[0]
        keep, kept = int(row[0]), int(row[1])
        if keep <= kept:
            return 0
        with self._session.quietly():
            for statement in _DROP:
                self._session.rows(statement, (keep,))
        return keep - kept

    def keep_days(self) -> int | None:
        """Return for how many days entries can be undone as chosen for this ledger, or None."""
        row = self._session.row("SELECT value FROM settings WHERE name = 'history.keep_days'")
        return int(row[0]) if row else None

    def set_keep_days(self, days: int) -> None:
        """Choose for how many days entries can be undone; 0 for ever."""
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO settings VALUES ('history.keep_days', ?)", (str(days),)
            )

    def _links(self) -> Mapping[int, int]:
        return dict(self._session.rows("SELECT id, undoes FROM history WHERE undoes IS NOT NULL"))

    def _refuse(self, entry: HistoryEntry) -> None:
        if entry.undone_by is not None:
            raise InputRefusedError("undo_done_before", entry=entry.id, by=entry.undone_by)
        if entry.action in BY_ITSELF:
            raise InputRefusedError("undo_by_itself", entry=entry.id)
        if entry.is_empty:
            raise InputRefusedError("undo_nothing", entry=entry.id)
        if not entry.undoable:
            raise InputRefusedError("undo_not_kept", entry=entry.id)


def _clause(wanted: HistoryFilter | None) -> tuple[str, tuple[object, ...]]:
    if wanted is None:
        return "", ()
    parts = [" AND instr(lower(h.subject), lower(?))"] if wanted.text else []
    values: list[object] = [wanted.text] if wanted.text else []
    if wanted.kinds:
        parts.append(" AND substr(h.action, 1, instr(h.action, '.') - 1)")
        parts.append(" IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.kinds))
    if wanted.employer_id is not None:
        parts.append(f" AND h.id IN ({OF_EMPLOYER})")
        values.append(wanted.employer_id)
    return "".join(parts), tuple(values)


def _entry(row: Row, taken: Mapping[int, int]) -> HistoryEntry:
    record, at, action, subject, undoes, actor, kept, filled = row
    return HistoryEntry(
        id=record,
        at=at,
        action=action,
        subject=subject,
        undoes=undoes,
        undone_by=taken.get(record),
        undoable=bool(kept and filled) and record not in taken and action not in BY_ITSELF,
        actor=actor,
        is_empty=bool(kept) and not filled,
    )
