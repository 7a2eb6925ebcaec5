"""The table of laid elements, with its bars of bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from kabao.ui.cases.editors.laid.laid_model import USED_ROLE
from kabao.ui.cases.editors.structure.budget_bar import paint_budget
from kabao.ui.kit.cells import LevelDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Index, Table, text_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.texts import Texts
    from kabao.ui.cases.editors.laid.laid_model import LaidModel
    from kabao.ui.kit.theme import Theme

_BAR = 40


class UsedDelegate(CellDelegate):
    """Paints a bar of the bytes taken before their number."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw bar and number."""
        share = index.data(USED_ROLE)
        if share is None:
            return
        used, length = share
        width, height = self.theme.px(_BAR), self.theme.px(4)
        bar = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
        paint_budget(painter, bar, used / length if length else 0.0, self.theme)
        super().paint_content(painter, text_left(rect, width + self.theme.px(6)), option, index)


def build_table(theme: Theme, texts: Texts, model: LaidModel) -> Table:
    """Return the table; what a narrow pane leaves out stands below it for the chosen row."""
    table = Table(theme, row="row_small_table")
    table.setObjectName("laid")
    table.setAccessibleName(texts("cases.laid.title"))
    table.setModel(model)
    plain = CellDelegate(theme, table)
    table.set_columns(
        Column(100, delegate=plain),
        Column(108, elastic=True, delegate=plain),
        Column(108, elastic=True, delegate=plain),
        Column(96, delegate=UsedDelegate(theme, table)),
        Column(116, delegate=LevelDelegate(theme, table), until=528),
        Column(240, delegate=plain, until=860),
    )
    table.setSelectionMode(Table.SelectionMode.SingleSelection)
    return table
