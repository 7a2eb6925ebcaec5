"""The question before a view of the register is written: masked or full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kabao.domain.errors import CancelledError
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import ProgressStrip
from kabao.ui.kit.text import Label
from kabao.ui.rosters.work import Answers, Work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

_WIDTH = 420


class ExportViewDialog(QDialog):
    """Asks how the people of a view are written, then for the file, and writes it."""

    def __init__(
        self, context: RoomContext, ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._ids = ids
        self.written: Path | None = None
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("rosters.export"))
        self.setMinimumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addWidget(Label(texts("rosters.export"), "heading"))
        column.addWidget(Label(texts("rosters.export_count", count=len(ids)), tone="ink_2"))
        self._choices = self._build_choices()
        column.addWidget(self._choices)
        progress = ProgressStrip(theme, texts)
        column.addWidget(progress)
        self._work = Work(self, context.jobs, progress, texts)
        column.addStretch(1)
        column.addLayout(self._build_buttons())

    def save(self) -> None:
        """Ask for the file and write it; the dialog stays open if that fails."""
        texts, alerts = self._context.texts, self._context.alerts
        target = alerts.choose_save(
            texts("rosters.export"), texts("rosters.export_name"), ("*.xlsx", "*.csv")
        )
        if target is None:
            return
        workspace, ids, full = self._context.workspace, self._ids, self.full.isChecked()

        def work(control: JobControl) -> int:
            with workspace.beside() as other:
                return other.rosters.export(
                    ids,
                    target,
                    texts,
                    full=full,
                    progress=control.progress,
                    cancelled=control.cancelled,
                )

        self._choices.setEnabled(False)
        self.save_button.setEnabled(False)
        words = texts("rosters.exporting", count=len(ids))
        answers = Answers(lambda _: self._written(target), self._failed)
        self._work.start(words, work, answers)

    def reject(self) -> None:
        """Stop the writing, if it is under way; else close."""
        if self._work.under_way:
            self._work.stop()
        else:
            super().reject()

    def _written(self, target: Path) -> None:
        self.written = target
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._choices.setEnabled(True)
        self.save_button.setEnabled(True)
        if not isinstance(error, CancelledError):
            self._context.alerts.show(error)

    def _build_choices(self) -> QWidget:
        texts = self._context.texts
        self.masked = QRadioButton(texts("rosters.export_masked"))
        self.full = QRadioButton(texts("rosters.export_full"))
        self.masked.setChecked(True)
        choices = QWidget()
        inner = QVBoxLayout(choices)
        inner.setContentsMargins(0, 0, 0, 0)
        for button, key in ((self.masked, "masked"), (self.full, "full")):
            inner.addWidget(button)
            note = texts(f"rosters.export_{key}_note")
            button.setAccessibleDescription(note)
            inner.addWidget(Label(note, "small", "ink_2", wrap=True))
        return choices

    def _build_buttons(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        row = QHBoxLayout()
        row.setSpacing(theme.space("s2"))
        row.addStretch(1)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = PrimaryButton(theme, texts("rosters.export_save"), "download")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row
