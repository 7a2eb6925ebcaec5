"""Parts of cells: the bar while a row is read, and the tooltip of what had no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QToolTip

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.theme import Theme


def tell_cut(
    event: QHelpEvent,
    view: QWidget,
    index: QModelIndex | QPersistentModelIndex,
    font: QFont,
    room: float,
) -> bool:
    """Show the text of a cell that has not room enough; what the model says of it comes first."""
    text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    is_cut = QFontMetrics(font).horizontalAdvance(text) > room
    if not is_cut or index.data(Qt.ItemDataRole.ToolTipRole):
        return False
    QToolTip.showText(event.globalPos(), text, view)
    return True


def paint_bar(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw the bar that stands for a text that is not read yet."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.hairline)
    bar = QRectF(rect.left(), rect.center().y() - 6, rect.width() * 0.75, 12)
    painter.drawRoundedRect(bar, 4, 4)


_HALF_EMPTY, _HALF = "（“《【「", 6
"""Signs whose left half is empty in this font, and how wide that is."""


def hung(rect: QRectF, text: str, theme: Theme) -> QRectF:
    """Return where a text begins that all others of its column begin above and below."""
    return rect.adjusted(-theme.px(_HALF), 0, 0, 0) if text[0] in _HALF_EMPTY else rect
