"""Waiting for a window that has nothing to do: what is on the screen comes first.

Python runs one thread at a time, so work on a worker is felt while a page is being built. What
nobody has asked for yet waits until the window's thread has kept its beat for a while.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

BEAT_MS = 15
_LATE_MS = 8
"""A beat that comes later than this was held up by something."""
_CALM = 4
"""So many beats in time are a window at rest."""
_LONGEST_MS = 1500
"""A machine that is busy with other things keeps nobody waiting for ever."""


class Idle(QObject):
    """Does one thing after the other, each when the window is at rest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._calm = 0
        self._last = self._since = 0.0

    def later(self, act: Callable[[], object]) -> None:
        """Do something when the window is at rest, after whatever waits already."""
        self._waiting.append(act)
        if not self._beat.isActive():
            self._begin()
            self._beat.start()

    def at_once(self) -> None:
        """Wait no longer: do everything now."""
        while self._waiting:
            self._waiting.popleft()()
        self._beat.stop()

    def forget(self) -> None:
        """Do nothing of what waits."""
        self._waiting.clear()
        self._beat.stop()

    def _begin(self) -> None:
        self._calm = 0
        self._last = self._since = _now()

    def _on_beat(self) -> None:
        now = _now()
        late = now - self._last - BEAT_MS
        self._last = now
        self._calm = self._calm + 1 if late < _LATE_MS else 0
        if self._calm >= _CALM or now - self._since > _LONGEST_MS:
            self._begin()
            self._waiting.popleft()()
        if not self._waiting:
            self._beat.stop()


def _now() -> float:
    return time.monotonic() * 1000
