"""How full a file is: bytes taken of bytes there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.extensions import FileBudget
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


def paint_budget(painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
    """Draw a bar of bytes: red where they do not fit."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(theme.color.hairline)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(theme.color.error if share > 1 else theme.color.accent)
    if share > 0:
        filled = QRectF(rect)
        filled.setWidth(max(rect.width() * min(share, 1.0), rect.height()))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class ShareBar(QWidget):
    """A bar that fills up with bytes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(theme.px(6))
        self.setMinimumWidth(theme.px(20))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Show how much is taken; more than 1 does not fit."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        paint_budget(QPainter(self), self.rect().toRectF(), self._share, self._theme)


class BudgetRow(QWidget):
    """The file, its bar, and the bytes left or over in words."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._name = Label("", "small", "ink_2")
        self._bar = ShareBar(theme)
        self._left = Label("", "small", "ink_2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._name)
        row.addWidget(self._bar, 1)
        row.addWidget(self._left)

    def show_budget(self, budget: FileBudget) -> None:
        """Show how full a file is."""
        texts = self._texts
        if budget.left is None:
            used = texts("structure.bytes", count=budget.used)
            self._name.setText(texts("labels.comma").join((budget.path, used)))
            self._left.setText(texts("structure.size_unknown"))
            self._bar.hide()
            self.setAccessibleName(texts("labels.comma").join((used, self._left.text())))
            return
        self.show_bytes(budget.path, budget.used, budget.size)

    def show_bytes(self, path: str, used: int, size: int) -> None:
        """Show how many bytes of a known size are taken."""
        texts, left = self._texts, size - used
        self._bar.show()
        self._bar.set_share(used / size if size else 0.0)
        self._name.setText(texts("structure.budget", file=path, used=used, size=size))
        over = left < 0
        key = "structure.bytes_over" if over else "structure.bytes_left"
        self._left.setText(texts(key, count=abs(left)))
        self._left.set_tone("error" if over else "ink_2")
        self.setAccessibleName(texts("labels.comma").join((self._name.text(), self._left.text())))
