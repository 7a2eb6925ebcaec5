"""The register itself: header, chips and conditions, table, and the bar of many chosen people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.holders import ORDERS, HolderFilter
from kabao.services.views import View
from kabao.ui.holders.bulk_bar import BulkBar
from kabao.ui.holders.chosen_rows import ChosenRows
from kabao.ui.holders.columns import SHORTCUT as COLUMNS_KEY
from kabao.ui.holders.columns import Columns
from kabao.ui.holders.conditions import Conditions
from kabao.ui.holders.filters import CHIPS, chip_count, chip_filter, chip_of
from kabao.ui.holders.late_rows import LateRows
from kabao.ui.holders.nobody import Nobody
from kabao.ui.holders.saved_views import SavedViews
from kabao.ui.holders.state_counts import StateCounts
from kabao.ui.holders.table import RegisterTable
from kabao.ui.holders.table_model import COLUMNS, HoldersModel
from kabao.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import page_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from kabao.ui.kit.context import RoomContext

_LINE = 30
"""Height of the line of chips and of the buttons beside them."""
_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".zip"})
_NEAR = 500
_BLANK_MS = 250
"""Milliseconds after which rows go that a new search may not have found."""
_LOW = 360
"""Height below which rows of people matter more than chips."""


class HoldersList(QWidget):
    """Emits the row chosen or opened, and what the buttons ask for."""

    chosen = Signal(int)
    opened = Signal(int)
    """Ledger id of the holder."""
    shown_changed = Signal(bool)
    """Whether anybody is shown."""
    add_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()
    bulk_asked = Signal(str)
    """What to do with the people chosen: evidence, employer, export or clear."""
    files_dropped = Signal(object)
    """Path of a roster dropped onto the list."""
    photos_dropped = Signal(object)
    """Paths of pictures, archives and folders dropped onto it."""

    def __init__(self, context: RoomContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._typed = ""
        self._read: HolderFilter | None = None
        self._choose_later = 0
        self._blank = QTimer(self, singleShot=True, interval=_BLANK_MS)
        self._blank.timeout.connect(self._show_nobody)
        self.setAcceptDrops(True)
        theme, texts = context.theme, context.texts
        self.model = HoldersModel(context.workspace.holders, texts, context.clock)
        self.table = RegisterTable(theme, texts, self.model)
        self.rows = ChosenRows(self.table, self.model)
        self.columns = Columns(context, self.table)
        self._wanted = HolderFilter(order=self.columns.layout.order)
        self.chips = ChipRow(theme)
        self.counts = StateCounts(context.workspace, self.model, self)
        self.late = LateRows(context, self)
        self.conditions = Conditions(context, self.counts.within, self)
        self.views = SavedViews(context, self._view, self)
        self.notices = NoticeBar(theme, texts)
        side = theme.space("page_margin")
        self.notices.setContentsMargins(side, 0, side, theme.space("s3"))
        self.bar = BulkBar(context)
        self._header = page_header(theme, texts("holders.title"), actions=self._buttons())
        self._nobody: Nobody | None = None
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> HolderFilter:
        """What is shown: conditions, what is typed into the search field, order and day."""
        words = dict.fromkeys(part for part in (self._wanted.search, self._typed) if part)
        counts = self._wanted.attention or self._wanted.attention_kinds
        today = self._context.clock().isoformat() if counts else ""
        return replace(self._wanted, search=" ".join(words), today=today)

    def chosen_id(self) -> int:
        """Return the ledger id of the holder the keyboard is at, or 0."""
        row = self.table.currentIndex().row()
        return self.model.id_at(row) if 0 <= row < self.model.rowCount() else 0

    def ids(self) -> Sequence[int]:
        """Return the ids of everybody shown, in their order; nobody while they are looked for."""
        return () if self._blank.isActive() else self.model.ids()

    def search(self, text: str) -> None:
        """Show only holders that the text finds."""
        self._typed = text.strip()
        self._fill()

    def show_filter(self, wanted: HolderFilter) -> None:
        """Show what another room asked for, whatever was shown before; the order stays."""
        self._typed = ""
        self.take(replace(wanted, order=self._wanted.order))

    def show_view(self, view: View) -> None:
        """Show a saved view: its filter, its order and its columns."""
        self._typed = ""
        self.columns.show(view.columns)
        self.take(view.filter)

    def take(self, wanted: HolderFilter) -> None:
        """Show by another filter from now on."""
        self._wanted = replace(wanted, today="")
        self.columns.keep_order(wanted.order)
        self._fill()

    def choose(self, holder_id: int) -> None:
        """Choose a holder, showing everybody if the filter hides the one wanted."""
        if self.late.is_waiting:
            self._choose_later = holder_id
            return
        if self.model.row_of(holder_id) < 0:
            self.show_filter(HolderFilter())
        row = self.model.row_of(holder_id)
        if row >= 0:
            self._go_to(row)
            self.table.scrollTo(self.model.index(row, 0))

    def choose_chip(self, key: str) -> None:
        """Show what a chip lets through, within the other conditions."""
        self.take(chip_filter(key, self._wanted, self._context.clock()))

    def clear_conditions(self) -> None:
        """Take every condition away."""
        self.conditions.row.clear()

    def clear_chosen(self) -> None:
        """Leave only the row the keyboard is at chosen."""
        self.rows.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def sort(self, column: int) -> None:
        """Order by a column, and the other way round when it is chosen again."""
        order = str(COLUMNS[column])
        if order in ORDERS:
            self.sort_by(f"-{order}" if self._wanted.order == order else order)

    def sort_by(self, order: str) -> None:
        """Order by a column, ``-`` before it for descending."""
        self.take(replace(self._wanted, order=order))

    def reload(self) -> bool:
        """Read the register anew after a change of records; says whether anybody is shown."""
        self.counts.forget()
        return self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the chips to the list of conditions where the table would get no room."""
        super().resizeEvent(event)
        self.chips.setHidden(self.height() < self._context.theme.px(_LOW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a roster or photographs that are held over the list."""
        roster = _dropped_roster(event)
        if roster is not None or _dropped_photos(event):
            event.acceptProposedAction()
            key = "photos" if roster is None else "import_roster"
            welcome(self, self._context.theme, self._context.texts(f"kit.drop.{key}"))

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the import of a roster that was dropped, or the page of photographs."""
        path, photos = _dropped_roster(event), _dropped_photos(event)
        if path is not None:
            event.acceptProposedAction()
            self.files_dropped.emit(path)
        elif photos:
            event.acceptProposedAction()
            self.photos_dropped.emit(photos)

    def _go_to(self, row: int) -> None:
        """Choose just one row, whatever keys are held: Ctrl+2 opens this list, say."""
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect
        flags = rows | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)

    def _fill(self) -> bool:
        """Show who is let through, now or when they are found; says whether there is anybody."""
        wanted, holders = self.wanted, self._context.workspace.holders
        if self._is_near(wanted) or holders.is_quick(wanted):
            self.late.drop()
            return self._show(wanted, holders.ids(wanted))
        if wanted != self._read:
            if self._read is None or wanted != replace(self._read, search=wanted.search):
                self.model.show(())
            else:  # while somebody types, rows stay for a moment, said to be looked for anew
                self._blank.start()
            self._show_filter(wanted, counted=False)
        self._header.note.setText(self._context.texts("holders.finding"))
        self.late.ask(wanted)
        return self.model.rowCount() > 0

    def _show_nobody(self) -> None:
        self.model.show(())

    def _is_near(self, wanted: HolderFilter) -> bool:
        """Say whether everybody is wanted and the choice among the rows that are known at once."""
        if wanted != HolderFilter(order=wanted.order) or self._read not in (None, wanted):
            return False
        return self.table.currentIndex().row() < _NEAR

    def _show(self, wanted: HolderFilter, ids: Sequence[int]) -> bool:
        """Show people, keeping the choice; says whether there is anybody."""
        kept = self.chosen_id()
        # Other conditions show other people: a choice among those before would be out of sight.
        many = self.rows.kept() if wanted == self._read else frozenset()
        self._read = wanted
        self._blank.stop()
        self.model.show(ids)
        shown = self.model.rowCount()
        self._show_filter(wanted)
        self._show_sizes(shown)
        if shown:
            self._go_to(max(self.model.row_of(kept), 0))
            self.rows.find_again(many)
        self._show_chosen()
        self.shown_changed.emit(bool(shown))
        later, self._choose_later = self._choose_later, 0
        if later:
            self.choose(later)
        return bool(shown)

    def _show_filter(self, wanted: HolderFilter, *, counted: bool = True) -> None:
        """Let chips, conditions, views and titles say what is shown."""
        self.chips.select(chip_of(self._wanted, self._context.clock()))
        if counted:
            self._show_counts()
        self.conditions.show_filter(self._wanted)
        self.views.show_changed()
        order = wanted.order.removeprefix("-")
        down = wanted.order.startswith("-")
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(
            COLUMNS.index(order),
            Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder,
        )

    def _show_counts(self) -> None:
        wanted = self.wanted
        plain = replace(wanted, states=frozenset(), grades=frozenset(), review_until="")
        counts = self.counts.at_once(plain, wanted)
        for chip in CHIPS:
            count = None if counts is None else chip_count(chip.key, counts)
            self.chips.set_count(chip.key, count)

    def _show_sizes(self, shown: int) -> None:
        texts, total = self._context.texts, self._context.workspace.holders.count()
        key = "holders.count" if shown == total else "holders.count_of"
        self._header.note.setText(texts(key, shown=f"{shown:,}", total=f"{total:,}"))
        self.table.setVisible(bool(shown))
        self._say_nobody(total, is_true=not shown)

    def _show_chosen(self) -> None:
        self.bar.show_count(self.rows.count(), is_all=self.rows.is_all())

    def _view(self) -> View:
        return View("", replace(self.wanted, today=""), self.columns.layout.shown)

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

    def _say_nobody(self, total: int, *, is_true: bool) -> None:
        """Stand in the place of the table while nobody is shown."""
        if is_true and self._nobody is None:
            asked = self.import_asked.emit, self.add_asked.emit
            self._nobody = Nobody(self._context, self.clear_conditions, *asked)
            self._column.insertWidget(self._column.indexOf(self.table), self._nobody)
        if self._nobody is not None:
            self._nobody.show_total(total)
            self._nobody.setVisible(is_true)

    def _make_line(self) -> QHBoxLayout:
        """Put the chips beside the buttons for conditions, views and columns."""
        theme, texts = self._context.theme, self._context.texts
        for chip in CHIPS:
            self.chips.add(chip.key, texts(f"holders.chip.{chip.key}"), None)
        words = texts("holders.columns.choose")
        self.choose_columns = IconButton(theme, "adjustments-horizontal", words, COLUMNS_KEY)
        self.choose_columns.setObjectName("choose_columns")
        tools = QWidget()
        tools.setFixedHeight(theme.px(_LINE))
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for widget in (self.conditions.button, self.views.button, self.choose_columns):
            row.addWidget(widget)
        row.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        # Chips are lower than the buttons: half of what they lack keeps all on one line.
        lower = theme.px(_LINE) - theme.height("chip")
        self.chips.setContentsMargins(0, lower // 2, 0, 0)
        line.addWidget(self.chips, 1)
        line.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _lay_out(self) -> None:
        theme = self._context.theme
        filters = QVBoxLayout()
        margin = theme.space("page_margin")
        filters.setContentsMargins(margin, 0, margin, theme.space("s4"))
        filters.setSpacing(theme.px(8))
        filters.addLayout(self._make_line())
        filters.addWidget(self.conditions.row)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._header, self.notices):
            column.addWidget(widget)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        column.addStretch(0)

    def _connect(self) -> None:
        self.chips.chosen.connect(self.choose_chip)
        self.counts.counted.connect(self._show_counts)
        self.late.found.connect(self._show)
        self.conditions.changed.connect(self._take_conditions)
        self.views.chosen.connect(self.show_view)
        self.choose_columns.clicked.connect(lambda _=False: self.columns.open(self.choose_columns))
        self.columns.sort_asked.connect(self.sort_by)
        self.columns.layout_changed.connect(self.views.show_changed)
        self.table.current_row_changed.connect(self._choose_row)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.table.opened.connect(self._open)
        self.table.horizontalHeader().sectionClicked.connect(self.sort)
        self.table.clear_asked.connect(self.clear_chosen)
        self.bar.asked.connect(self.bulk_asked)

    def _take_conditions(self, wanted: HolderFilter) -> None:
        self.take(wanted)

    def _choose_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.model.id_at(row))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.id_at(index.row()))


def _dropped_roster(event: QDropEvent) -> Path | None:
    from kabao.ui.rosters.start_step import is_roster

    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if is_roster(path)), None)


def _dropped_photos(event: QDropEvent) -> list[Path]:
    """Return pictures, archives and folders among what is dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_dir() or path.suffix.lower() in _PHOTOS]
