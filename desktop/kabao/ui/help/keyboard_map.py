"""The keyboard map: every key that works now, here first, found by typing what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QVBoxLayout, QWidget

from kabao.services.sounds import sounds_like
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.text import KeyHint, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.texts import Texts
    from kabao.ui.help.keymap import Rows
    from kabao.ui.kit.theme import Theme

_WIDTH, _HEIGHT = 720, 640
_KEYS_WIDTH = 150


class KeyboardMap(QDialog):
    """Groups of keys, one above the other; Esc closes it."""

    def __init__(
        self, theme: Theme, texts: Texts, groups: Sequence[tuple[str, Rows]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("keyboard_map")
        self.setWindowTitle(texts("help.keyboard_map"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self.search = SearchField(theme, texts("help.keyboard_search"), "Ctrl F")
        self._none = Label(texts("help.keyboard_nothing"), tone="ink_2")
        self._groups = [_Group(theme, title, rows) for title, rows in groups]
        self._lay_out(texts)
        self.search.searched.connect(self.look_up)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self.look_up("")
        self.search.setFocus()

    def look_up(self, typed: str) -> None:
        """Show the keys whose letters or words hold what was typed, or sound like it."""
        shown = [group.look_up(typed) for group in self._groups]
        self._none.setVisible(not any(shown))

    def told(self) -> list[tuple[str, str]]:
        """Return the keys that are shown and what they do."""
        return [row for group in self._groups for row in group.told()]

    def _lay_out(self, texts: Texts) -> None:
        theme = self._theme
        scroller = Scroller()
        scroller.setAccessibleName(texts("help.keyboard_map"))
        column = scroller.body
        column.setContentsMargins(theme.px(24), theme.px(4), theme.px(24), theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(self._none)
        for group in self._groups:
            column.addWidget(group)
        column.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(8))
        head.addWidget(self.search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(scroller, 1)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.px(_WIDTH), room.width() * 9 // 10),
            min(theme.px(_HEIGHT), room.height() * 9 // 10),
        )


class _Group(QFrame):
    """The keys of one room under its name."""

    def __init__(self, theme: Theme, title: str, rows: Rows) -> None:
        super().__init__()
        self._rows: list[tuple[str, str, tuple[QWidget, QWidget]]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(_KEYS_WIDTH))
        grid.setColumnStretch(1, 1)
        grid.addWidget(SectionHeading(title), 0, 0, 1, 2)
        for at, (keys, words) in enumerate(rows, start=1):
            cap = KeyHint(keys.replace("+", " "))
            told = Label(words, wrap=True)
            grid.addWidget(cap, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, at, 1)
            self._rows.append((keys, words, (cap, told)))

    def look_up(self, typed: str) -> bool:
        wanted = typed.strip().casefold()
        any_left = False
        for keys, words, widgets in self._rows:
            fits = _fits(wanted, keys, words)
            any_left |= fits
            for widget in widgets:
                widget.setVisible(fits)
        self.setVisible(any_left)
        return any_left

    def told(self) -> list[tuple[str, str]]:
        return [(keys, words) for keys, words, both in self._rows if not both[0].isHidden()]


def _fits(wanted: str, keys: str, words: str) -> bool:
    if not wanted:
        return True
    plain = keys.casefold()
    if wanted in (plain, plain.replace("+", " "), plain.rpartition("+")[2]):
        return True
    return wanted in words.casefold() or wanted in plain or sounds_like(words, wanted)
