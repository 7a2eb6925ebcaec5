"""The sign of the program: a card with two lines and the four lights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.ui.kit.theme import Theme

_ICON_SIDES = (16, 24, 32, 48, 64, 128, 256)


def paint_logo(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw the card into a rectangle of 4 by 3."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    unit = rect.width() / 48
    ink = theme.color.on_accent
    painter.setBrush(theme.color.accent_button)
    painter.drawRoundedRect(rect, 8 * unit, 8 * unit)
    painter.setBrush(ink)
    left, top = rect.left() + 8 * unit, rect.top()
    painter.drawRoundedRect(QRectF(left, top + 8 * unit, 18 * unit, 4 * unit), 2 * unit, 2 * unit)
    painter.setOpacity(0.7)
    painter.drawRoundedRect(QRectF(left, top + 16 * unit, 12 * unit, 4 * unit), 2 * unit, 2 * unit)
    painter.setOpacity(1.0)
    for place in range(4):
        center = QPointF(left + (4 + 8 * place) * unit, top + 28 * unit)
        if place == 3:
            painter.setPen(QPen(ink, 1.4 * unit))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, 2.3 * unit, 2.3 * unit)
        else:
            painter.drawEllipse(center, 3 * unit, 3 * unit)
    painter.restore()


def window_icon() -> QIcon:
    """Return the sign as the icon of windows, in every size the system may ask for."""
    icon = QIcon()
    for side in _ICON_SIDES:
        icon.addFile(str(paths.resources() / "icons" / "app" / f"kabao-{side}.png"))
    return icon


class Logo(QWidget):
    """The sign as a widget."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        self._theme = theme
        self._wide = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """4 by 3."""
        return QSize(self._theme.px(self._wide), self._theme.px(self._wide * 3 / 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign."""
        del event
        paint_logo(QPainter(self), self.rect().toRectF(), self._theme)
