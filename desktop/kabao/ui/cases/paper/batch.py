"""All packages at once from the window: how printed, where to, how far, what failed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.services.batches import Failed, Wish, Written, export_all
from kabao.services.bundles import sensible_workers
from kabao.services.packages import Paper
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.notices import ProgressStrip
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kabao.services.batches import Line
    from kabao.ui.cases.listing.list_page import CasesPage
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl

_LANGUAGES = ("zh", "en", "both")
_BELOW_THE_HEADER = 1


class BatchDialog(QDialog):
    """Asks how all packages shall be printed."""

    def __init__(self, context: RoomContext, count: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.batch.title"))
        self.language = ComboBox(theme)
        for language in _LANGUAGES:
            self.language.addItem(texts(f"cases.export.language_{language}"), language)
        self.language.setCurrentIndex(_LANGUAGES.index(texts.written))
        self.language.setAccessibleName(texts("cases.blank.language"))
        self.drafts = CheckBox(theme, texts("cases.batch.drafts"))
        self.full_numbers = CheckBox(theme, texts("cases.export.full_numbers"))
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addWidget(Label(texts("cases.batch.what", count=count), wrap=True))
        for widget in (self.language, self.drafts, self.full_numbers):
            column.addWidget(widget)
        column.addWidget(Label(texts("cases.batch.note"), "small", "ink_2", wrap=True))
        column.addStretch(1)
        buttons = DialogButtons(self, theme, texts, texts("cases.batch.choose"), self.accept)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(480))

    def wish(self) -> tuple[Paper, bool]:
        """Return how the packages are printed, and whether drafts are made."""
        paper = Paper(self.language.currentData(), full_numbers=self.full_numbers.isChecked())
        return paper, self.drafts.isChecked()


class BatchExport:
    """Exports every case beside the window; what was stopped goes on where it ended."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._job: Job | None = None
        self._page: CasesPage | None = None

    def attach(self, page: CasesPage) -> None:
        """Show the progress on the page with all cases."""
        self._page = page
        self.progress = ProgressStrip(self._context.theme, self._context.texts)
        self.progress.stopped.connect(self.stop)
        self.progress.hide()
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        row = QHBoxLayout()
        margin = self._context.theme.space("page_margin")
        row.setContentsMargins(margin, 0, margin, 0)
        row.addWidget(self.progress)
        layout.insertLayout(_BELOW_THE_HEADER, row)

    def commands(self) -> Sequence[Command]:
        """Return the command that exports every case."""
        texts = self._context.texts
        return (
            Command("cases.export_all", texts("cases.batch.command"), self.export, "file-export"),
        )

    def export(self) -> None:
        """Ask how and where to, then write every package that can be written."""
        context = self._context
        count = len(context.workspace.cases.all())
        if self._job is not None or not count or self._page is None:
            return
        chosen = self.ask(count)
        if chosen is None:
            return
        folder = context.alerts.choose_folder(context.texts("cases.batch.folder"))
        if folder is not None:
            paper, drafts = chosen
            self._start(
                Wish(
                    folder,
                    context.texts,
                    paper,
                    drafts,
                    workers=sensible_workers(count),
                )
            )

    def ask(self, count: int) -> tuple[Paper, bool] | None:
        """Show the dialog; None if the user thought better of it."""
        assert self._page is not None
        dialog = BatchDialog(self._context, count, self._page.window())
        return dialog.wish() if dialog.exec() else None

    def stop(self) -> None:
        """Stop at the next package; what is written stays."""
        if self._job is not None:
            self._job.cancel()

    def _start(self, wish: Wish) -> None:
        context, workspace = self._context, self._context.workspace

        def work(control: JobControl) -> tuple[list[Line], int]:
            with workspace.beside() as own:
                cases, lines = own.cases.all(), []
                with closing(export_all(own, cases, wish, control.cancelled)) as coming:
                    for line in coming:
                        lines.append(line)
                        control.progress(len(lines), len(cases))
                return lines, len(cases)

        self.progress.set_progress(0, 1, context.texts("cases.export.begun"))
        self.progress.show()
        job = context.jobs.run(
            work,
            lambda outcome: self._done(*outcome, wish.folder),
            self._failed,
            on_progress=self._moved,
        )
        if context.jobs.busy:
            self._job = job

    def _moved(self, done: int, total: int) -> None:
        words = self._context.texts("cases.batch.progress", done=done, total=total)
        self.progress.set_progress(done, total, words)

    def _done(self, lines: list[Line], total: int, folder: Path) -> None:
        self._end()
        assert self._page is not None
        texts, alerts = self._context.texts, self._context.alerts
        written = [line for line in lines if isinstance(line, Written)]
        failed = [line for line in lines if isinstance(line, Failed)]
        ended = "done" if len(lines) == total else "stopped"
        words = texts(
            f"cases.batch.{ended}",
            written=len(written),
            kept=sum(line.kept for line in written),
            failed=len(failed),
            total=total,
        )
        self._page.notices.show_notice(
            "warning" if failed else "ok",
            words,
            texts("cases.export.open_folder"),
            lambda: _open(folder),
        )
        if failed:
            reasons = (
                f"{line.case.number} {line.case.title}\n{alerts.sentence(line.error)}\n"
                f"{alerts.details(line.error)}".strip()
                for line in failed
            )
            alerts.tell(words, "\n\n".join(reasons))

    def _failed(self, error: Exception) -> None:
        self._end()
        assert self._page is not None
        self._page.notices.show_notice("error", self._context.alerts.sentence(error))

    def _end(self) -> None:
        self._job = None
        self.progress.hide()


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
