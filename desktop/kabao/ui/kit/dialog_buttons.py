"""The last line of a dialog: what it does, and leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class DialogButtons(QHBoxLayout):
    """Cancel and the main button at the right; Enter presses the main one."""

    def __init__(
        self,
        dialog: QDialog,
        theme: Theme,
        texts: Texts,
        words: str,
        act: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setSpacing(theme.space("s2"))
        self.setContentsMargins(0, theme.space("s1"), 0, 0)
        self.main = PrimaryButton(theme, words)
        self.main.setObjectName("save")
        self.main.setDefault(True)
        self.main.clicked.connect(act)
        self.cancel = SecondaryButton(theme, texts("kit.cancel"))
        self.cancel.clicked.connect(dialog.reject)
        self.addStretch(1)
        self.addWidget(self.cancel)
        self.addWidget(self.main)
