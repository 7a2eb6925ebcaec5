"""Entries of the history in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.history import HistoryEntry
    from kabao.texts import Texts


def what(texts: Texts, entry: HistoryEntry) -> str:
    """Say what was done, and to whom; an action without words stands for itself."""
    key = f"history.{entry.action}"
    action = texts(key) if texts.has(key) else entry.action
    return f"{action}  {entry.subject}" if entry.subject else action


def when(entry: HistoryEntry) -> str:
    """Return the local time of an entry."""
    at = dt.datetime.fromisoformat(entry.at).astimezone()
    return f"{at:%m-%d %H:%M}"
