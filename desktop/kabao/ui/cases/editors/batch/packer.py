"""Packing a batch from the window: where to, how far, what did not go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from kabao.domain.findings import Level
from kabao.ui.cases.editors.batch.work import BatchWork

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.batch_claims.packing import PackResult
    from kabao.services.workspace import Workspace
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar, ProgressStrip


class BatchPacker(QObject):
    """Writes the archive of a batch on a worker; the window stays free meanwhile."""

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        notices: NoticeBar,
        progress: ProgressStrip,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._notices = notices
        self.work = BatchWork(context, notices, progress, self)

    def pack(self, language: str = "") -> None:
        """Ask where to and pack, as a draft while errors are open."""
        if self.work.busy:
            return
        self._session.flush()
        context, case = self._context, self._session.case
        texts, packing = context.texts, context.workspace.batch_packing
        if not case.holder_ids:
            self._notices.show_notice("warning", texts("batch.people.empty_title"))
            return
        title, name = texts("batch.pack.title"), packing.file_name(case)
        target = context.alerts.choose_save(title, name, ("*.zip",))
        if target is not None:
            self.write(target, language)

    def write(self, target: Path, language: str = "") -> None:
        """Pack into a file."""
        texts, case_id = self._context.texts, self._session.case.id
        draft = self._has_errors()

        def work(workspace: Workspace, control: JobControl) -> PackResult:
            from kabao.services.batch_claims.packing import PackWish

            wish = PackWish(texts, language, draft, control.progress, control.cancelled)
            return workspace.batch_packing.pack(case_id, target, wish)

        self.work.read(
            work, lambda result: self._done(result, draft=draft), texts("batch.pack.working")
        )

    def _has_errors(self) -> bool:
        result = self._session.result
        found = result.findings if result else ()
        grave = (Level.CRITICAL, Level.ERROR)
        return any(item.level in grave and not item.accepted for item in found)

    def _done(self, result: PackResult, *, draft: bool) -> None:
        texts = self._context.texts
        words = [
            texts(
                "batch.pack.done",
                name=result.path.name,
                people=result.people,
                pages=result.pages,
                photos=result.photos,
            )
        ]
        if draft:
            words.append(texts("batch.pack.draft"))
        if result.problems:
            words.append(texts("batch.pack.problems", count=len(result.problems)))
        self._notices.show_notice(
            "warning" if draft or result.problems else "ok",
            "\n".join(words),
            texts("batch.pack.open_folder"),
            lambda: _open(result.path.parent),
        )


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
