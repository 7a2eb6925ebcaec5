"""A list with the chosen thing beside it; in a narrow window the thing opens as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.kit.buttons import TextButton
from kabao.ui.kit.panels import Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.ui.kit.theme import Theme

NARROW = 960
"""Width in unscaled pixels below which there is no room for both."""


class SidePanes(Splitter):
    """Keeps the panel at its own width; the list takes the rest.

    ``hold`` takes both in. Made as children of the panes and of ``side`` they are dressed once.
    """

    def __init__(self, theme: Theme, back: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._main: QWidget | None = None
        self.side = QWidget(self)
        self._wanted = True
        self._opened = False
        self._drawn = 0
        self._back = TextButton(theme, back, "arrow-left")
        self._back.clicked.connect(self.close_panel)
        self._column = QVBoxLayout(self.side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.side)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_panel)
        theme.changed.connect(self._arrange)
        self.splitterMoved.connect(self._keep_drawn)

    def hold(self, main: QWidget, panel: QWidget) -> None:
        """Take in the list and the panel beside it."""
        self._main = main
        self.addWidget(main)
        self.addWidget(self.side)
        self._column.addWidget(panel, 1)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Say whether only one of the two has room."""
        return self.width() < self._theme.px(NARROW)

    def set_panel_wanted(self, wanted: bool) -> None:
        """Show no panel at all while there is nothing to show in it."""
        self._wanted = wanted
        self._arrange()

    def give(self, sizes: Sequence[int]) -> None:
        """Draw the panel as wide as it was kept, now and whenever it comes back."""
        self._drawn = sizes[-1]
        self.setSizes([10_000, self._drawn])

    def open_panel(self) -> None:
        """Bring the panel forward where it is not beside the list anyway."""
        self._opened = True
        self._arrange()

    def close_panel(self) -> None:
        """Go back to the list in a narrow window."""
        self._opened = False
        self._arrange()
        if self._main is not None:
            self._main.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Part or join list and panel as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def _keep_drawn(self) -> None:
        self._drawn = self.sizes()[-1]

    def _arrange(self) -> None:
        if self._main is None:
            return
        alone = self.narrow
        page = alone and self._opened and self._wanted
        side = self._wanted and (page or not alone)
        if (self._main.isHidden(), self.side.isHidden()) != (page, not side):
            self._main.setHidden(page)
            self.side.setHidden(not side)
            self.setSizes([10_000, self._drawn or self._theme.width("holder_panel")])
        self._back.setHidden(not page)
