"""The third step: every row with what becomes of it, and its doubtful cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.rosters.tidying import FIXES
from kabao.services.rosters import Outcome
from kabao.services.sentences import masked
from kabao.ui.kit.cells import FindingCellDelegate, IconTextDelegate
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.marks import LevelCounts
from kabao.ui.kit.notices import IconLabel, NoticeBar
from kabao.ui.kit.panels import splitter
from kabao.ui.kit.tables import Column, Table
from kabao.ui.kit.text import ElidedLabel, Label
from kabao.ui.rosters.cell_panel import CellPanel
from kabao.ui.rosters.preview_model import FIRST, ICONS, PreviewModel

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from kabao.services.rosters import RosterPreview
    from kabao.ui.kit.context import RoomContext

CHIPS = ("all", "found", "refused", "updated")
_WIDTHS = {"name": 112, "doc_no": 176, "live_addr": 220, "employer.name": 180, "remark": 180}
_USUAL = 128
_PANEL = 308
_TABLE = 880
_NARROW = 760
_LOW = 330


class PreviewStep(QWidget):
    """Counts that add up, chips, the table and the panel of the chosen cell."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._preview: RosterPreview | None = None
        self._chip = "all"
        self.counts: dict[str, Label] = {}
        self._bands: list[QHBoxLayout] = []
        self.model = PreviewModel(texts, self)
        self.table = Table(theme)
        self.table.setModel(self.model)
        self.table.setAccessibleName(texts("rosters.step.preview"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentChanged.connect(lambda now, _before: self._show(now))
        self.notices = NoticeBar(theme, texts)
        self.panel = CellPanel(context)
        self.panel.setMinimumWidth(theme.px(_PANEL))
        self.panel.next_asked.connect(self.go)
        self.chips = ChipRow(theme)
        for key in CHIPS:
            self.chips.add(key, texts(f"rosters.chip.{key}"), None)
        self.chips.select("all")
        self.chips.chosen.connect(self._choose)
        self.levels = LevelCounts(theme, texts)
        self._file = ElidedLabel("", tone="ink_2")
        self._spare: list[QWidget] = [self._file]
        self._lay_out()

    def show_preview(self, preview: RosterPreview) -> None:
        """Show a preview, or the same one after a correction was ticked."""
        self._preview = preview
        texts = self._context.texts
        for outcome in Outcome:
            self.counts[outcome].setText(str(preview.counts[outcome]))
        self.counts["rows"].setText(str(len(preview.rows)))
        self._file.set_text(
            masked(
                texts(
                    "rosters.file_and_sheet", file=preview.sheet.file_name, sheet=preview.sheet.name
                )
            )
        )
        self.levels.set_counts(preview.summary.levels)
        for key in CHIPS:
            self.chips.set_count(key, len(preview.summary.parts[key]))
        self.panel.show_offers(preview)
        self._lead_to_offers(preview)
        self.panel.show_general(preview)
        self._fill()

    def _lead_to_offers(self, preview: RosterPreview) -> None:
        """Say above the rows how many are refused for what a tick would mend."""
        self.notices.clear()
        offers, ticked = preview.summary.offers, preview.mapping.fixes
        count = sum(offers.get(kind, 0) for kind in FIXES if kind not in ticked)
        if count:
            texts = self._context.texts
            said = texts("rosters.offers_lead", count=count)
            self.notices.show_notice("info", said, texts("rosters.offers_all"), self.panel.tick_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rows as much room as there is: large text makes a small window."""
        super().resizeEvent(event)
        theme = self._context.theme
        for spare in (self.levels, *self._spare):
            spare.setVisible(self.width() >= theme.px(_NARROW))
        margin = theme.space("page_margin")
        gap = theme.px(8 if self.height() >= theme.px(_LOW) else 1)
        for band in self._bands:
            band.setContentsMargins(margin, gap, margin, gap)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the left: what was chosen before the table had its width moved it aside."""
        super().showEvent(event)
        QTimer.singleShot(0, self._begin_left)

    def _begin_left(self) -> None:
        self.table.horizontalScrollBar().setValue(0)
        self.table.scrollTo(self.table.currentIndex())

    def clear(self) -> None:
        """Show nothing, before the rows are let go."""
        self._preview = None
        self.model.clear()

    def go(self, by: int) -> None:
        """Choose the next (1) or previous (-1) cell with a finding, round the end."""
        now = self.table.currentIndex()
        start = max(now.row(), 0)
        beside = [at for at in self._found_in(start) if (at - now.column()) * by > 0]
        row = start if beside else self._next_row(start, by)
        columns = beside or self._found_in(row)
        if columns:
            self.table.setCurrentIndex(self.model.index(row, columns[0 if by > 0 else -1]))
            self.table.scrollTo(self.table.currentIndex())

    def _next_row(self, start: int, by: int) -> int:
        """Return the next row with findings in the part that is shown, round the end."""
        if self._preview is None:
            return -1
        rows = self.model.rowCount()
        if self._chip != "all":
            around = ((start + by * step) % rows for step in range(1, rows + 1))
            return next((row for row in around if self._found_in(row)), -1)
        found = self._preview.summary.found_at
        if not found:
            return -1
        at = bisect_right(found, start) if by > 0 else bisect_left(found, start) - 1
        return found[at % len(found)]

    def _found_in(self, row: int) -> list[int]:
        if not 0 <= row < self.model.rowCount() or not self.model.planned(row).row.findings:
            return []
        columns = range(1, self.model.columnCount())
        return [at for at in columns if self.model.finding(row, at) is not None]

    def _lay_out(self) -> None:
        theme = self._context.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_sums())
        column.addWidget(self.notices)
        column.addWidget(self._build_chips())
        self._split = splitter(theme, self.table, self.panel)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self._split.setSizes([theme.px(_TABLE), theme.px(_PANEL)])
        column.addWidget(self._split, 1)
        for keys, step in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=step: self.go(by))

    def _build_sums(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        band = QWidget()
        row = QHBoxLayout(band)
        margin = theme.space("page_margin")
        row.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        self._bands.append(row)
        row.setSpacing(theme.px(8))
        for place, outcome in enumerate(Outcome):
            if place:
                row.addWidget(Label("+", tone="ink_3"))
            icon, tone = ICONS[outcome]
            row.addWidget(self._mark(icon, tone))
            row.addWidget(Label(texts(f"rosters.outcome.{outcome}")))
            self.counts[outcome] = Label("0", "title")
            row.addWidget(self.counts[outcome])
        row.addWidget(Label("=", tone="ink_3"))
        row.addWidget(Label(texts("rosters.together")))
        self.counts["rows"] = Label("0", "title")
        row.addWidget(self.counts["rows"])
        row.addWidget(Label(texts("rosters.rows")))
        row.addStretch(1)
        row.addWidget(self._mark("file-text", "ink_2"))
        row.addWidget(self._file, 2)
        return band

    def _mark(self, icon: str, tone: str) -> IconLabel:
        """Return an icon that leaves its room to the words in a narrow window."""
        mark = IconLabel(self._context.theme, icon, tone)
        self._spare.append(mark)
        return mark

    def _build_chips(self) -> QWidget:
        theme = self._context.theme
        band = QWidget()
        row = QHBoxLayout(band)
        margin = theme.space("page_margin")
        row.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        self._bands.append(row)
        row.addWidget(self.chips, 1)
        row.addWidget(self.levels)
        return band

    def _choose(self, key: str) -> None:
        self._chip = key
        self._fill()

    def _fill(self) -> None:
        preview = self._preview
        if preview is None:
            return
        theme = self._context.theme
        before = self.table.currentIndex()
        kept = (before.row(), before.column())
        rows = preview.summary.parts[self._chip]
        self.model.show(preview, rows)
        cell = FindingCellDelegate(theme, self.table)
        columns = [Column(48), Column(96, delegate=IconTextDelegate(theme, self.table))]
        for at in range(FIRST, self.model.columnCount()):
            key = preview.mapping.columns[self.model.sheet_column(at)]
            columns.append(Column(_WIDTHS.get(key, _USUAL), delegate=cell))
        self.table.set_columns(*columns)
        if rows:
            row, column = kept if 0 <= kept[0] < len(rows) else (-1, -1)
            if row < 0:
                self.table.setCurrentIndex(self.model.index(0, 0))
                self.go(1)
            else:
                self.table.setCurrentIndex(self.model.index(row, column))

    def _show(self, index: QModelIndex) -> None:
        if index.isValid() and self._preview is not None:
            self.panel.show_cell(self._preview, self.model, index.row(), index.column())
