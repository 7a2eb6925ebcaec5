"""Reminders of deadlines: each clock once a day, remembered by digests that name nobody."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import paths
from kabao.domain.attention import attention_kinds
from kabao.domain.days import read_iso_date
from kabao.domain.holders import HolderFilter
from kabao.domain.reminders import Reminder, is_worth_reminding, reminder_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.deadlines import Deadline
    from kabao.services.workspace import Workspace

_LONGEST = dt.timedelta(days=14)
"""How far back it is looked for cards of which nobody was told."""
_log = logging.getLogger(__name__)


class Reminders:
    """Says what is to be told today, and remembers what was."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config() / "reminded.json"

    def reminder(self, workspace: Workspace, today: dt.date) -> tuple[Reminder, Sequence[str]]:
        """Return what is to be told, and the marks to remember once it has been."""
        told = self._told(today)
        fresh = [(mark, item) for mark, item in self._marked(workspace) if mark not in told]
        since = max(self._last(today), today - _LONGEST)
        found = _card_marks(workspace, since, today)
        cards = {mark: number for mark, number in found.items() if mark not in told}
        marks = [*(mark for mark, _ in fresh), *sorted(cards)]
        people = len(set(cards.values()))
        return reminder_of((item.clock for _, item in fresh), people), marks

    def remember(self, marks: Sequence[str], today: dt.date) -> None:
        """Remember that clocks were told of; a disk that cannot keep it costs a second telling."""
        kept = sorted({*self._told(today), *marks})
        before = self._last(today).isoformat()
        try:
            self._write({"day": today.isoformat(), "before": before, "told": kept})
        except OSError as problem:
            _log.info("what was reminded of could not be kept: %s", problem.strerror)

    def _marked(self, workspace: Workspace) -> list[tuple[str, Deadline]]:
        return [
            (_mark(item), item)
            for item in workspace.deadlines.all()
            if is_worth_reminding(item.clock)
        ]

    def _last(self, today: dt.date) -> dt.date:
        """Return the day before this one on which somebody was last told; yesterday for none."""
        yesterday = today - dt.timedelta(days=1)
        stored = self._stored()
        day = read_iso_date(str(stored.get("before" if stored.get("day") == str(today) else "day")))
        return min(day or yesterday, yesterday)

    def _told(self, today: dt.date) -> frozenset[str]:
        stored = self._stored()
        if stored.get("day") != today.isoformat():
            return frozenset()
        told = stored.get("told")
        return frozenset(map(str, told)) if isinstance(told, list) else frozenset()

    def _stored(self) -> dict[str, object]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as problem:
            _log.info("what was reminded of could not be read: %s", type(problem).__name__)
            return {}
        return stored if isinstance(stored, dict) else {}

    def _write(self, kept: dict[str, object]) -> None:
        folder = self._file.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".reminded-", suffix=".json")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as temporary:
                json.dump(kept, temporary)
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _mark(item: Deadline) -> str:
    return _digest(item.clock.rule.key, item.uid)


def _card_marks(workspace: Workspace, since: dt.date, today: dt.date) -> dict[str, int]:
    """Return marks of people whose card has come to a kind of attention only since a day."""
    ledger = str(workspace.ledger.path.resolve())
    found: dict[str, int] = {}
    for kind in attention_kinds(workspace.rulebook.activation):
        code = frozenset({kind.code})
        now, then = (
            set(workspace.holders.ids(HolderFilter(attention_kinds=code, today=day.isoformat())))
            for day in (today, since)
        )
        found |= {_digest(kind.code, ledger, str(number)): number for number in now - then}
    return found


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
