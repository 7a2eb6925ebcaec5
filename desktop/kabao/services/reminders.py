"""Reminders of deadlines: each clock once a day, remembered by digests that name nobody."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import paths
from kabao.domain.reminders import Reminder, is_worth_reminding, reminder_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kabao.services.deadlines import Deadline
    from kabao.services.workspace import Workspace

_log = logging.getLogger(__name__)


class Reminders:
    """Says what is to be told today, and remembers what was."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config() / "reminded.json"

    def reminder(self, workspace: Workspace, today: dt.date) -> tuple[Reminder, Sequence[str]]:
        """Return what is to be told, and the marks to remember once it has been."""
        told = self._told(today)
        fresh = [(mark, item) for mark, item in self._marked(workspace) if mark not in told]
        return reminder_of(item.clock for _, item in fresh), [mark for mark, _ in fresh]

    def remember(self, marks: Sequence[str], today: dt.date) -> None:
        """Remember that clocks were told of; a disk that cannot keep it costs a second telling."""
        kept = sorted({*self._told(today), *marks})
        try:
            self._write({"day": today.isoformat(), "told": kept})
        except OSError as problem:
            _log.info("what was reminded of could not be kept: %s", problem.strerror)

    def _marked(self, workspace: Workspace) -> list[tuple[str, Deadline]]:
        return [
            (_mark(item), item)
            for item in workspace.deadlines.all()
            if is_worth_reminding(item.clock)
        ]

    def _told(self, today: dt.date) -> frozenset[str]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return frozenset()
        except (OSError, ValueError, RecursionError) as problem:
            _log.info("what was reminded of could not be read: %s", type(problem).__name__)
            return frozenset()
        if not isinstance(stored, dict) or stored.get("day") != today.isoformat():
            return frozenset()
        told = stored.get("told")
        return frozenset(map(str, told)) if isinstance(told, list) else frozenset()

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
    return hashlib.sha256(f"{item.clock.rule.key}\0{item.uid}".encode()).hexdigest()[:16]
