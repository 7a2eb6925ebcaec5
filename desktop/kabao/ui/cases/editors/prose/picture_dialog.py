"""What is told about a picture: its words, its width, and whether it will be sharp on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.prose.files import COARSE, dots
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.prose.model import Picture
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

SHARES = (100, 80, 60, 50, 40, 25)


class PictureDialog(QDialog):
    """Asks for words and width; ``picture`` is what was settled once it was accepted."""

    def __init__(
        self, theme: Theme, texts: Texts, picture: Picture, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.picture = picture
        self._texts = texts
        self.setWindowTitle(texts("prose.picture.title"))
        self.words = QLineEdit(picture.alt)
        self.words.setObjectName("picture_words")
        self.words.setAccessibleName(texts("prose.picture.words"))
        self.share = ComboBox(theme)
        self.share.setObjectName("picture_share")
        self.share.setAccessibleName(texts("prose.picture.width"))
        shares = sorted({*SHARES, picture.share}, reverse=True)
        for share in shares:
            self.share.addItem(texts("prose.picture.share", share=share), share)
        self.share.setCurrentIndex(shares.index(picture.share))
        self.share.currentIndexChanged.connect(lambda _: self._tell())
        self._dots = Label("", "small", "ink_2", wrap=True)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(16))
        column.addLayout(self._form(theme))
        column.addStretch(1)
        column.addLayout(self._buttons(theme))
        self.resize(theme.px(460), theme.px(240))
        self._tell()

    def _form(self, theme: Theme) -> QFormLayout:
        texts = self._texts
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(8))
        form.addRow(Label(texts("prose.picture.words"), tone="ink_2"), self.words)
        form.addRow("", Label(texts("prose.picture.words_hint"), "small", "ink_2", wrap=True))
        form.addRow(Label(texts("prose.picture.width"), tone="ink_2"), self.share)
        form.addRow("", self._dots)
        return form

    def _buttons(self, theme: Theme) -> DialogButtons:
        texts = self._texts
        return DialogButtons(self, theme, texts, texts("kit.save"), self._save)

    def _tell(self) -> None:
        found = dots(self.picture.width, int(self.share.currentData()))
        key = "prose.picture.coarse" if found < COARSE else "prose.picture.sharp"
        self._dots.setText(self._texts(key, dots=found, least=COARSE))

    def _save(self) -> None:
        share = int(self.share.currentData())
        self.picture = replace(self.picture, alt=self.words.text().strip(), share=share)
        self.accept()
