"""Holders to choose from: all ids of a search, rows read as they come into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.domain.holders import HolderRow
    from kabao.services.holders import Holders
    from kabao.texts import Texts

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("tick", "name", "number", "employer")
_PAGE = 128


class PickModel(QAbstractTableModel):
    """Rows with a tick; what is chosen stays chosen while the search changes."""

    def __init__(self, holders: Holders, texts: Texts) -> None:
        super().__init__()
        self._holders = holders
        self._texts = texts
        self._ids: Sequence[int] = ()
        self._pages: dict[int, list[HolderRow]] = {}
        self._chosen: dict[int, None] = {}
        self.single = False

    def show(self, ids: Sequence[int]) -> None:
        """Show other holders."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def chosen(self) -> tuple[int, ...]:
        """Return the chosen ids in the order they were chosen."""
        return tuple(self._chosen)

    def choose(self, ids: Iterable[int]) -> None:
        """Choose exactly these."""
        self._chosen = dict.fromkeys(ids)
        self._redraw()

    def choose_shown(self) -> None:
        """Choose everyone shown, besides those chosen already."""
        self._chosen.update(dict.fromkeys(self._ids))
        self._redraw()

    def toggle(self, row: int) -> None:
        """Choose a row or let it go; where only one may be chosen it replaces the other."""
        holder_id = self._ids[row]
        if holder_id in self._chosen:
            del self._chosen[holder_id]
        else:
            if self.single:
                self._chosen.clear()
            self._chosen[holder_id] = None
        self._redraw()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._texts(f"cases.pick.{COLUMNS[section]}") if section else ""
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text or tick of a cell."""
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and column == "tick":
            on = self._ids[index.row()] in self._chosen
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._row(index.row()), column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "tick":
            on = self._ids[index.row()] in self._chosen
            word = self._texts("cases.pick.on" if on else "cases.pick.off")
            return self._texts("labels.comma").join((self._row(index.row()).name, word))
        return None

    def _text(self, row: HolderRow, column: str) -> str:
        if column == "employer":
            return row.employer or self._texts("cases.pick.no_employer")
        return {"tick": "", "name": row.name, "number": row.masked_number}[column]

    def _row(self, number: int) -> HolderRow:
        page = number // _PAGE
        if page not in self._pages:
            self._pages[page] = self._holders.rows(self._ids[page * _PAGE : (page + 1) * _PAGE])
        return self._pages[page][number % _PAGE]

    def _redraw(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))
