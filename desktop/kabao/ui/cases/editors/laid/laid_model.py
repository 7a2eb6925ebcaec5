"""One person's data in the structure, row by row; identity numbers are masked until asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.card_records import LaidState
from kabao.domain.identity import mask_number
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import LEVEL_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from kabao.domain.card_records import LaidElement
    from kabao.texts import Texts

COLUMNS = ("place", "name", "value", "used", "note", "encoded")
USED_ROLE = Qt.ItemDataRole.UserRole + 50
"""``(used, length)`` of the bytes of an element."""

_SECRET = frozenset({"SSSE/EF06/08"})
"""Elements that hold an identity number."""


class LaidModel(LinesModel["LaidElement"]):
    """The elements of one person."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, COLUMNS, "cases.laid.column")
        self._open = False

    def reveal(self, *, on: bool) -> None:
        """Show identity numbers in full, or mask them again."""
        self._open = on
        self.redraw()

    def row_of(self, path: str) -> int:
        """Return the row of an element by file and tag, or -1."""
        return next((n for n, item in enumerate(self._lines) if place_of(item) == path), -1)

    def value(self, row: int) -> str:
        """Return the value as it may be shown now."""
        item = self._lines[row]
        return mask_number(item.value) if self._hidden(item) else item.value

    def encoded(self, row: int) -> str:
        """Return the bytes in pairs as they may be shown now."""
        item = self._lines[row]
        if self._hidden(item) and item.encoded:
            return self._texts("cases.laid.hidden_bytes")
        pairs = (item.encoded[at : at + 2] for at in range(0, len(item.encoded), 2))
        return " ".join(pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, bar, mark or tone of a cell."""
        row, column = index.row(), COLUMNS[index.column()]
        item = self._lines[row]
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
        item = self._lines[row]
        if item.finding is not None:
            return finding_text(self._texts, item.finding)
        if item.local and item.state is LaidState.VALUE:
            return self._texts("structure.local")
        return self._texts(f"structure.state.{item.state}")

    def _text(self, row: int, column: str) -> str:
        item = self._lines[row]
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
