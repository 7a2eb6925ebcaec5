"""The list of what needs attention: level, sentence, why, and one button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.findings import Level
from kabao.ui.kit.buttons import LinkButton, SecondaryButton
from kabao.ui.kit.marks import LevelMark
from kabao.ui.kit.panels import Hairline, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.overview import Attention
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


SHOWN = 12
"""Things shown at once, the gravest; a ledger of an agency can hold thousands."""
FOLDED = 6
"""Things shown where the page is low, so that the calendar of deadlines stays in sight."""


class _Row(QWidget):
    """One thing to do."""

    button: SecondaryButton


class AttentionList(QWidget):
    """Emits ``chosen`` with the item whose button was pressed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._items: Sequence[Attention] | None = None
        self._low = self._opened = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(Label(texts("overview.loading"), tone="ink_2"))

    def show_items(self, items: Sequence[Attention]) -> None:
        """Replace the list, unless it says the same."""
        if items != self._items:
            self._items = items
            self._fill(items)

    def set_low(self, *, low: bool) -> None:
        """Show only the gravest where there is little room, until the rest is asked for."""
        if low != self._low:
            self._low = low
            if self._items is not None and len(self._items) > FOLDED:
                self._fill(self._items)

    def _fill(self, items: Sequence[Attention]) -> None:
        empty_layout(self._layout)
        # However many employers are late, every kind of people stays in sight.
        shown = [*items[:SHOWN], *(item for item in items[SHOWN:] if item.filter is not None)]
        folded = self._low and not self._opened and len(shown) > FOLDED + 1
        for item in shown[:FOLDED] if folded else shown:
            self._layout.addWidget(Hairline())
            self._layout.addWidget(self._row(item))
        self._even_out()
        if folded:
            self._layout.addWidget(Hairline())
            rest = self._rest_of(len(shown) - FOLDED)
            self._layout.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
        elif len(items) > len(shown):
            more = self._texts("overview.more", count=len(items) - len(shown))
            self._layout.addWidget(Label(more, "small", "ink_2"))
        if not items:
            self._layout.addWidget(Label(self._texts("overview.nothing"), tone="ink_2"))

    def _rest_of(self, count: int) -> LinkButton:
        """Return the link that opens what is folded; the keys go on with the first of it."""
        rest = LinkButton(self._texts("overview.show_rest", count=count), small=True)
        rest.setMinimumHeight(self._theme.px(32))
        rest.clicked.connect(self._open)
        return rest

    def _open(self) -> None:
        self._opened = True
        self._fill(self._items or ())
        rows = self.findChildren(_Row)
        if len(rows) > FOLDED:
            rows[FOLDED].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _even_out(self) -> None:
        """Make the buttons equally wide: they stand in a column."""
        buttons = [row.button for row in self.findChildren(_Row)]
        widest = max((button.sizeHint().width() for button in buttons), default=0)
        for button in buttons:
            button.setFixedWidth(widest)

    def _row(self, item: Attention) -> QWidget:
        theme, texts = self._theme, self._texts
        row = _Row(self)
        row.setMinimumHeight(theme.height("row_attention"))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.space("s1"), 0, theme.space("s1"))
        line.setSpacing(theme.space("s3"))
        words = QVBoxLayout()
        words.setSpacing(0)
        from kabao.services.attention_words import attention_words

        said = attention_words(texts, item)
        pressing = item.level in (Level.CRITICAL, Level.ERROR)
        words.addWidget(Label(said.text, "section" if pressing else "body", wrap=True))
        words.addWidget(Label(said.why, "small", "ink_2", wrap=True))
        button = row.button = SecondaryButton(theme, said.button, small=True)
        button.setAccessibleName(f"{said.button} {said.text}")
        button.clicked.connect(lambda: self.chosen.emit(item))
        line.addWidget(LevelMark(theme, item.level, 20))
        line.addLayout(words, 1)
        line.addWidget(button)
        return row
