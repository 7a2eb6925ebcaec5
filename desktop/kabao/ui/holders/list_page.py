"""The register itself: header, chips, table; what is shown follows search, chip and column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.holders import ORDERS, HolderFilter
from kabao.ui.holders.filters import CHIPS, chip_count, chip_filter
from kabao.ui.holders.table import build_table
from kabao.ui.holders.table_model import COLUMNS, HoldersModel
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.notices import EmptyState, NoticeBar
from kabao.ui.kit.panels import page_header
from kabao.ui.rosters import is_roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from kabao.ui.kit.context import RoomContext


class HoldersList(QWidget):
    """Emits the row chosen or opened, and what the buttons ask for."""

    chosen = Signal(int)
    opened = Signal(int)
    """Ledger id of the holder."""
    add_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    files_dropped = Signal(object)
    """Path of a roster dropped onto the list."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._base = HolderFilter()
        self._chip = "all"
        self.setAcceptDrops(True)
        theme, texts = context.theme, context.texts
        self.model = HoldersModel(context.workspace.holders, texts, context.clock)
        self.table = build_table(theme, texts, self.model)
        self.chips = ChipRow(theme)
        self.notices = NoticeBar(theme, texts)
        self._header = page_header(theme, texts("holders.title"), actions=self._buttons())
        first = PrimaryButton(theme, texts("holders.new"), "plus")
        first.clicked.connect(self.add_asked)
        roster = SecondaryButton(theme, texts("holders.import"), "file-import")
        roster.clicked.connect(self.import_asked)
        self._empty = EmptyState(
            theme, "id", texts("holders.empty"), texts("holders.empty_text"), (roster, first)
        )
        self._lay_out()
        self._connect()

    def chosen_id(self) -> int:
        """Return the ledger id of the chosen holder, or 0."""
        row = self.table.currentIndex().row()
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else 0

    def ids(self) -> Sequence[int]:
        """Return the ids of everybody shown, in their order."""
        return [self.model.id_at(row) for row in range(self.model.rowCount())]

    def search(self, text: str) -> None:
        """Show only holders that the text finds."""
        self._base = replace(self._base, search=text.strip())
        self.reload()

    def show_filter(self, wanted: HolderFilter) -> None:
        """Show what another room asked for, whatever chip was chosen."""
        self._base, self._chip = replace(wanted, order=self._base.order), "all"
        self.chips.select("all")
        self.reload()

    def choose(self, holder_id: int) -> None:
        """Choose a holder, showing everybody if the filter hides the one wanted."""
        if self.model.row_of(holder_id) < 0:
            self.show_filter(HolderFilter())
        row = self.model.row_of(holder_id)
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def choose_chip(self, key: str) -> None:
        """Show what a chip lets through."""
        self._base = replace(self._base, states=frozenset(), employer_id=None)
        self._chip = key
        self.reload()

    def sort(self, column: int) -> None:
        """Order by a column, and the other way round when it is chosen again."""
        order = str(COLUMNS[column])
        if order not in ORDERS:
            return
        self._base = replace(self._base, order=f"-{order}" if self._base.order == order else order)
        down = self._base.order.startswith("-")
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        )
        self.reload()

    def reload(self) -> bool:
        """Read the register anew, keeping the choice; says whether anybody is shown."""
        workspace, texts = self._context.workspace, self._context.texts
        kept = self.chosen_id()
        wanted = chip_filter(self._chip, self._base, self._context.clock())
        if self._base.states:
            wanted = replace(wanted, states=self._base.states)
        self.model.show(workspace.holders.ids(wanted))
        counts = workspace.holders.counts()
        for chip in CHIPS:
            self.chips.set_count(chip.key, chip_count(chip.key, counts))
        shown, total = self.model.rowCount(), workspace.holders.count()
        key = "holders.count" if shown == total else "holders.count_of"
        self._header.note.setText(texts(key, shown=shown, total=total))
        what = "none_found" if total else "empty"
        self._empty.set_words(texts(f"holders.{what}"), texts(f"holders.{what}_text"))
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if shown:
            self.table.selectRow(max(self.model.row_of(kept), 0))
        return bool(shown)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a roster that is held over the list."""
        if _dropped_roster(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the import of a roster that was dropped."""
        path = _dropped_roster(event)
        if path is not None:
            event.acceptProposedAction()
            self.files_dropped.emit(path)

    def _buttons(self) -> tuple[QWidget, ...]:
        theme, texts = self._context.theme, self._context.texts
        export = SecondaryButton(theme, texts("holders.export"), "file-export")
        export.setObjectName("export_view")
        export.clicked.connect(self.export_asked)
        roster = SecondaryButton(theme, texts("holders.import"), "file-import")
        roster.setObjectName("import_roster")
        roster.clicked.connect(self.import_asked)
        new = PrimaryButton(theme, texts("holders.new"), "plus")
        new.setObjectName("new_holder")
        new.clicked.connect(self.add_asked)
        return export, roster, new

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        for chip in CHIPS:
            self.chips.add(chip.key, texts(f"holders.chip.{chip.key}"), None)
        self.chips.select("all")
        chips = QVBoxLayout()
        margin = theme.space("page_margin")
        chips.setContentsMargins(margin, 0, margin, theme.space("s4"))
        chips.addWidget(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.notices)
        column.addLayout(chips)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(self.choose_chip)
        self.table.current_row_changed.connect(self._choose_row)
        self.table.opened.connect(self._open)
        self.table.horizontalHeader().sectionClicked.connect(self.sort)

    def _choose_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.model.id_at(row))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.id_at(index.row()))


def _dropped_roster(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if is_roster(path)), None)
