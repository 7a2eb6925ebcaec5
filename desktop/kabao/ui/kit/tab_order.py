"""Tab goes through the parts of a page in the order of the screen, whenever they were built."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class OrderedPage(QWidget):
    """A page that Tab goes through part by part."""

    in_order: Sequence[QWidget] = ()
    """The parts in the order of the screen."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Put the parts in order, whatever was built since, and go on."""
        if self.in_order:
            tab_through(self.in_order)
        return super().focusNextPrevChild(forward)


def tab_through(blocks: Sequence[QWidget]) -> None:
    """Let Tab come to these parts of one window one after the other, where the first of them is.

    Inside each nothing changes. Qt puts what is built later last, wherever it stands: a page built
    in pieces, or rows built anew, would be reached after everything else.
    """
    ring = list(_ring(blocks[0].window())) if blocks else []
    stops = [part for block in blocks for part in ring if part is block or block.isAncestorOf(part)]
    first = min(map(ring.index, stops), default=0)
    for before, after in pairwise((*ring[max(first - 1, 0) : first], *stops)):
        QWidget.setTabOrder(before, after)


def _ring(window: QWidget) -> Iterator[QWidget]:
    """Go once round the parts of a window that take the keyboard by Tab."""
    part = window.nextInFocusChain()
    while part is not None and part is not window:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
        part = part.nextInFocusChain()
