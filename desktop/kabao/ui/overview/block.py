"""One block of the first page: a heading, a quiet note beside it, and what stands under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.ui.kit.theme import Theme


class Block(QWidget):
    """Parts are added to ``body``."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.space("s2"))
        heading = self.heading = QHBoxLayout()
        self.note = Label(tone="ink_2")
        heading.addWidget(Label(title, "heading"), 1)
        heading.addWidget(self.note)
        self.body.addLayout(heading)

    def add(self, *parts: QWidget) -> Block:
        """Put widgets under the heading."""
        for part in parts:
            self.body.addWidget(part)
        return self
