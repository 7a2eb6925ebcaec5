"""The buttons below the steps of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.text import ElidedLabel

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class ActionBar(QFrame):
    """Back and the refused rows at the left, what the step does at the right."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("panelActions")
        self.setFixedHeight(theme.height("action_bar"))
        row = QHBoxLayout(self)
        margin = theme.space("page_margin")
        row.setContentsMargins(margin, 0, margin, 0)
        row.setSpacing(theme.px(8))
        self.back = SecondaryButton(theme, texts("rosters.back"))
        self.save_refused = SecondaryButton(theme, "", "upload")
        self.note = ElidedLabel(texts("rosters.one_step"), tone="ink_2")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel = SecondaryButton(theme, texts("kit.cancel"))
        self.go_on = PrimaryButton(theme, "")
        self.go_on.setObjectName("roster_go_on")
        row.addWidget(self.back)
        row.addWidget(self.save_refused)
        row.addStretch(1)
        row.addWidget(self.note, 8)
        row.addWidget(self.cancel)
        row.addWidget(self.go_on)
