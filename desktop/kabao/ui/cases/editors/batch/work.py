"""Steps of a batch that may take long: on a worker, with progress, and told when they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from kabao.domain.errors import CancelledError, KabaoError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.services.workspace import Workspace
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl
    from kabao.ui.kit.notices import NoticeBar, ProgressStrip

T = TypeVar("T")
FEW = 8
"""People for whom a step ends before anybody notices."""


class BatchWork(QObject):
    """Runs one step at a time, shows how far it is, and says when it was stopped or refused."""

    busy_changed = Signal()

    def __init__(
        self, context: RoomContext, notices: NoticeBar, progress: ProgressStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._notices = notices
        self._progress = progress
        self._job: Job | None = None
        progress.stopped.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether a step is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Ask the step under way to stop; nothing half-done is left behind."""
        if self._job is not None:
            self._job.cancel()

    def write(
        self,
        count: int,
        work: Callable[[Workspace, JobControl], T],
        done: Callable[[T], None],
        words: str,
    ) -> None:
        """Run a step that writes to the ledger."""
        workspace = self._context.workspace

        def on_worker(control: JobControl) -> T:
            with workspace.for_worker() as own:
                return work(own, control)

        self._run(count, on_worker, done, words)

    def read(
        self,
        work: Callable[[Workspace, JobControl], T],
        done: Callable[[T], None],
        words: str,
    ) -> None:
        """Run a step that only reads the ledger."""
        workspace = self._context.workspace

        def on_worker(control: JobControl) -> T:
            with workspace.beside() as own:
                return work(own, control)

        self._run(0, on_worker, done, words)

    def _run(
        self,
        count: int,
        work: Callable[[JobControl], T],
        done: Callable[[T], None],
        words: str,
    ) -> None:
        if self._job is not None:
            return
        self._progress.set_progress(0, max(1, count), words)
        self._progress.show()

        def ended(result: T) -> None:
            self._end()
            try:
                done(result)
            except KabaoError as error:
                self._tell(error)

        job = self._context.jobs.run(
            work,
            ended,
            self._failed,
            on_progress=lambda now, total: self._progress.set_progress(now, total, words),
        )
        if self._context.jobs.busy:
            self._job = job
            self.busy_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        tone = "info" if isinstance(error, CancelledError) else "error"
        self._notices.show_notice(tone, self._context.alerts.sentence(error))

    def _end(self) -> None:
        self._job = None
        self._progress.hide()
        self._context.workspace.ledger.drafts.settle()
        self.busy_changed.emit()
