"""A case that is opened in steps, each short enough for keys to be answered between them.

Until it is whole nothing of it is seen: what was there before stays on the screen. Whoever wants it
sooner, as a key that is pressed meanwhile does, has the rest done at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.jobs import JobRunner
    from kabao.ui.kit.pieces import Pieces

_OPENINGS = "openings"
_PRESSED = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class Opening(QObject):
    """Takes the first step as it is begun; the window shows what it showed until the last."""

    def __init__(self, place: QWidget, steps: Iterator[object]) -> None:
        super().__init__(place)
        # The whole window: its ground would be drawn over a part alone that is left undrawn.
        self._shown, self._steps = place.window(), steps
        self._pieces: Pieces | None = None
        self._at_work = self._is_over = self._hides = False
        self._window = self._shown.windowHandle()

    def begin(self, jobs: JobRunner) -> None:
        """Take the first step now and the others between events; raises what the first does."""
        rest = self._watched()
        next(rest, None)
        if self._is_over:
            return
        self._hides = True
        _count(self._shown, 1)
        if self._window is not None:
            # Seen here, a key finds the page that it was meant for.
            self._window.installEventFilter(self)
        self._pieces = jobs.in_pieces(self, rest)

    def finish(self) -> None:
        """Do the rest now, unless it is being done."""
        if self._pieces is not None and not self._at_work and not self._is_over:
            self._pieces.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be done before a key or the pointer is answered."""
        del watched
        if event.type() in _PRESSED:
            self.finish()
        return False

    def _watched(self) -> Iterator[None]:
        try:
            while self._step():
                yield
        finally:
            self._is_over = True
            if self._hides and isValid(self._shown):  # else the window has gone meanwhile
                _count(self._shown, -1)
            if isValid(self):  # else the place has gone
                self._end()

    def _end(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self.deleteLater()

    def _step(self) -> bool:
        """Say whether there was one more."""
        self._at_work = True
        try:
            return next(self._steps, self) is not self
        finally:
            self._at_work = False


def _count(window: QWidget, more: int) -> None:
    """Draw the window again once nothing is being opened: a part may be opened within a case."""
    openings = int(window.property(_OPENINGS) or 0) + more
    window.setProperty(_OPENINGS, openings)
    window.setUpdatesEnabled(openings == 0)
    if openings == 0:
        # Asked for while a menu above it was closed, drawing was given up; Qt thinks it under way.
        QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))


class Turns:
    """What is opened at one place, one after the other."""

    def __init__(self, place: QWidget, jobs: JobRunner) -> None:
        self._place, self._jobs = place, jobs
        self._now: Opening | None = None

    def take(self, steps: Iterator[object]) -> None:
        """Open something in steps; raises what the first of them does."""
        self.finish()
        opening = Opening(self._place, steps)
        opening.begin(self._jobs)
        self._now = opening

    def finish(self) -> None:
        """Have what is being opened whole."""
        if self._now is not None:
            self._now.finish()
