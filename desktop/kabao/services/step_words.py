"""Entries of the history in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kabao.domain.history import BY_ITSELF

if TYPE_CHECKING:
    from kabao.domain.history import HistoryEntry
    from kabao.services.history import History
    from kabao.texts import Texts


def action_text(texts: Texts, action: str) -> str:
    """Return what kind of step it was; one without words stands for itself."""
    key = f"history.{action}"
    return texts(key) if texts.has(key) else action


def step_text(texts: Texts, entry: HistoryEntry) -> str:
    """Say what was done, and to whom."""
    action = action_text(texts, entry.action)
    return texts("steps.step", action=action, subject=entry.subject) if entry.subject else action


def entry_text(texts: Texts, entry: HistoryEntry, history: History) -> str:
    """Say what an entry did; of an undo or a redo also what it took back."""
    if entry.undoes is None:
        return step_text(texts, entry)
    root = history.root(entry)
    key = "steps.undid" if entry.is_step_back else "steps.redid"
    return texts(key, step=step_text(texts, root), entry=root.id)


def local_time(entry: HistoryEntry) -> str:
    """Return when it was, in the time of this computer."""
    return f"{dt.datetime.fromisoformat(entry.at).astimezone():%Y-%m-%d %H:%M}"


def state_text(texts: Texts, entry: HistoryEntry) -> str:
    """Say whether an entry is in force and can be taken back."""
    if entry.undone_by is not None:
        return texts("steps.state.undone", entry=entry.undone_by)
    if entry.action in BY_ITSELF:
        return texts("steps.state.by_itself")
    if entry.is_empty:
        return texts("steps.state.empty")
    return "" if entry.undoable else texts("steps.state.fixed")
