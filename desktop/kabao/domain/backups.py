"""Backups: what their names say, and which of them have had their time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence


class Reason(StrEnum):
    """Why a backup was made; its words are ``backups.reason_<value>``."""

    HAND = "hand"
    SCHEDULE = "schedule"
    CLOSING = "closing"
    IMPORT = "import"
    MIGRATION = "migration"
    RESTORE = "restore"
    PASSPHRASE = "passphrase"  # noqa: S105 (what was changed, not the words)


_BEFORE_RISK = frozenset({Reason.IMPORT, Reason.MIGRATION, Reason.RESTORE})
_SPARED = dt.timedelta(days=1)
"""How long a backup made before risky work is kept beside the newest of its day."""
_STAMP = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"(.*) (\d{8}T\d{9})Z(?:-\d+)? ([a-z]+)\.kabao", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rotation:
    """How many backups to keep: the newest of so many days, weeks and months."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """What the name of a backup says."""

    name: str
    made_at: dt.datetime
    reason: Reason


def backup_name(stem: str, made_at: dt.datetime, reason: Reason, number: int = 1) -> str:
    """Return the name of a backup; ``number`` tells those of one moment apart."""
    moment = made_at.astimezone(dt.UTC)
    stamp = f"{moment.strftime(_STAMP)}{moment.microsecond // 1000:03}Z"
    return f"{stem} {stamp}{'' if number == 1 else f'-{number}'} {reason}.kabao"


def read_mark(name: str) -> Mark | None:
    """Read the name of a backup; None for any other file."""
    found = _NAME.fullmatch(name)
    if found is None or found[3] not in set(Reason):
        return None
    try:
        made_at = dt.datetime.strptime(found[2], f"{_STAMP}%f").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return Mark(name, made_at, Reason(found[3]))


def superseded(marks: Iterable[Mark], rotation: Rotation, now: dt.datetime) -> list[Mark]:
    """Return the backups that may go, days being those of the zone their times are given in.

    Kept are those made by hand, the newest of each day, week and month as the rotation says, the
    newest of all, and for a day every one made before risky work.
    """
    newest_first = sorted(marks, key=lambda mark: (mark.made_at, mark.name), reverse=True)
    kept = {mark.name for mark in newest_first[:1]}
    for count, period in (
        (rotation.daily, lambda day: day),
        (rotation.weekly, lambda day: day.isocalendar()[:2]),
        (rotation.monthly, lambda day: (day.year, day.month)),
    ):
        kept |= _newest_of_each(newest_first, count, period)
    return [
        mark
        for mark in newest_first
        if mark.name not in kept
        and mark.reason is not Reason.HAND
        and not (mark.reason in _BEFORE_RISK and now - mark.made_at < _SPARED)
    ]


def _newest_of_each(
    newest_first: Sequence[Mark], count: int, period: Callable[[dt.date], Hashable]
) -> set[str]:
    first: dict[Hashable, str] = {}
    for mark in newest_first:
        first.setdefault(period(mark.made_at.date()), mark.name)
    return set(list(first.values())[:count])
