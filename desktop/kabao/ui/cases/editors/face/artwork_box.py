"""The file of an element: which it is, how fine it prints, another one or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.face_artwork import BACKGROUNDS, artwork_box, artworks, resolution, slot_of
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.faces import PlacedElement
    from kabao.domain.fields import Values
    from kabao.ui.kit.context import RoomContext


class ArtworkBox(QWidget):
    """``choose_wanted`` and ``remove_wanted`` carry the key of the element."""

    choose_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._texts = context.texts
        self._key = ""
        theme, texts = context.theme, context.texts
        self.told = Label("", wrap=True)
        self.choose = SecondaryButton(
            theme, texts("cases.designer.choose_file"), "photo", small=True
        )
        self.choose.setObjectName("choose_artwork")
        self.choose.clicked.connect(lambda: self.choose_wanted.emit(self._key))
        self.remove = SecondaryButton(
            theme, texts("cases.designer.remove_file"), "trash", small=True
        )
        self.remove.setObjectName("remove_artwork")
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._key))
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(SectionHeading(texts("cases.designer.artwork")))
        column.addWidget(self.told)
        column.addLayout(buttons)
        note = Label(texts("cases.designer.artwork_note"), "small_prose", "ink_2", wrap=True)
        column.addWidget(note)

    def show_item(self, item: PlacedElement, case: Case, values: Values) -> None:
        """Show the file of an element or a background."""
        self._key = item.key
        texts = self._texts
        files = [it for it in case.attachments if it.slot == slot_of(item.key)]
        known = artworks(values).get(item.key)
        self.remove.setVisible(bool(files))
        if not files or known is None:
            self.told.setText(texts("cases.designer.no_file"))
            return
        cover = item.key in BACKGROUNDS.values()
        dpi = resolution(known, artwork_box(known, item.box, cover=cover))
        words = texts(
            "cases.designer.file",
            name=files[0].file_name,
            width=known.width,
            height=known.height,
            dpi=f"{dpi:.0f}",
        )
        self.told.setText(words)
