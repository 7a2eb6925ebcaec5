"""The states of everybody as one bar with its legend; both lead to the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.charts import StackedBar, Swatch
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label
from kabao.ui.overview.block import Block
from kabao.ui.overview.segments import segments, states_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.texts import Texts
    from kabao.ui.kit.charts import Segment
    from kabao.ui.kit.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


_SHARE = 64
"""Room for the shares, unscaled, so that numbers and shares are told apart."""


class StatesBlock(Block):
    """Emits ``chosen`` with the states of a part of the bar."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts("overview.states_title"))
        self._theme, self._texts = theme, texts
        self._counts: Mapping[str, int] | None = None
        self.bar = StackedBar(theme)
        self.bar.segment_clicked.connect(self._choose)
        self.add(self.bar)
        self._legend = QGridLayout()
        self._legend.setVerticalSpacing(theme.space("s1"))
        self._legend.setHorizontalSpacing(theme.space("s2"))
        self._legend.setColumnStretch(1, 1)
        self._legend.setColumnMinimumWidth(3, theme.px(_SHARE))
        self.body.addLayout(self._legend)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show counts by state, unless they are shown already."""
        if counts == self._counts:
            return
        self._counts = counts
        parts = segments(self._texts, counts)
        total = sum(part.count for part in parts)
        self.bar.set_segments(parts)
        self.note.setText(self._texts("overview.total", count=f"{total:,}"))
        empty_layout(self._legend)
        for row, part in enumerate(parts):
            share = f"{100 * part.count / total:.1f}%" if total else "-"
            self._legend.addWidget(Swatch(self._theme, part), row, 0)
            # Aligned, or names of a fixed width would leave the numbers adrift.
            self._legend.addWidget(self._link(part), row, 1, _LEFT)
            self._legend.addWidget(Label(f"{part.count:,}"), row, 2, _RIGHT)
            self._legend.addWidget(Label(share, tone="ink_2"), row, 3, _RIGHT)

    def _link(self, part: Segment) -> QWidget:
        if not part.count:
            return Label(part.label, tone="ink_3")
        link = LinkButton(part.label, quiet=True)
        words = self._texts("overview.show_state", state=part.label, count=part.count)
        link.setAccessibleName(words)
        link.clicked.connect(lambda: self._choose(part.key))
        return link

    def _choose(self, key: str) -> None:
        self.chosen.emit(states_of(key))
