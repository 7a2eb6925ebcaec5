"""The tables of the way of a case: steps, snapshots, differences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

Line = tuple[str, ...]
STEPS = ("day", "step", "state", "actor", "reference", "reasons", "scan")
SNAPSHOTS = ("number", "taken", "why", "digest")
DIFFERENCES = ("place", "before", "after")


class WordsModel(LinesModel["Line"]):
    """Lines of plain words; a cell too narrow for its words tells them all in a tooltip."""

    def __init__(self, texts: Texts, columns: Sequence[str]) -> None:
        super().__init__(texts, columns, "case_way.column")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        words = self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words.replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self._texts("labels.comma").join(self._lines[index.row()])
        return None


def words_table(
    context: RoomContext, columns: Sequence[str], widths: Sequence[int], name: str
) -> tuple[Table, WordsModel]:
    """Return a table with its model; a width of 0 makes a column take what is left."""
    table = Table(context.theme)
    table.setObjectName(name)
    model = WordsModel(context.texts, columns)
    table.setModel(model)
    table.set_columns(
        *(
            Column(width or 160, elastic=not width, delegate=CellDelegate(context.theme, table))
            for width in widths
        )
    )
    return table, model


def local_time(iso: str) -> str:
    """Return a moment in the time of this computer."""
    return f"{dt.datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}"
