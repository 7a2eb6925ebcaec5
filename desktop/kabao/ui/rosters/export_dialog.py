"""The question before a view of the register is written: masked or full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kabao.ui.kit.context import RoomContext

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
        margin = theme.space("panel_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(texts("rosters.export"), "heading"))
        column.addWidget(Label(texts("rosters.export_count", count=len(ids)), tone="ink_2"))
        self.masked = QRadioButton(texts("rosters.export_masked"))
        self.full = QRadioButton(texts("rosters.export_full"))
        self.masked.setChecked(True)
        for button, key in ((self.masked, "masked"), (self.full, "full")):
            column.addWidget(button)
            note = texts(f"rosters.export_{key}_note")
            button.setAccessibleDescription(note)
            column.addWidget(Label(note, "small", "ink_2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = PrimaryButton(theme, texts("rosters.export_save"), "download")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        column.addLayout(row)

    def save(self) -> None:
        """Ask for the file and write it; the dialog stays open if that fails."""
        texts, alerts = self._context.texts, self._context.alerts
        target = alerts.choose_save(
            texts("rosters.export"), texts("rosters.export_name"), ("*.xlsx", "*.csv")
        )
        if target is None:
            return
        try:
            self._context.workspace.rosters.export(
                self._ids, target, texts, full=self.full.isChecked()
            )
        except KabaoError as error:
            alerts.show(error)
            return
        self.written = target
        self.accept()
