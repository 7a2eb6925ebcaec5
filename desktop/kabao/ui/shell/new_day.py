"""A day that begins while the program is open: statuses due are derived again, rooms show it.

So are, once at the beginning, those that an older program or rulebook derived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.services.refreshing import Piece
    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl, JobRunner

LOOK_MS = 20_000
"""Milliseconds between looks at the calendar."""


class NewDay(QObject):
    """Looks at the calendar now and then; ``tell`` is called when all is of the new day."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobRunner,
        tell: Callable[[], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._tell = tell
        self._failed = failed
        self._today = workspace.clock()
        self._is_working = self._is_news = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        if not workspace.ledger.read_only:
            self._begin()

    def look(self) -> None:
        """Begin once the day is another one than at the last look."""
        today = self._workspace.clock()
        if today == self._today or self._is_working:
            return
        self._today = today
        if self._workspace.ledger.read_only:
            self._tell()
        else:
            self._is_news = True
            self._begin()

    def resume(self) -> None:
        """Go on with what was dropped together with all other work."""
        if self._is_working:
            self._begin()

    def stop(self) -> None:
        """Look no more, as before the ledger is closed."""
        self._timer.stop()
        self.deleteLater()

    def _begin(self) -> None:
        """Derive one piece when the window has nothing else to do."""
        self._is_working = True
        self._jobs.run_when_idle(self._derive, self._next, self._give_up)

    def _derive(self, control: JobControl) -> Piece:
        from kabao.services.refreshing import StatusRefresh

        return StatusRefresh(self._workspace).run(control.cancelled)

    def _next(self, piece: Piece) -> None:
        self._workspace.ledger.drafts.settle()
        self._is_news |= piece.done > 0
        if not piece.left:
            self._end()
        elif piece.done:
            self._begin()
        else:  # somebody else writes for long
            QTimer.singleShot(LOOK_MS, self, self.resume)

    def _give_up(self, error: Exception) -> None:
        self._workspace.ledger.drafts.settle()
        self._failed(error)
        self._end()

    def _end(self) -> None:
        self._is_working = False
        if self._is_news:
            self._is_news = False
            self._tell()
