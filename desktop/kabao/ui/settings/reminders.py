"""Reminders on the page of preferences: whether there are any, and the hours of quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme

_HOURS = 24


class RemindersSection(QWidget):
    """Every choice takes effect at once."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._preferences = preferences
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        wanted = CheckBox(theme, texts("reminders.wanted"))
        wanted.setObjectName("remind")
        wanted.setChecked(preferences.now.remind)
        wanted.toggled.connect(lambda on: preferences.change(remind=on))
        column.addWidget(wanted)
        note = Label(texts("reminders.wanted_note"), "small_prose", "ink_2", wrap=True)
        note.setIndent(theme.px(16 + 6))  # under the words of the box
        column.addWidget(note)
        self._hours = QWidget()
        row = QHBoxLayout(self._hours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for name in ("quiet_from", "quiet_to"):
            label = Label(texts(f"reminders.{name}"))
            combo = self._hour(name)
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo)
        row.addStretch(1)
        column.addWidget(self._hours)
        self._hours.setEnabled(preferences.now.remind)
        wanted.toggled.connect(self._hours.setEnabled)

    def _hour(self, name: str) -> ComboBox:
        combo = ComboBox(self._theme)
        combo.setObjectName(name)
        combo.setAccessibleName(self._texts(f"reminders.{name}"))
        for hour in range(_HOURS):
            combo.addItem(f"{hour:02d}:00", hour)
        combo.setCurrentIndex(getattr(self._preferences.now, name) % _HOURS)
        combo.currentIndexChanged.connect(
            lambda hour: self._preferences.change(**{name: int(hour)})
        )
        return combo
