"""Looking for words in the pages of the preview: hits are tinted, Enter goes to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout

from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kabao.ui.cases.preview.rendering import Picture
    from kabao.ui.kit.context import RoomContext


class FindBar(QFrame):
    """``wanted`` carries the words looked for, ``stepped`` one page with hits further or back."""

    wanted = Signal(str)
    stepped = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        theme, texts = context.theme, context.texts
        self._texts = texts
        self.setProperty("line", "bottom")
        self.setProperty("ground", "surface")
        self.field = SearchField(theme, texts("cases.preview.find"))
        self.field.searched.connect(self.wanted)
        self.field.returnPressed.connect(lambda: self.stepped.emit(1))
        self.count = Label("", "small", "ink_2")
        back = IconButton(theme, "chevron-up", texts("cases.preview.find_back"), size=16)
        back.clicked.connect(lambda: self.stepped.emit(-1))
        forth = IconButton(theme, "chevron-down", texts("cases.preview.find_forth"), size=16)
        forth.clicked.connect(lambda: self.stepped.emit(1))
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(4), theme.px(4))
        row.setSpacing(theme.px(4))
        row.addWidget(self.field, 1)
        for widget in (self.count, back, forth):
            row.addWidget(widget)
        self.hide()

    def toggle(self) -> None:
        """Show the bar with the caret in it, or put it away and forget the words."""
        self.setVisible(self.isHidden())
        if self.isHidden():
            self.wanted.emit("")
        else:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()
            self.wanted.emit(self.field.text())

    def show_hits(self, picture: Picture) -> None:
        """Tell how many places hold the words, and on how many pages."""
        count, pages = sum(hits for _, hits in picture.hits), len(picture.hits)
        key = "cases.preview.found" if count else "cases.preview.not_found"
        words = self._texts(key, count=count, pages=pages) if self.field.text().strip() else ""
        self.count.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the bar away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.toggle()
            return
        super().keyPressEvent(event)
