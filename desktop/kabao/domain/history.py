"""The history: what was done, what took it back, and what is in force now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

UNDO = "history.undo"
REDO = "history.redo"
BY_ITSELF = frozenset({"status.refresh"})
"""Actions of the program, not of a person: derived data only, nothing to take back."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One committed change."""

    id: int
    at: str
    """ISO date and time, UTC."""
    action: str
    """Its words are ``history.<action>``."""
    subject: str
    """A name or title, masked by whoever made the change."""
    undoes: int | None = None
    """The entry that this one takes back."""
    undone_by: int | None = None
    """The entry that takes this one back and is in force itself."""
    undoable: bool = False
    """Enough was kept to take it back, and it is in force."""
    actor: str = ""
    """Who was signed in to the computer."""
    is_empty: bool = False
    """It changed no record, as when a form was saved as it stood."""

    @property
    def is_step_back(self) -> bool:
        """Say whether this takes back what somebody did (a redo does not)."""
        return self.action == UNDO


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries to list."""

    text: str = ""
    """Part of the subject."""
    kinds: tuple[str, ...] = ()
    """First parts of actions, such as ``holders``; none for all."""
    employer_id: int | None = None
    """Only what changed this employer, its people, their cards or its cases."""


def undone(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return which entries are taken back, each with the entry in force that does so.

    ``links`` are pairs of an entry and the earlier one it takes back. Of an entry that was
    itself taken back nothing is left, so the newest have the say.
    """
    taken: dict[int, int] = {}
    for entry, target in sorted(links, reverse=True):
        if entry not in taken:
            taken.setdefault(target, entry)
    return taken


def cancelled_after(
    entry_id: int, links: Mapping[int, int], taken: Mapping[int, int]
) -> frozenset[int]:
    """Return the later entries that leave nothing behind: taken back, or taking such ones back."""
    gone = {later for later in taken if later > entry_id}
    return frozenset(gone | {later for later, target in links.items() if target > entry_id})


def counts(entry: HistoryEntry) -> bool:
    """Say whether an entry is in force and did something that a person asked for."""
    return entry.undone_by is None and not entry.is_empty and entry.action not in BY_ITSELF


def strictly_back(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Return which of the entries after a point to take back, in this order, to be there again.

    Each one that is in force when its turn comes: what an undo had taken back is in force again
    once the undo itself is taken back. ``entries`` are all since the point, the newest first.
    """
    taken = {entry.id for entry in entries if entry.undone_by is not None}
    steps: list[HistoryEntry] = []
    for entry in entries:
        if entry.id in taken or entry.is_empty or entry.action in BY_ITSELF:
            continue
        steps.append(entry)
        if entry.undoes is not None:
            taken.discard(entry.undoes)
    return steps


def undo_candidate(entries: Sequence[HistoryEntry]) -> HistoryEntry | None:
    """Return what "undo" would take back; ``entries`` are the latest ones, the newest first.

    The newest step of a person that is in force; one of which too little was kept ends the way
    back.
    """
    for entry in entries:
        if entry.undoes is not None or not counts(entry):
            continue
        return entry if entry.undoable else None
    return None


def redo_candidate(entries: Sequence[HistoryEntry]) -> HistoryEntry | None:
    """Return what "redo" would bring back: the newest undo, unless something new came after it."""
    for entry in entries:
        if not counts(entry):
            continue
        if entry.undoes is None:
            return None
        if entry.is_step_back:
            return entry if entry.undoable else None
    return None
