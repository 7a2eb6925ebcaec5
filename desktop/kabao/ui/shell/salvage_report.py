"""What a salvage saved and what it did not, table by table; long, so it scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from kabao.ui.kit.buttons import PrimaryButton
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDE, _HIGH = 560, 260


class SalvageReport(QDialog):
    """Shows the report once; it also lies beside the new ledger."""

    def __init__(
        self, theme: Theme, texts: Texts, name: str, lines: Sequence[str], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        title = texts("salvage.done", name=name)
        self.setWindowTitle(texts("shell.name"))
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(title, "heading", wrap=True))
        self.box = QPlainTextEdit("\n".join(lines))
        self.box.setReadOnly(True)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(title)
        self.box.setMinimumSize(theme.px(_WIDE), theme.px(_HIGH))
        column.addWidget(self.box, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = PrimaryButton(theme, texts("kit.close"))
        close.clicked.connect(lambda _: self.accept())
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()
