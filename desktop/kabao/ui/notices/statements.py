"""Saving the statement for one person: where to, written in the background, told when done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar


def save_statement(
    context: RoomContext, holder_id: int, notices: NoticeBar | None = None, language: str = ""
) -> None:
    """Write the activation status of a holder as one page where the user says.

    The outcome is told in ``notices``, else in a box; ``language`` is ``zh``, ``en`` or ``both``.
    """
    texts, service = context.texts, context.workspace.statements
    try:
        order = service.order(holder_id, language or texts.language)
    except KabaoError as error:
        _fail(context, notices, error)
        return
    target = context.alerts.choose_save(texts("statement.save_title"), order.file_name, ("*.pdf",))
    if target is None:
        return

    def work(control: JobControl) -> PackageResult:
        del control
        return service.write(order, target)

    context.jobs.run(
        work,
        lambda result: _done(context, notices, result.path),
        lambda error: _fail(context, notices, error),
    )


def _done(context: RoomContext, notices: NoticeBar | None, path: Path) -> None:
    texts = context.texts
    words = texts("statement.saved", name=path.name)
    if notices is None:
        context.alerts.tell(words)
        return
    notices.show_notice("ok", words, texts("statement.open_folder"), lambda: _open(path.parent))


def _fail(context: RoomContext, notices: NoticeBar | None, error: Exception) -> None:
    if notices is None:
        context.alerts.show(error)
    else:
        notices.show_notice("error", context.alerts.sentence(error))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
