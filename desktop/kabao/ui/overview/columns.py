"""The blocks of the first page, in as many columns as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.panels import Hairline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.ui.kit.theme import Theme

NARROW, WIDE = 860, 1900
"""Widths, unscaled, below which there is one column, and from which there are three."""
ARRANGED = {
    1: ((0, 1, 2, 3, 4),),
    2: ((0, 3), (1, 2, 4)),
    3: ((0,), (1, 2), (3, 4)),
}
"""Attention, states, employers, clocks and changes by number: which stand in which column."""
_STRETCH = (3, 2, 2)


class Columns(QWidget):
    """Lays five blocks out anew whenever its width asks for another number of columns."""

    def __init__(self, theme: Theme, blocks: Sequence[QWidget]) -> None:
        super().__init__()
        self._theme = theme
        self._blocks = blocks
        self.count = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s6"))
        self._lines = [Hairline(upright=True) for _ in _STRETCH[1:]]
        self._columns = [QVBoxLayout() for _ in _STRETCH]
        for place, column in enumerate(self._columns):
            if place:
                row.addWidget(self._lines[place - 1])
            column.setSpacing(theme.space("s5"))
            column.addStretch(1)
            row.addLayout(column)
        self._row = row
        self.arrange(2)

    def arrange(self, count: int) -> None:
        """Put the blocks into so many columns."""
        if count == self.count:
            return
        self.count = count
        for column in self._columns:
            for block in self._blocks:
                column.removeWidget(block)
        for place, column in enumerate(self._columns):
            self._row.setStretch(2 * place, _STRETCH[place] if place < count else 0)
            for number in ARRANGED[count][place] if place < count else ():
                column.insertWidget(column.count() - 1, self._blocks[number])
        for place, line in enumerate(self._lines, 1):
            line.setVisible(place < count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another number of columns where the width asks for it."""
        super().resizeEvent(event)
        width = self.width()
        narrow, wide = self._theme.px(NARROW), self._theme.px(WIDE)
        self.arrange(1 if width < narrow else 3 if width >= wide else 2)
