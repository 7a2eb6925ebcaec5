"""Whom a filter lets through among a million, found and put in order beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.holders import HolderFilter
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl

_LOOK_MS = 30
"""Milliseconds between looks whether everybody has been read."""


class LateRows(QObject):
    """Finds the people of one filter at a time; what was asked before is dropped."""

    found = Signal(object, object)
    """The filter, and the ids in their order."""

    def __init__(self, context: RoomContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: HolderFilter | None = None
        self._job: Job | None = None
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self._try)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for ids."""
        return self._wanted is not None

    def ask(self, wanted: HolderFilter) -> None:
        """Find whom a filter lets through."""
        self.drop()
        self._wanted = wanted
        self._try()

    def drop(self) -> None:
        """Find nobody any more."""
        self._wanted = None
        self._look.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _try(self) -> None:
        wanted, workspace = self._wanted, self._context.workspace
        if wanted is None:
            return
        arrange = workspace.holders.arranger(wanted.order)
        if arrange is None:
            self._look.start()
            return
        if workspace.holders.is_quick(wanted):
            self._tell(wanted, workspace.holders.ids(wanted))
            return

        def find(control: JobControl) -> Sequence[int]:
            if control.cancelled():
                return ()
            with workspace.beside() as own:
                return arrange(own.holders.found(wanted))

        jobs, failed = self._context.jobs, self._context.alerts.show
        job = jobs.run(
            find, lambda ids: self._tell(wanted, ids), failed, background=True, aside=True
        )
        if self.is_waiting:
            self._job = job

    def _tell(self, wanted: HolderFilter, ids: Sequence[int]) -> None:
        if wanted == self._wanted:
            self._wanted = self._job = None
            self.found.emit(wanted, ids)
