"""Habits: what the user chose last, so that the next entry takes a key less; never any data."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path

from kabao import paths

_log = logging.getLogger(__name__)
_LONGEST = 64


class Habits:
    """The last choices of one user by purpose, in a small file beside the settings."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config() / "habits.json"
        self._kept: dict[str, str] | None = None

    def last(self, purpose: str) -> str:
        """Return what was chosen last for a purpose; empty when nothing was."""
        return self._all().get(purpose, "")

    def remember(self, purpose: str, choice: str) -> None:
        """Keep a choice; a disk that cannot take it costs a key next time and nothing else."""
        kept = self._all()
        if kept.get(purpose, "") == choice or len(choice) > _LONGEST:
            return
        kept[purpose] = choice
        try:
            self._write(kept)
        except OSError as problem:
            _log.info("the last choice could not be kept: %s", problem.strerror)

    def _all(self) -> dict[str, str]:
        if self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> dict[str, str]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as problem:
            _log.info("the last choices could not be read: %s", type(problem).__name__)
            return {}
        pairs = stored.items() if isinstance(stored, dict) else ()
        return {name: value for name, value in pairs if isinstance(value, str)}

    def _write(self, kept: dict[str, str]) -> None:
        folder = self._file.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".habits-", suffix=".json")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as temporary:
                json.dump(kept, temporary, ensure_ascii=False, indent=2, sort_keys=True)
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
