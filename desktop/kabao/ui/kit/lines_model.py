"""The base of tables small enough to hold whole: one value a line, titles from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.texts import Texts

Index = QModelIndex | QPersistentModelIndex
Line = TypeVar("Line")


class LinesModel(QAbstractTableModel, Generic[Line]):
    """Lines of one kind; what a cell shows is left to ``data`` of the model itself."""

    def __init__(self, texts: Texts, columns: Sequence[str], titles: str) -> None:
        """Take the keys of the columns and where their titles stand in the catalogue."""
        super().__init__()
        self._texts = texts
        self._columns = columns
        self._titles = titles
        self._lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return one row."""
        return self._lines[row]

    def redraw(self, first: int = 0, last: int | None = None) -> None:
        """Let rows be drawn again; all of them if none is named."""
        if self._lines:
            end = len(self._lines) - 1 if last is None else last
            corner = self.index(end, len(self._columns) - 1)
            self.dataChanged.emit(self.index(first, 0), corner)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the rows."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column; a table without a header has none."""
        if not self._titles:
            return None
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._texts(f"{self._titles}.{self._columns[section]}")
        return None
