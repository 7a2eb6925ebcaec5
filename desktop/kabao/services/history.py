"""The history as a use case: what was done, undo, redo, and the way back to any point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.history import (
    REDO,
    UNDO,
    counts,
    redo_candidate,
    strictly_back,
    undo_candidate,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.history import HistoryEntry, HistoryFilter
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger
    from kabao.storage.undoing import Meter


KEEP_CHOICES = (90, 365, 5 * 365, 0)
"""Days for which steps can be undone; 0 is for ever."""
KEEP_DAYS = 5 * 365
"""Unless somebody chose otherwise."""
LARGE = 2000
"""Rows from which on taking an entry back is work for a worker."""
_PAGE = 100
_REPORT_EVERY = 100


def _no_progress(_done: int, _total: int) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """What lies between a point of the history and now."""

    entries: tuple[HistoryEntry, ...]
    """Steps in force since then, the newest first; each would be taken back."""
    rows: int
    """Rows that all of it touched, as a measure of the work."""


class History:
    """The steps of one ledger, in order and by name; those in force can be taken back."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], statuses: Statuses) -> None:
        self._ledger = ledger
        self._clock = clock
        self._statuses = statuses

    def latest(
        self, limit: int, before: int = 0, wanted: HistoryFilter | None = None
    ) -> list[HistoryEntry]:
        """Return the latest entries (before one, if given), the newest first."""
        return self._ledger.history.latest(limit, before, wanted)

    def get(self, entry_id: int) -> HistoryEntry:
        """Return one entry; raises NotFoundError."""
        return self._ledger.history.get(entry_id)

    def last_id(self) -> int:
        """Return the id of the newest entry; 0 when there is none."""
        return self._ledger.history.last_id()

    def root(self, entry: HistoryEntry) -> HistoryEntry:
        """Return what somebody did at first, of which this entry is an undo or a redo."""
        return self._ledger.history.root(entry)

    def size(self, entry_id: int) -> int:
        """Count the rows that an entry made, changed or removed."""
        return self._ledger.history.size(entry_id)

    def undo_candidate(self) -> HistoryEntry | None:
        """Return what the next undo takes back, or None."""
        return self._first(undo_candidate)

    def redo_candidate(self) -> HistoryEntry | None:
        """Return the undo that the next redo takes back, or None."""
        return self._first(redo_candidate)

    def undo(self, entry_id: int, progress: Callable[[int, int], None] = _no_progress) -> Changed:
        """Take an entry back by a new one that names it; raises InputRefusedError, nothing done."""
        return self._take_back([self.get(entry_id)], progress)

    def redo(self, entry_id: int, progress: Callable[[int, int], None] = _no_progress) -> Changed:
        """Take an undo back; ``entry_id`` is the undo itself or what it had taken back."""
        entry = self.get(entry_id)
        if entry.undone_by is not None and not entry.is_step_back:
            entry = self.get(entry.undone_by)
        if not entry.is_step_back:
            raise InputRefusedError("redo_nothing", entry=entry_id)
        return self._take_back([entry], progress)

    def way_back(self, entry_id: int) -> WayBack:
        """Return what going back to the moment just after an entry takes back; 0 is the start."""
        later = self._since(entry_id)
        found = tuple(entry for entry in later if _leads_back(entry, entry_id))
        return WayBack(found, self._ledger.history.size_since(entry_id))

    def go_back(
        self, entry_id: int, progress: Callable[[int, int], None] = _no_progress
    ) -> Changed:
        """Take back all later steps, the newest first, or none; raises InputRefusedError."""
        steps = self.way_back(entry_id).entries
        if not steps:
            raise InputRefusedError("go_back_nothing", entry=entry_id)
        try:
            return self._take_back(steps, progress)
        except InputRefusedError as error:
            strictly = strictly_back(self._since(entry_id))
            if not error.code.startswith("undo_conflict") or len(strictly) == len(steps):
                raise
        # Steps were undone out of order; in strictly reverse order nothing stands in the way.
        return self._take_back(strictly, progress)

    def is_large(self, rows: int) -> bool:
        """Say whether so many rows take long enough to be a worker's business."""
        return rows >= LARGE

    def keep_days(self) -> int:
        """Return for how many days steps can be undone; 0 is for ever."""
        chosen = self._ledger.history.keep_days()
        return KEEP_DAYS if chosen is None else chosen

    def set_keep_days(self, days: int) -> None:
        """Choose for how many days steps can be undone; takes effect at the next opening."""
        self._ledger.history.set_keep_days(days)

    def drop_old(self) -> int:
        """Forget how to undo what is older than was chosen; returns how many entries."""
        days = self.keep_days()
        if not days:
            return 0
        first = self._clock() - dt.timedelta(days=days)
        return self._ledger.history.drop_images(first.isoformat())

    def _first(
        self, choose: Callable[[Sequence[HistoryEntry]], HistoryEntry | None]
    ) -> HistoryEntry | None:
        """Look further back as long as nothing is found among the latest."""
        limit = _PAGE
        while True:
            entries = self.latest(limit)
            found = choose(entries)
            if found is not None or len(entries) < limit:
                return found
            limit *= 10

    def _since(self, entry_id: int) -> list[HistoryEntry]:
        if entry_id:
            self.get(entry_id)
        return [entry for entry in self.latest(self.last_id() - entry_id) if entry.id > entry_id]

    def _take_back(
        self, entries: Sequence[HistoryEntry], progress: Callable[[int, int], None]
    ) -> Changed:
        steps = [
            (entry.id, REDO if entry.is_step_back else UNDO, self.root(entry).subject)
            for entry in entries
        ]
        return self._ledger.history.take_back(steps, self._clock(), self._derive, progress)

    def _derive(self, card_ids: Sequence[int], meter: Meter) -> None:
        for place in range(0, len(card_ids), _REPORT_EVERY):
            part = card_ids[place : place + _REPORT_EVERY]
            derived = [(card_id, self._statuses.derive(card_id)) for card_id in part]
            self._ledger.projections.put_many(derived)
            meter.add(len(part))


def _leads_back(entry: HistoryEntry, point: int) -> bool:
    """Say whether an entry after a point is to be taken back to get there.

    An undo of something before the point is; an undo or redo of something after it goes with
    what it belongs to.
    """
    return counts(entry) and (entry.undoes is None or entry.undoes <= point)
