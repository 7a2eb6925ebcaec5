"""The table of a batch of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.cells import IconTextDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from kabao.ui.kit.theme import Theme
    from kabao.ui.photos.batch_model import BatchModel


def make_table(theme: Theme, model: BatchModel) -> Table:
    """Return the table with its columns."""
    table = Table(theme)
    table.setModel(model)
    plain = CellDelegate(theme, table)
    table.set_columns(
        Column(220, delegate=plain),
        Column(112, delegate=CellDelegate(theme, table, emphasis=True)),
        Column(80, delegate=CellDelegate(theme, table, align_right=True), align_right=True),
        Column(140, delegate=IconTextDelegate(theme, table)),
        Column(260, elastic=True, delegate=plain),
    )
    return table
