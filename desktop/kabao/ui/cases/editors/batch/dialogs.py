"""The frame of every dialog of a batch: what it asks, and its buttons below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.small_screens import keep_within_screen

if TYPE_CHECKING:
    from kabao.ui.kit.context import RoomContext


class BatchDialog(QDialog):
    """Notices, a body to fill, and cancel and go on; sub-classes answer ``taken``."""

    def __init__(
        self, context: RoomContext, title: str, go_on: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        self.context = context
        theme, texts = context.theme, context.texts
        self.setWindowTitle(title)
        self.notices = NoticeBar(theme, texts)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space("s3"))
        self.go_on = PrimaryButton(theme, go_on)
        self.go_on.setDefault(True)
        self.go_on.setObjectName("go_on")
        self.go_on.clicked.connect(self._try)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._try)  # from within a long text too
        self.cancel = SecondaryButton(theme, texts("kit.cancel"))
        self.cancel.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s4"))
        column.addWidget(self.notices)
        column.addLayout(self.body, 1)
        column.addLayout(self.buttons)

    def fit(self, width: int, height: int) -> None:
        """Take a size that the screen has room for."""
        theme = self.context.theme
        wanted_width, wanted_height = theme.px(width), theme.px(height)
        screen = self.screen().availableGeometry()
        self.resize(min(wanted_width, screen.width()), min(wanted_height, screen.height()))

    def problem(self) -> str:
        """Return what is missing before the dialog can go on; empty when nothing is."""
        return ""

    def _try(self) -> None:
        problem = self.problem()
        if problem:
            self.notices.clear()
            self.notices.show_notice("warning", problem)
            return
        self.accept()
