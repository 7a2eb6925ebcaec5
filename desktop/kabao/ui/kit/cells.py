"""Delegates for what cells hold besides plain text: masked numbers, dates, icons, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt

from kabao.domain.findings import Level
from kabao.ui.kit.marks import paint_level
from kabao.ui.kit.roles import ICON_ROLE, LEVEL_ROLE, URGENT_ROLE
from kabao.ui.kit.tables import CellDelegate, Index, text_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.ui.kit.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SOFT = {
    Level.CRITICAL: ("error_soft", "critical"),
    Level.ERROR: ("error_soft", "error"),
    Level.WARNING: ("warning_soft", "warning"),
    Level.INFO: ("", "info"),
}


def paint_masked(painter: QPainter, rect: QRectF, number: str, theme: Theme) -> None:
    """Draw a masked number in three runs: its ends in ink, its stars quieter; never shortened."""
    painter.setFont(theme.font())
    left = rect.left()
    for run, star in _runs(number):
        painter.setPen(theme.color.ink_3 if star else theme.color.ink)
        painter.drawText(QRectF(left, rect.top(), 2000, rect.height()), _LEFT, run)
        left += painter.fontMetrics().horizontalAdvance(run)


def _runs(number: str) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    for character in number:
        star = character == "*"
        if runs and runs[-1][1] == star:
            runs[-1] = (runs[-1][0] + character, star)
        else:
            runs.append((character, star))
    return runs


class MaskedDelegate(CellDelegate):
    """Paints a masked number."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw the number in three runs."""
        del option
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        paint_masked(painter, rect, text, self.theme)


class DateDelegate(CellDelegate):
    """Paints a date, with a clock and in ochre when it is near."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw the date."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        urgent = bool(index.data(URGENT_ROLE))
        if not urgent:
            super().paint_content(painter, rect, option, index)
            return
        painter.setPen(self.theme.color.warning)
        painter.setFont(self.theme.font())
        side = self.theme.icon_px("inline")
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        self.theme.paint_icon(painter, box, "clock", "warning")
        painter.drawText(text_left(rect, side + self.theme.px(4)), _LEFT, text)


class IconTextDelegate(CellDelegate):
    """Paints an icon before the text."""

    @property
    def taken(self) -> int:
        """Room of the icon."""
        return self.theme.icon_px("inline") + self.theme.px(6)

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw icon and text."""
        icon = index.data(ICON_ROLE)
        if icon:
            side = self.theme.icon_px("inline")
            box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            self.theme.paint_icon(painter, box, icon[0], icon[1])
            rect = text_left(rect, side + self.theme.px(6))
        super().paint_content(painter, rect, option, index)


class LevelDelegate(CellDelegate):
    """Paints the mark of a level, and the text behind it if there is any."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw mark and text."""
        level = index.data(LEVEL_ROLE)
        if level is not None:
            side = self.theme.icon_px("inline")
            box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            paint_level(painter, box, Level(level), self.theme)
            rect = text_left(rect, side + self.theme.px(6))
        super().paint_content(painter, rect, option, index)


class FindingCellDelegate(LevelDelegate):
    """Paints a cell that a finding points at: tint, mark, and a line beneath."""

    def paint_back(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tint and the line over the ground of the row."""
        super().paint_back(painter, option, index)
        level = index.data(LEVEL_ROLE)
        if level is None:
            return
        soft, strong = _SOFT[Level(level)]
        rect = option.rect
        if soft:
            painter.fillRect(rect, self.theme.color.named(soft))
        line = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
        painter.fillRect(line, self.theme.color.named(strong))
