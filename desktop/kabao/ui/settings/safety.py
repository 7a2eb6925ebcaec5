"""The passphrase of the open ledger on the page of preferences, and when it is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.settings import MOST_COUNTED
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.guard import Guard

_NARROW = 64
_ASKED = frozenset({"give", "change", "remove"})
"""What begins with a dialog, whose title is the name of the button."""


class SafetySection(QWidget):
    """Says whether the file is encrypted, and offers what can be done about it."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences, guard: Guard) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._preferences = preferences
        self._guard = guard
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addLayout(self._state())
        column.addWidget(self._buttons())
        if guard.can_lock:
            column.addLayout(self._minutes())
            column.addWidget(self._box("lock_with_screen", "lock_with_screen"))
            if guard.is_untold:
                column.addWidget(Label(texts("safe.screen_untold"), "small", "ink_2", wrap=True))
            column.addWidget(self._box("remember_key", "remember"))
            column.addWidget(Label(texts("safe.remember_note"), "small", "ink_2", wrap=True))

    def _state(self) -> QHBoxLayout:
        on = self._guard.can_lock
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        icon, tone = ("shield-lock", "ok") if on else ("lock-open", "warning")
        row.addWidget(IconLabel(self._theme, icon, tone))
        words = Label(self._texts("safe.state_on" if on else "safe.state_off"), wrap=True)
        words.setObjectName("safe_state")
        row.addWidget(words, 1)
        return row

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(self._theme.px(8))
        holder.setLayout(row)
        if not self._guard.can_lock:
            ways = [("give", "lock", lambda: self._guard.changes.ask("give"))]
        else:
            ways = [
                ("print_sheet", "printer", self._guard.changes.print),
                ("change", "", lambda: self._guard.changes.ask("change")),
                ("remove", "", lambda: self._guard.changes.ask("remove")),
                ("lock_now", "", self._guard.lock),
            ]
        for key, icon, act in ways:
            words = self._texts(
                f"safe.{key}_title" if key in {"give", "change", "remove"} else f"safe.{key}"
            )
            made = SecondaryButton if icon else TextButton
            button = made(self._theme, words, icon)
            button.setObjectName(f"safe_{key}")
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        return holder

    def _minutes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        label = Label(self._texts("safe.lock_after"), wrap=True)
        field = QLineEdit(str(self._preferences.now.lock_minutes))
        field.setObjectName("lock_minutes")
        field.setAccessibleName(label.text())
        field.setValidator(QIntValidator(0, MOST_COUNTED, field))
        field.setFixedWidth(self._theme.px(_NARROW))
        field.editingFinished.connect(lambda: self._take_minutes(field.text()))
        label.setBuddy(field)
        row.addWidget(field)
        row.addWidget(label, 1)
        return row

    def _take_minutes(self, typed: str) -> None:
        self._preferences.change(lock_minutes=int(typed))
        self._guard.watch()

    def _box(self, setting: str, words: str) -> CheckBox:
        box = CheckBox(self._theme, self._texts(f"safe.{words}"))
        box.setObjectName(setting)
        box.setChecked(getattr(self._preferences.now, setting))
        box.toggled.connect(lambda on: self._switch(setting, on=on))
        return box

    def _switch(self, setting: str, *, on: bool) -> None:
        self._preferences.change(**{setting: on})
        if setting == "remember_key":
            self._guard.keep_key(on=on)
        else:
            self._guard.watch()
