"""Which rows of the register are chosen, read as ranges: a million rows are one of them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.ui.holders.table import RegisterTable
    from kabao.ui.holders.table_model import HoldersModel

_KEPT = 10_000
"""So many chosen people are found again after a change; of more only "everybody shown" is."""
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MOVE = QItemSelectionModel.SelectionFlag.NoUpdate


class ChosenRows:
    """Counts, names, keeps and finds again what is chosen in the table."""

    def __init__(self, table: RegisterTable, model: HoldersModel) -> None:
        self._table = table
        self._model = model

    def count(self) -> int:
        """Count the chosen rows without looking at each."""
        return sum(last - first + 1 for first, last in self._table.spans())

    def is_all(self) -> bool:
        """Say whether everybody shown is chosen."""
        rows = self._model.rowCount()
        return rows > 0 and self._table.spans() == [(0, rows - 1)]

    def ids(self) -> Sequence[int]:
        """Return the ledger ids of who is chosen, in the order of the table."""
        everybody = self._model.ids()
        if self.is_all():
            return everybody
        found = array("q")
        for first, last in self._table.spans():
            found.extend(everybody[first : last + 1])
        return found

    def kept(self) -> frozenset[int] | None:
        """Return who is chosen for ``find_again``; None is everybody, one row alone is nobody."""
        if self.is_all() and self._model.rowCount() > 1:
            return None
        return frozenset(self.ids() if 1 < self.count() <= _KEPT else ())

    def find_again(self, kept: frozenset[int] | None) -> None:
        """Choose the same people after the table was filled anew."""
        if kept is None:
            self._table.selectAll()
        elif kept:
            ids = self._model.ids()
            self._select(row for row, number in enumerate(ids) if number in kept)

    def clear(self) -> None:
        """Leave only the row chosen that the keyboard is at."""
        self._table.selectionModel().select(self._table.currentIndex(), _SELECT)

    def _select(self, rows: Iterable[int]) -> None:
        wanted = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            wanted.select(index, index)
        self._table.selectionModel().select(wanted, _SELECT)
