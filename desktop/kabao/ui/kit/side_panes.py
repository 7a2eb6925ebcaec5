"""A list with the chosen thing beside it, or below it where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kabao.ui.kit.panels import Splitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.theme import Theme

NARROW = 960
"""Width in unscaled pixels below which the panel moves under the list."""


class SidePanes(Splitter):
    """Keeps the panel at its own width; the list takes the rest."""

    def __init__(self, theme: Theme, main: QWidget, panel: QWidget) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal)
        self._theme = theme
        panel.setMinimumWidth(theme.px(280))
        for widget in (main, panel):
            self.addWidget(widget)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self._share()
        theme.changed.connect(self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the window becomes too narrow for both, and back."""
        super().resizeEvent(event)
        narrow = event.size().width() < self._theme.px(NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._share()

    def _share(self) -> None:
        if self.orientation() is Qt.Orientation.Horizontal:
            self.setSizes([10_000, self._theme.width("holder_panel")])
        else:
            self.setSizes([1_000, 1_000])
