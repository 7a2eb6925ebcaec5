"""Writing the package of a case: where to, how far, stopped or done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kabao.domain.errors import CancelledError, KabaoError
from kabao.ui.cases.paper.signing import ask_signing

if TYPE_CHECKING:
    from kabao.documents.package import PackageResult
    from kabao.domain.snapshots import Snapshot
    from kabao.services.packages import Paper
    from kabao.services.signatures import Signing
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl
    from kabao.ui.kit.notices import NoticeBar, ProgressStrip


class Exporter(QObject):
    """Exports one case at a time; leaving the page does not stop it."""

    busy_changed = Signal()

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        notices: NoticeBar,
        progress: ProgressStrip,
    ) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.notices = notices
        """Where the outcome is told; another page's once this one has been left."""
        self._progress = progress
        self._job: Job | None = None
        self._frozen: Snapshot | None = None
        self._reason = "export"
        self._masked = False
        progress.stopped.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether a package is being written."""
        return self._job is not None

    def export(self, paper: Paper) -> None:
        """Ask where to and write the package, as a draft while errors are open."""
        if self.busy:
            return
        self._session.flush()
        context, case = self._context, self._session.case
        gate = context.workspace.cases.gate(context.workspace.cases.check(case))
        if gate == "stopped":
            self.notices.show_notice("error", context.texts("cases.export.stopped"))
            return
        draft = gate == "draft"
        target = self._ask_target(draft=draft)
        if target is None:
            return
        signing = None
        if self._session.sign_wanted:
            signing = ask_signing(context, self.notices.window())
            if signing is None:
                return
        self._write(target, replace(paper, draft=draft), signing)

    def stop(self) -> None:
        """Stop at the next page; nothing half-done is left behind."""
        if self._job is not None:
            self._job.cancel()

    def _ask_target(self, *, draft: bool) -> Path | None:
        texts, case = self._context.texts, self._session.case
        name = Path(self._context.workspace.packages.file_name(case))
        if draft:
            name = name.with_stem(f"{name.stem}-draft")
        title = texts("cases.export.draft" if draft else "cases.export.final")
        return self._context.alerts.choose_save(title, str(name), ("*.pdf",))

    def _write(self, target: Path, paper: Paper, signing: Signing | None) -> None:
        context = self._context
        packages = context.workspace.packages
        try:
            order = packages.order(self._session.case.id, target, context.texts, paper)
            self._masked = order.plan.copy == "masked"
            self._frozen = context.workspace.snapshots.freeze(self._session.case.id)
        except KabaoError as error:
            self._failed(error)
            return

        def work(control: JobControl) -> PackageResult:
            return packages.write(order, control.progress, control.cancelled, signing)

        self._reason = "draft" if paper.draft else "export"
        self._progress.set_progress(0, 1, context.texts("cases.export.begun"))
        self._progress.show()
        job = context.jobs.run(work, self._done, self._failed, on_progress=self._moved)
        if context.jobs.busy:
            self._job = job
            self.busy_changed.emit()

    def _moved(self, done: int, total: int) -> None:
        words = self._context.texts("cases.export.page", done=done, total=total)
        self._progress.set_progress(done, total, words)

    def _done(self, result: PackageResult) -> None:
        self._end()
        self._keep_snapshot(result)
        texts = self._context.texts
        done = "cases.export.done_masked" if self._masked else "cases.export.done"
        self.notices.show_notice(
            "ok",
            texts(done, name=result.path.name, pages=result.pages),
            texts("cases.export.open_folder"),
            lambda: _open(result.path.parent),
        )

    def _keep_snapshot(self, result: PackageResult) -> None:
        """Keep what the package was written from, so that it can be compared later."""
        if self._frozen is None:
            return
        try:
            saved = self._context.workspace.snapshots.keep(
                self._frozen, self._reason, result.sha256
            )
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self._context.announce(saved.changed)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self.notices.show_notice("info", self._context.texts("cases.export.cancelled"))
            return
        self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _end(self) -> None:
        self._job = None
        self._progress.hide()
        self.busy_changed.emit()


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
