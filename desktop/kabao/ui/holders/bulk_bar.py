"""The bar beneath the register: how many are chosen, what can be done with them, how far it is."""

from __future__ import annotations

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
_ICONS = {"evidence": "check", "employer": "building", "export": "file-export", "clear": "x"}


class BulkBar(QFrame):
    """Emits the key of the action asked for; hidden while fewer than two are chosen."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._count = 0
        theme, texts = context.theme, context.texts
        self.setObjectName("panelActions")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.label = Label("", "section")
        self.label.setFixedHeight(theme.px(30))
        self.buttons = {key: self._button(key) for key in KEYS}
        self._offer = QWidget()
        flow = FlowLayout(theme.px(8), self._offer)
        for widget in (self.label, *self.buttons.values()):
            flow.addWidget(widget)
        self.progress = ProgressStrip(theme, texts)
        self.progress.stopped.connect(self.stopped)
        self.progress.hide()
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, theme.px(8), theme.px(16), theme.px(8))
        column.addWidget(self._offer)
        column.addWidget(self.progress)
        self.hide()

    def show_count(self, count: int, *, is_all: bool) -> None:
        """Say how many are chosen; one alone needs no bar."""
        self._count = count
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
        self.progress.show()
        self._arrange()

    def end_progress(self) -> None:
        """Offer the actions again."""
        self.progress.hide()
        self._arrange()

    def _arrange(self) -> None:
        working = not self.progress.isHidden()
        self._offer.setVisible(not working)
        self.setVisible(working or self._count > 1)

    def _button(self, key: str) -> SecondaryButton | TextButton:
        theme, words = self._context.theme, self._context.texts(f"holders.bulk.{key}")
        kind = TextButton if key == "clear" else SecondaryButton
        button = kind(theme, words, _ICONS[key])
        button.setObjectName(f"bulk_{key}")
        button.setToolTip(f"{words}  {KEYS[key]}")
        button.clicked.connect(lambda _=False: self.asked.emit(key))
        return button
