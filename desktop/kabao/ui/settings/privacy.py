"""Privacy on the page of preferences: the clipboard, pictures of the screen, what is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.settings import MOST_COUNTED
from kabao.ui.kit.capture import way
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme

_NARROW = 64


class PrivacySection(QWidget):
    """Choices take effect at once; where the system cannot do a thing, that is said."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(texts("settings.privacy_text"), wrap=True))
        column.addWidget(Label(texts("privacy.settings.reveal"), wrap=True))
        column.addLayout(self._seconds(theme, texts))
        able = way() is not None
        box = CheckBox(theme, texts("privacy.settings.capture"))
        box.setObjectName("block_capture")
        box.setChecked(preferences.now.block_capture and able)
        box.setEnabled(able)
        box.toggled.connect(lambda on: preferences.change(block_capture=on))
        column.addWidget(box)
        note = "capture_note" if able else "capture_impossible"
        words = Label(texts(f"privacy.settings.{note}"), "small", "ink_2", wrap=True)
        words.setObjectName("capture_note")
        column.addWidget(words)

    def _seconds(self, theme: Theme, texts: Texts) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        label = Label(texts("privacy.settings.clipboard"), wrap=True)
        field = QLineEdit(str(self._preferences.now.clipboard_seconds))
        field.setObjectName("clipboard_seconds")
        field.setAccessibleName(label.text())
        field.setValidator(QIntValidator(0, MOST_COUNTED, field))
        field.setFixedWidth(theme.px(_NARROW))
        field.editingFinished.connect(
            lambda: self._preferences.change(clipboard_seconds=int(field.text()))
        )
        label.setBuddy(field)
        row.addWidget(field)
        row.addWidget(label, 1)
        return row
