"""One file of a slot: its title, pages and size, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kabao.ui.cases.words import size_text
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment
    from kabao.ui.kit.context import RoomContext


class FileRow(QWidget):
    """``renamed`` carries the new title; ``moved`` up (-1) or down (1); ``removed``."""

    renamed = Signal(str)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, context: RoomContext, file: Attachment, place: tuple[int, int]) -> None:
        super().__init__()
        self._file = file
        theme, texts = context.theme, context.texts
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(4), 0)
        row.setSpacing(theme.px(6))
        picture = file.media_type != "application/pdf"
        row.addWidget(IconLabel(theme, "photo" if picture else "file-text", "ink_2"))
        self.title = QLineEdit(file.title)
        self.title.setProperty("cell", "true")
        self.title.setMaxLength(120)
        self.title.setAccessibleName(texts("cases.slots.title_of", name=file.file_name))
        self.title.setToolTip(file.file_name)
        self.title.editingFinished.connect(self._rename)
        row.addWidget(self.title, 1)
        facts = texts("cases.slots.facts", pages=file.pages, size=size_text(texts, file.size))
        row.addWidget(Label(facts, "small", "ink_2"))
        number, count = place
        up = IconButton(theme, "arrow-up", texts("cases.slots.up", name=file.title), size=16)
        up.setEnabled(number > 0)
        up.clicked.connect(lambda: self.moved.emit(-1))
        down = IconButton(theme, "arrow-down", texts("cases.slots.down", name=file.title), size=16)
        down.setEnabled(number < count - 1)
        down.clicked.connect(lambda: self.moved.emit(1))
        remove = IconButton(theme, "x", texts("cases.slots.remove", name=file.title), size=16)
        remove.setObjectName(f"remove_{file.slot}_{number}")
        remove.clicked.connect(self.removed)
        for button in (up, down, remove):
            row.addWidget(button)

    def _rename(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.title.setText(self._file.title)
        elif title != self._file.title:
            self.renamed.emit(title)
