"""Who writes: the session of the window, or for a while a worker thread with its own connection.

SQLite lets one connection write at a time. A worker that writes for seconds would make the window
wait in every statement of its own, so the window's session is told, refuses to begin a change in
words at once, and keeps what is being typed until the worker has ended.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Lock
from typing import TYPE_CHECKING

from kabao.domain.errors import LedgerLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_WAIT = 60.0
_SHORT_WAIT = 1.0


class Lending:
    """Whether the right to write is with a worker at present."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free = Event()
        self._free.set()
        self._is_brief = False

    @property
    def is_lent(self) -> bool:
        """Whether a worker writes at present."""
        return not self._free.is_set()

    def refuse_while_lent(self, path: Path) -> None:
        """Raise LedgerLockedError while a worker writes; only a brief piece is waited for."""
        if self.is_lent and not (self._is_brief and self._free.wait(_SHORT_WAIT)):
            raise LedgerLockedError("ledger_lent", name=path.name)

    def wait(self) -> None:
        """Wait until the worker has ended, as before closing."""
        self._free.wait(_LONGEST_WAIT)

    @contextmanager
    def begun(self, path: Path, *, brief: bool = False) -> Iterator[None]:
        """Lend the right to write for the length of the block; to one worker at a time.

        ``brief`` is a piece of some hundredths of a second: the window waits for its end.
        """
        with self._lock:
            self.refuse_while_lent(path)
            self._is_brief = brief
            self._free.clear()
        try:
            yield
        finally:
            self._free.set()
