"""A page built piece by piece: what is in sight at once, the rest between two events each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator


_PAUSE_MS = 4
"""So that keys and drawing have their turn: a pause of nothing would leave them none."""


class Pieces(QObject):
    """Takes one step after the other while the window answers; goes away with its owner."""

    def __init__(self, owner: QObject, steps: Iterator[object]) -> None:
        super().__init__(owner)
        self._steps = steps
        self._beat = QTimer(self, interval=_PAUSE_MS)
        self._beat.timeout.connect(self._next)
        self._beat.start()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to do."""
        return not self._beat.isActive()

    def finish(self) -> None:
        """Do the rest now, for somebody who wants what is not there yet."""
        while not self.is_whole:
            self._next()

    def _next(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._beat.stop()
        except BaseException:
            self._beat.stop()
            raise
