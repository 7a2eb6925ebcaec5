"""Writing the face as a file of its own, for a card vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.domain.cases import Case
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.notices import NoticeBar


class FaceExport(QObject):
    """Asks where to, writes beside the window, tells how it went."""

    def __init__(self, context: RoomContext, session: CaseSession, notices: NoticeBar) -> None:
        super().__init__()
        self._context, self._session, self._notices = context, session, notices

    def export(self, before: Case | None = None) -> None:
        """Write both sides and the tables; with ``before`` what has changed since that case."""
        texts = self._context.texts
        self._session.flush()
        name = f"{self._session.case.number}-face.pdf"
        target = self._context.alerts.choose_save(texts("cases.designer.export"), name, ("*.pdf",))
        if target is not None:
            self._write(target, before)

    def _write(self, target: Path, before: Case | None) -> None:
        from kabao.services.packages import Paper

        faces, texts = self._context.workspace.faces, self._context.texts
        try:
            sheets = faces.plan_sheets(self._session.case, texts, Paper(), before)
        except KabaoError as error:
            self._failed(error)
            return
        self._context.jobs.run(
            lambda _control: faces.write_sheets(sheets, target), self._done, self._failed
        )

    def _done(self, result: PackageResult) -> None:
        words = self._context.texts("cases.designer.exported", name=result.path.name)
        self._notices.show_notice("ok", words)

    def _failed(self, error: Exception) -> None:
        self._notices.show_notice("error", self._context.alerts.sentence(error))
