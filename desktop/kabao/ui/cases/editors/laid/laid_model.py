"""One person's data in the structure, row by row; identity numbers are masked until asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kabao.domain.card_records import LaidState
from kabao.domain.identity import mask_number
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.roles import LEVEL_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.card_records import LaidElement
    from kabao.texts import Texts

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("place", "name", "value", "used", "note", "encoded")
USED_ROLE = Qt.ItemDataRole.UserRole + 50
"""``(used, length)`` of the bytes of an element."""

_SECRET = frozenset({"SSSE/EF06/08"})
"""Elements that hold an identity number."""


class LaidModel(QAbstractTableModel):
    """The elements of one person."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._laid: Sequence[LaidElement] = ()
        self._open = False

    def show(self, laid: Sequence[LaidElement]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._laid = laid
        self.endResetModel()

    def reveal(self, *, on: bool) -> None:
        """Show identity numbers in full, or mask them again."""
        self._open = on
        if self._laid:
            last = self.index(len(self._laid) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def element(self, row: int) -> LaidElement:
        """Return one row."""
        return self._laid[row]

    def row_of(self, path: str) -> int:
        """Return the row of an element by file and tag, or -1."""
        return next((n for n, item in enumerate(self._laid) if place_of(item) == path), -1)

    def value(self, row: int) -> str:
        """Return the value as it may be shown now."""
        item = self._laid[row]
        return mask_number(item.value) if self._hidden(item) else item.value

    def encoded(self, row: int) -> str:
        """Return the bytes in pairs as they may be shown now."""
        item = self._laid[row]
        if self._hidden(item) and item.encoded:
            return self._texts("cases.laid.hidden_bytes")
        pairs = (item.encoded[at : at + 2] for at in range(0, len(item.encoded), 2))
        return " ".join(pairs)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the rows."""
        return 0 if parent.isValid() else len(self._laid)

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
            return self._texts(f"cases.laid.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, bar, mark or tone of a cell."""
        row, column = index.row(), COLUMNS[index.column()]
        item = self._laid[row]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == USED_ROLE and column == "used":
            return (item.used, item.element.length) if item.encoded else None
        if role == LEVEL_ROLE and column == "note" and item.finding is not None:
            return item.finding.level
        if role == TONE_ROLE:
            return self._tone(item, column)
        return None

    def note(self, row: int) -> str:
        """Return what is to be said about an element."""
        item = self._laid[row]
        if item.finding is not None:
            return finding_text(self._texts, item.finding)
        if item.local and item.state is LaidState.VALUE:
            return self._texts("structure.local")
        return self._texts(f"structure.state.{item.state}")

    def _text(self, row: int, column: str) -> str:
        item = self._laid[row]
        if column == "place":
            return place_of(item)
        if column == "name":
            return item.element.name.to(self._texts.language)
        if column == "value":
            return self.value(row)
        if column == "encoded":
            return self.encoded(row)
        if column == "used":
            return f"{item.used} / {item.element.length}" if item.encoded else ""
        return self.note(row)

    def _tone(self, item: LaidElement, column: str) -> str:
        if column in ("place", "encoded", "used"):
            return "ink_2"
        quiet = column == "note" and item.finding is None
        return "ink_3" if quiet else "ink"

    def _hidden(self, item: LaidElement) -> bool:
        return not self._open and place_of(item) in _SECRET


def place_of(item: LaidElement) -> str:
    """Return file and tag of an element."""
    return f"{item.path}/{item.element.tag}"
