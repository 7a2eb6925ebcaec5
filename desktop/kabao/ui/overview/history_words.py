"""Entries of the history in words."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from kabao.domain.days import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.history import HistoryEntry
    from kabao.texts import Texts


def what(texts: Texts, entry: HistoryEntry) -> str:
    """Say what was done, and to whom; an action without words stands for itself."""
    key = f"history.{entry.action}"
    action = texts(key) if texts.has(key) else entry.action
    return f"{action}  {entry.subject}" if entry.subject else action


def when(entry: HistoryEntry) -> str:
    """Return the local time of an entry."""
    return f"{_local(entry):%H:%M}"


def by_day(
    texts: Texts, entries: Iterable[HistoryEntry], today: dt.date
) -> list[tuple[str, list[HistoryEntry]]]:
    """Put entries under their day in words, in the order in which they come."""
    days = {today: texts("overview.today"), today - ONE_DAY: texts("overview.yesterday")}
    grouped = groupby(entries, lambda entry: _local(entry).date())
    return [(days.get(day) or day.isoformat(), list(found)) for day, found in grouped]


def _local(entry: HistoryEntry) -> dt.datetime:
    return dt.datetime.fromisoformat(entry.at).astimezone()
