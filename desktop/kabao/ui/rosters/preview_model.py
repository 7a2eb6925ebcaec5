"""The rows of a preview as a table: what becomes of each, and which cell is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kabao.domain.identity import mask_number
from kabao.domain.rosters.mapping import titles_of
from kabao.domain.rosters.sheets import cell_text
from kabao.services.rosters import Outcome
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.roles import ICON_ROLE, LEVEL_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.rosters.reading import CellFinding
    from kabao.services.rosters import PlannedRow, RosterPreview
    from kabao.texts import Texts

    Index = QModelIndex | QPersistentModelIndex

FIRST = 2
"""Columns before those of the sheet: row number and outcome."""
ICONS = {
    Outcome.ADDED: ("plus", "ok"),
    Outcome.UPDATED: ("pencil", "accent"),
    Outcome.UNCHANGED: ("circle-check", "ink_2"),
    Outcome.REFUSED: ("circle-x", "error"),
}
_MASKED = frozenset({"doc_no", "guardian_doc_no", "card.bank_card_number"})
_PHONES = frozenset({"mobile", "guardian_phone"})
_SHORTEST = 8


class PreviewModel(QAbstractTableModel):
    """Shows the mapped columns of a sheet."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._preview: RosterPreview | None = None
        self._rows: Sequence[PlannedRow] = ()
        self._columns: Sequence[int] = ()
        self._titles: Sequence[str] = ()

    def show(self, preview: RosterPreview, rows: Sequence[PlannedRow]) -> None:
        """Show some rows of a preview."""
        self.beginResetModel()
        self._preview = preview
        self._rows = rows
        self._columns = tuple(preview.mapping.columns)
        mapping = preview.mapping
        self._titles = titles_of(preview.sheet, mapping.header, mapping.header_rows)
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._preview, self._rows, self._columns = None, (), ()
        self.endResetModel()

    def planned(self, row: int) -> PlannedRow:
        """Return the row behind a line."""
        return self._rows[row]

    def sheet_column(self, column: int) -> int:
        """Return the column of the sheet behind one of the table; -1 before the first."""
        return self._columns[column - FIRST] if column >= FIRST else -1

    def title(self, column: int) -> str:
        """Return the title that the sheet gives a column."""
        at = self.sheet_column(column)
        return self._titles[at].replace("\n", " ") if 0 <= at < len(self._titles) else ""

    def finding(self, row: int, column: int) -> CellFinding | None:
        """Return the gravest finding of a cell; the outcome stands for the row as a whole."""
        at = self.sheet_column(column)
        found = self._rows[row].row.findings
        if column == 1:
            found = [item for item in found if item.column not in self._columns]
        elif column >= FIRST:
            found = [item for item in found if item.column == at]
        else:
            return None
        return min(found, key=lambda item: item.finding.level.rank, default=None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own form)
        """Count the lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns) + FIRST

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column with its letters."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIRST:
            return self._texts(f"rosters.head.{('row', 'outcome')[section]}")
        if self._preview is None:
            return ""
        letters = self._preview.sheet.column(self.sheet_column(section))
        return f"{self.title(section)}  {letters}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid() or self._preview is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == LEVEL_ROLE:
            found = self.finding(row, column)
            return found.finding.level if found else None
        if role == ICON_ROLE and column == 1:
            return ICONS[self._rows[row].outcome]
        if role == TONE_ROLE and self._rows[row].outcome is Outcome.REFUSED:
            return "ink_2"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell with numbers masked."""
        planned = self._rows[row]
        assert self._preview is not None
        if column == 0:
            return str(self._preview.sheet.top + planned.row.index)
        if column == 1:
            return self._texts(f"rosters.outcome.{planned.outcome}")
        at = self.sheet_column(column)
        cells = self._preview.sheet.rows[planned.row.index]
        text = cell_text(cells[at]).replace("\n", " ") if at < len(cells) else ""
        return shown_text(self._preview.mapping.columns[at], text)

    def _spoken(self, row: int, column: int) -> str:
        found = self.finding(row, column)
        text = self.text(row, column)
        if found is None:
            return text
        level = self._texts(f"levels.{found.finding.level}")
        return f"{text} {level}: {finding_text(self._texts, found.finding)}"


def shown_text(key: str, text: str) -> str:
    """Return the text of a cell as it may be seen by others."""
    if key in _PHONES and len(text) >= _SHORTEST:
        return f"{text[:3]}****{text[-4:]}"
    return mask_number(text) if key in _MASKED and "E+" not in text else text
