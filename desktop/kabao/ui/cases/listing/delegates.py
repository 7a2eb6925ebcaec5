"""What cells of this room hold besides text: bars of completeness and ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kabao.ui.cases.listing.cases_model import SHARE_ROLE
from kabao.ui.kit.charts import paint_completeness
from kabao.ui.kit.tables import CellDelegate, Index, text_left

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

_BAR = 40
_BAR_HEIGHT = 4
_BOX = 16


class ShareDelegate(CellDelegate):
    """Paints a bar of completeness before its words."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw bar and words."""
        share = index.data(SHARE_ROLE)
        if share is not None:
            width, height = self.theme.px(_BAR), self.theme.px(_BAR_HEIGHT)
            bar = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
            paint_completeness(painter, bar, share, self.theme)
            rect = text_left(rect, width + self.theme.px(8))
        super().paint_content(painter, rect, option, index)


class TickDelegate(CellDelegate):
    """Paints a check box from ``CheckStateRole``."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw the box, filled with a tick where it is chosen."""
        del option
        theme = self.theme
        side = theme.px(_BOX)
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        edge = theme.color.accent_button if on else theme.color.field_border
        painter.setPen(QPen(edge, 1))
        painter.setBrush(edge if on else theme.color.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            theme.paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", "on_accent")
