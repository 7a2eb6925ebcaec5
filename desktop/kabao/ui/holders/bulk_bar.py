"""The bar beneath the register: how many are chosen, what can be done with them, how far it is."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.notices import ProgressStrip
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.ui.kit.context import RoomContext

KEYS = {"evidence": "Ctrl+D", "employer": "Ctrl+Shift+U", "export": "Ctrl+E", "clear": "Esc"}
_MANY = 2
_ICONS = {"evidence": "check", "employer": "building", "export": "file-export", "clear": "x"}


class BulkBar(QFrame):
    """Emits the key of the action asked for; hidden, and empty, until two are chosen."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._count = 0
        self._is_working = False
        theme = context.theme
        self.setObjectName("panelActions")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        self._column.setContentsMargins(margin, theme.px(8), theme.px(16), theme.px(8))
        self.hide()

    @cached_property
    def label(self) -> Label:
        """How many are chosen."""
        label = Label("", "section")
        label.setFixedHeight(self._context.theme.px(30))
        return label

    @cached_property
    def buttons(self) -> dict[str, SecondaryButton | TextButton]:
        """What can be done with them."""
        return {key: self._button(key) for key in KEYS}

    @cached_property
    def progress(self) -> ProgressStrip:
        """How far the work is."""
        strip = ProgressStrip(self._context.theme, self._context.texts)
        strip.stopped.connect(self.stopped)
        self._column.addWidget(strip)
        return strip

    @cached_property
    def _offer(self) -> QWidget:
        offer = QWidget(self)
        flow = FlowLayout(self._context.theme.px(8), offer)
        for widget in (self.label, *self.buttons.values()):
            flow.addWidget(widget)
        self._column.insertWidget(0, offer)
        return offer

    def show_count(self, count: int, *, is_all: bool) -> None:
        """Say how many are chosen; one alone needs no bar."""
        self._count = count
        if count < _MANY:
            self._arrange()
            return
        key = "all_shown" if is_all else "chosen"
        self.label.setText(self._context.texts(f"holders.bulk.{key}", count=f"{count:,}"))
        writable = not self._context.workspace.ledger.read_only
        for key in ("evidence", "employer"):
            self.buttons[key].setEnabled(writable)
        self._arrange()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is, in place of the actions."""
        count = f"{total:,}"
        words = self._context.texts("holders.bulk.working", count=count)
        share = f"{done:,} / {count}"
        self.progress.set_progress(done, total, f"{words}  {share}")
        self._is_working = True
        self._arrange()

    def end_progress(self) -> None:
        """Offer the actions again."""
        self._is_working = False
        self._arrange()

    def _arrange(self) -> None:
        shown = self._is_working or self._count >= _MANY
        if shown:
            self.progress.setVisible(self._is_working)
            self._offer.setVisible(not self._is_working)
        self.setVisible(shown)

    def _button(self, key: str) -> SecondaryButton | TextButton:
        theme, words = self._context.theme, self._context.texts(f"holders.bulk.{key}")
        kind = TextButton if key == "clear" else SecondaryButton
        button = kind(theme, words, _ICONS[key])
        button.setObjectName(f"bulk_{key}")
        button.setToolTip(f"{words}  {KEYS[key]}")
        button.clicked.connect(lambda _=False: self.asked.emit(key))
        return button
