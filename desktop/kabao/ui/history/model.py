"""The entries of the history as lines of a table, read some hundred at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kabao.domain.history import HistoryFilter
from kabao.services.step_words import entry_text, local_time, state_text
from kabao.ui.kit.roles import TONE_ROLE

if TYPE_CHECKING:
    from kabao.domain.history import HistoryEntry
    from kabao.services.history import History
    from kabao.texts import Texts

    Index = QModelIndex | QPersistentModelIndex

PAGE = 200
COLUMNS = ("number", "time", "what", "rows", "who", "state")
_NOWHERE = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """Number, time, what was done, how many rows, who, and whether it is in force."""

    def __init__(self, texts: Texts, history: History) -> None:
        super().__init__()
        self._texts = texts
        self._history = history
        self._entries: list[HistoryEntry] = []
        self._cells: dict[int, tuple[str, ...]] = {}
        self._more = True
        self._wanted = HistoryFilter()

    def show(self, wanted: HistoryFilter) -> None:
        """List what a filter lets through, read anew."""
        self.beginResetModel()
        self._wanted = wanted
        self._entries, self._cells, self._more = [], {}, True
        self.endResetModel()
        self.fetchMore()

    def entry(self, row: int) -> HistoryEntry | None:
        """Return the entry of a line, or None."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, entry_id: int) -> int:
        """Return the line of an entry, or -1; reads on until it is found."""
        while self._more and (not self._entries or self._entries[-1].id > entry_id):
            self.fetchMore()
        found = (row for row, entry in enumerate(self._entries) if entry.id == entry_id)
        return next(found, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the lines read so far."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        """Say whether there are older entries."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """Read older entries."""
        before = self._entries[-1].id if self._entries else 0
        page = self._history.latest(PAGE, before, self._wanted)
        self._more = len(page) == PAGE
        if page:
            first = len(self._entries)
            self.beginInsertRows(parent, first, first + len(page) - 1)
            self._entries += page
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row())[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            name = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{name} {self._words(index.row())[index.column()]}"
        if role == TONE_ROLE:
            entry = self._entries[index.row()]
            faded = entry.undone_by is not None or not entry.undoable
            return "ink_3" if faded else "ink" if index.column() == 2 else "ink_2"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._texts(f"steps.column.{COLUMNS[section]}")
        return None

    def _words(self, row: int) -> tuple[str, ...]:
        entry = self._entries[row]
        if entry.id not in self._cells:
            rows = self._history.size(entry.id)
            self._cells[entry.id] = (
                str(entry.id),
                local_time(entry),
                entry_text(self._texts, entry, self._history),
                f"{rows:,}" if rows else "",
                entry.actor,
                state_text(self._texts, entry),
            )
        return self._cells[entry.id]
