"""Filter chips with counts, in a row that wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QIcon
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.ui.kit.buttons import EnterButton
from kabao.ui.kit.layouts import FlowLayout

if TYPE_CHECKING:
    from kabao.ui.kit.theme import Theme


class Chip(EnterButton):
    """One filter: a word, a count, and a tick while it is chosen."""

    def __init__(self, theme: Theme, text: str, count: int | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._word = text
        self._count = count
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self._fit()

    def sizeHint(self) -> QSize:
        """Leave room for the words in bold; the style sheet reckons with the plain font."""
        hint = super().sizeHint()
        if not self.isChecked():
            return hint
        bold = QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self.text())
        plain = QFontMetrics(self._theme.font()).horizontalAdvance(self.text())
        return QSize(hint.width() + bold - plain, hint.height())

    def _fit(self) -> None:
        count = "" if self._count is None else f"  {self._count:,}"
        self.setText(f"{self._word}{count}")
        icon = self._theme.icon("circle-check", "accent", gap=3) if self.isChecked() else QIcon()
        side = self._theme.px(16)
        self.setIconSize(QSize(side + self._theme.px(3), side))
        self.setIcon(icon)
        self.setEnabled(self._count != 0 or self.isChecked())


class ChipRow(QWidget):
    """Chips side by side; one is chosen, or several where ``exclusive`` is off."""

    chosen = Signal(str)
    toggled = Signal(str, bool)

    def __init__(self, theme: Theme, *, exclusive: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._exclusive = exclusive
        self._chips: dict[str, Chip] = {}
        self._flow = FlowLayout(theme.px(8), self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, key: str, text: str, count: int | None = None) -> Chip:
        """Add a chip at the end."""
        chip = Chip(self._theme, text, count)
        chip.setObjectName(f"chip_{key}")
        chip.clicked.connect(lambda _=False, it=key: self._clicked(it))
        self._chips[key] = chip
        self._flow.addWidget(chip)
        if self._exclusive and len(self._chips) == 1:
            chip.setChecked(True)
        return chip

    def clear(self) -> None:
        """Take all chips away."""
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}

    def chip(self, key: str) -> Chip:
        """Return one chip."""
        return self._chips[key]

    def set_count(self, key: str, count: int | None) -> None:
        """Show another count on one chip."""
        self._chips[key].set_count(count)

    def select(self, key: str) -> None:
        """Choose a chip without telling anyone."""
        for name, chip in self._chips.items():
            chip.setChecked(name == key)

    def selected(self) -> str:
        """Return the chosen chip, empty for none."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def _clicked(self, key: str) -> None:
        if self._exclusive:
            self.select(key)
            self.chosen.emit(key)
        else:
            self.toggled.emit(key, self._chips[key].isChecked())
