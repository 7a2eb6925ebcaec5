"""Asking for the key that a package is signed with; the passphrase lives as long as the dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.services.signatures import open_key
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.services.signatures import Signing
    from kabao.ui.kit.context import RoomContext

_PATTERNS = ("*.p12", "*.pfx")


class SigningDialog(QDialog):
    """``signing`` is the opened key once the dialog was accepted."""

    def __init__(self, context: RoomContext, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self.signing: Signing | None = None
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.sign.title"))
        self.notices = NoticeBar(theme, texts)
        self.file, self.passphrase = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.visible_box = CheckBox(theme, texts("cases.sign.visible"))
        choose = SecondaryButton(theme, texts("cases.sign.choose"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(choose)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addWidget(self.notices)
        column.addWidget(self._label("file", self.file))
        column.addLayout(row)
        column.addWidget(self._label("passphrase", self.passphrase))
        column.addWidget(self.passphrase)
        column.addWidget(self.visible_box)
        column.addWidget(Label(texts("cases.sign.note"), "small", "ink_2", wrap=True))
        column.addStretch(1)
        column.addLayout(self._buttons())
        self.setMinimumWidth(theme.px(480))

    def sign(self) -> None:
        """Open the key; what is wrong with it is told here."""
        passphrase = self.passphrase.text()
        self.passphrase.clear()
        try:
            visible = self.visible_box.isChecked()
            self.signing = open_key(Path(self.file.text()), passphrase, visible=visible)
        except KabaoError as error:
            self.notices.clear()
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.accept()

    def _choose(self) -> None:
        title = self._context.texts("cases.sign.file")
        path = self._context.alerts.choose_open(title, _PATTERNS)
        if path is not None:
            self.file.setText(str(path))
            self.passphrase.setFocus()

    def _label(self, words: str, widget: QWidget) -> Label:
        label = Label(self._context.texts(f"cases.sign.{words}"), "small", "ink_2")
        label.setBuddy(widget)
        widget.setAccessibleName(label.text())
        return label

    def _buttons(self) -> DialogButtons:
        theme, texts = self._context.theme, self._context.texts
        return DialogButtons(self, theme, texts, texts("cases.sign.do"), self.sign)


def ask_signing(context: RoomContext, parent: QWidget | None) -> Signing | None:
    """Show the dialog; None if the user thought better of it."""
    dialog = SigningDialog(context, parent)
    return dialog.signing if dialog.exec() else None
