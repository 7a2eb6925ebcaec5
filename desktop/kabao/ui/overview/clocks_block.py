"""The clocks of employers that end first, drawn; read late, so the drawing is imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label
from kabao.ui.overview.block import Block

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kabao.domain.clocks import Clock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class ClocksBlock(Block):
    """Shows name, drawing and sentence of each clock."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts("overview.clocks_title"))
        self._theme, self._texts = theme, texts
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        self.body.addLayout(self._rows)
        self._rows.addWidget(Label(texts("overview.loading"), tone="ink_2"), 0, 0)

    def show_clocks(self, clocks: Sequence[Clock], today: dt.date) -> None:
        """Show other clocks."""
        from kabao.ui.employers.clock_bar import ClockBar
        from kabao.ui.employers.clock_words import clock_sentence, clock_tone

        texts, rows = self._texts, self._rows
        empty_layout(rows)
        for row, clock in enumerate(clocks):
            sentence = clock_sentence(texts, clock)
            rows.addWidget(Label(clock.name, wrap=True), row, 0)
            rows.addWidget(ClockBar(self._theme, texts, clock, today), row, 1)
            rows.addWidget(Label(sentence, tone=clock_tone(clock), wrap=True), row, 2)
        if not clocks:
            rows.addWidget(Label(texts("overview.no_clocks"), tone="ink_2"), 0, 0)
