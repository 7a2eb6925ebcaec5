"""Writing the report of a check from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from kabao.documents.package import PackageResult
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar


class ReportWriter:
    """Asks where to and writes what was checked, found and accepted."""

    def __init__(self, context: RoomContext, session: CaseSession, notices: NoticeBar) -> None:
        self._context = context
        self._session = session
        self._notices = notices

    def write(self) -> None:
        """Store what was typed, check it and write the report in a worker."""
        self._session.flush()
        context = self._context
        reports = context.workspace.case_reports
        try:
            order = reports.order(self._session.case, context.texts)
        except KabaoError as error:
            self._failed(error)
            return
        title = context.texts("case_report.command")
        target = context.alerts.choose_save(title, order.file_name, ("*.pdf",))
        if target is None:
            return

        def work(_control: JobControl) -> PackageResult:
            return reports.write(order, target)

        context.jobs.run(work, self._done, self._failed)

    def _done(self, result: PackageResult) -> None:
        texts = self._context.texts
        words = texts("case_report.written", file=result.path.name, pages=result.pages)
        folder = str(result.path.parent)
        self._notices.show_notice(
            "ok",
            words,
            texts("cases.export.open_folder"),
            lambda: _open(folder),
        )

    def _failed(self, error: Exception) -> None:
        self._notices.show_notice("error", self._context.alerts.sentence(error))


def _open(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
