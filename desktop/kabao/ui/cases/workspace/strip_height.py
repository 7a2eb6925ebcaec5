"""How much of the height of a case the findings take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

    from kabao.ui.cases.findings.strip import PreflightStrip
    from kabao.ui.kit.theme import Theme

_USUAL = 156
_SHARE = 0.32
_SHORT = 400
"""Where it is lower the findings begin folded, or nothing of the editor could be seen."""


class StripHeight:
    """Divides a splitter between the case and its findings below, until somebody moves it."""

    def __init__(self, theme: Theme, rows: QSplitter, strip: PreflightStrip) -> None:
        self._theme, self._rows, self._strip = theme, rows, strip
        self._moved = self._begun = False
        rows.setSizes([theme.px(500), theme.px(_USUAL)])

    def fit(self) -> None:
        """Give the findings their share of the height, and take it back when there is no list."""
        theme, whole = self._theme, self._rows.height()
        if self._rows.isVisible() and not self._begun:
            self._begun = True
            if whole < theme.px(_SHORT):
                self._strip.fold(folded=True)
        wanted = min(theme.px(_USUAL), round(whole * _SHARE), self._strip.wanted_height())
        folded = theme.height("preflight_header")
        if not self._strip.is_open:
            self._rows.setSizes([whole - folded, folded])
        elif not self._moved or self._rows.sizes()[1] > self._strip.maximumHeight():
            self._rows.setSizes([whole - wanted, wanted])

    def keep(self) -> None:
        """Leave the findings as high as somebody has drawn them."""
        self._moved = True
