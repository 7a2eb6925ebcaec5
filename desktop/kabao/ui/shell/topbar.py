"""The top bar: search in the same place in every room, commands, and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from kabao.ui.kit.buttons import IconButton, MenuButton
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.text import KeyHint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.texts import Texts
    from kabao.ui.kit.rooms import Command
    from kabao.ui.kit.theme import Theme


class TopBar(QFrame):
    """Search field, commands and the name of the ledger with its menu."""

    searched = Signal(str)
    commands_wanted = Signal()

    def __init__(self, theme: Theme, texts: Texts, ledger: str, note: str = "") -> None:
        super().__init__()
        self.setObjectName("topBar")
        self._texts = texts
        self._theme = theme
        self._before_steps: QWidget = self
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space("page_margin"), 0, theme.px(16), 0)
        row.setSpacing(theme.px(8))
        self.search = SearchField(theme, texts("shell.search"), "Ctrl F")
        self.search.setObjectName("search")
        self.search.setMaximumWidth(theme.width("search"))
        self.search.setMinimumWidth(theme.px(160))
        self.search.searched.connect(self.searched)
        row.addWidget(self.search, 4)
        row.addSpacing(theme.px(8))
        row.addWidget(self._make_commands(theme))
        row.addStretch(1)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(theme.px(4))
        row.addLayout(self._steps)
        row.addSpacing(theme.px(8))
        row.addWidget(IconLabel(theme, "book-2", "ink_2"))
        row.addSpacing(-theme.px(6))  # the button has room of its own before its words
        named = f"{ledger}  {note}" if note else ledger
        self.ledger = MenuButton(theme, named, QMenu(self))
        self.ledger.setObjectName("ledger")
        self.ledger.setAccessibleName(f"{texts('shell.ledger')} {named}")
        row.addWidget(self.ledger)

    def set_ledger_commands(self, commands: Sequence[Command]) -> None:
        """Fill the menu of the ledger."""
        menu = self.ledger.menu()
        menu.clear()
        for command in commands:
            words = f"{command.title}\t{command.shortcut}" if command.shortcut else command.title
            menu.addAction(words, command.run)

    def set_step_commands(self, commands: Sequence[Command]) -> None:
        """Offer undo and redo where everybody looks for them."""
        for command in commands:
            button = IconButton(self._theme, command.icon, command.title, command.shortcut)
            button.setObjectName(command.key)
            button.clicked.connect(lambda _=False, run=command.run: run())
            self._steps.addWidget(button)
            self.setTabOrder(self._before_steps, button)
            self._before_steps = button
        self.setTabOrder(self._before_steps, self.ledger)

    def set_hint(self, hint: str) -> None:
        """Say in the empty search field what is searched in this room."""
        self.search.set_hint(hint or self._texts("shell.search"))

    def _make_commands(self, theme: Theme) -> QWidget:
        button = QPushButton(self._texts("shell.commands"))
        button.setProperty("kind", "menu")
        button.setObjectName("commands")
        button.setToolTip(f"{button.text()}  Ctrl K")
        button.clicked.connect(lambda _: self.commands_wanted.emit())
        self._before_steps = button
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        row.addWidget(button)
        row.addWidget(KeyHint("Ctrl K"), 0, Qt.AlignmentFlag.AlignVCenter)
        return holder
