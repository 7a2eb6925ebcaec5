"""A page built piece by piece: what is in sight at once, the rest between two events each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator


_PAUSE_MS = 4
"""So that keys have their turn: a pause of nothing would leave them none."""
_WHEN_DRAWN = -2
"""Below the priority of drawing: a timer alone would run out while a long step is taken, and the
next step would follow it before anything is seen."""


class Pieces(QObject):
    """Takes one step after the other while the window answers; goes away with its owner.

    Between two steps what came of the first is drawn.
    """

    def __init__(self, owner: QObject, steps: Iterator[object]) -> None:
        super().__init__(owner)
        self._steps = steps
        self._is_whole = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._go_on)
        self._after_drawing()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to do."""
        return self._is_whole

    def finish(self) -> None:
        """Do the rest now, for somebody who wants what is not there yet."""
        while not self._is_whole:
            self._next()

    def stop(self) -> None:
        """Leave the rest undone, for good."""
        self._is_whole = True
        self._pause.stop()

    def customEvent(self, event: QEvent) -> None:
        """Pause: what the last step made has been drawn."""
        del event
        if not self._is_whole:
            self._pause.start()

    def _after_drawing(self) -> None:
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _WHEN_DRAWN)

    def _go_on(self) -> None:
        if not self._is_whole:
            self._next()
        if not self._is_whole:  # its owner may have gone with the last step
            self._after_drawing()

    def _next(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            self._is_whole = True
        except BaseException:
            self._is_whole = True
            raise
