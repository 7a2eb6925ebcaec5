"""The page of deadlines: a drawing of the next weeks, every open clock, and one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.findings import Place
from kabao.ui.employers.clock_card import ClockCard
from kabao.ui.employers.day_axis import days_around
from kabao.ui.employers.days_dialog import DaysDialog
from kabao.ui.employers.deadlines_model import FILTERS, DeadlinesModel, filtered
from kabao.ui.employers.due_line import DueLine
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.cells import IconTextDelegate
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.employer_choice import EmployerChoice
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.notices import EmptyState, NoticeBar
from kabao.ui.kit.panels import Panel, page_header
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.side_panes import SidePanes
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.services.deadlines import Deadline
    from kabao.ui.kit.context import RoomContext


_NONE: Sequence[Deadline] = ()
_LOW = 420
"""Height of the page, unscaled, below which the drawing leaves its room to the list."""
_LOWEST = 320
"""Height below which the chips do so too: searching finds the rest."""


class DeadlinesPage(QWidget):
    """Lists the open clocks of all employers and people; they are counted in a worker."""

    days_changed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        """Made within ``parent``, it is dressed once; put there later, once more."""
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self._search = ""
        self._every = self._all = _NONE
        self._rest: frozenset[dt.date] = frozenset()
        texts, theme = context.texts, context.theme
        export = SecondaryButton(theme, texts("employers.deadlines.export"), "calendar")
        export.clicked.connect(self.export)
        days = SecondaryButton(theme, texts("deadlines.days.title"))
        days.clicked.connect(self.enter_days)
        self._header = page_header(
            theme, texts("employers.deadlines.title"), actions=(days, export)
        )
        self._notices = NoticeBar(theme, texts)
        self._line = DueLine(theme, texts)
        self._line.day_chosen.connect(self._choose_day)
        self.chips = ChipRow(theme)
        for key in FILTERS:
            self.chips.add(key, texts(f"employers.deadlines.filter.{key}"))
        self.chips.chosen.connect(lambda _key: self._show())
        self.employers = EmployerChoice(context, compact=True)
        self.employers.employer_chosen.connect(self._narrow)
        self._model = DeadlinesModel(texts)
        self.table = self._build_table()
        self._empty = EmptyState(
            theme,
            "circle-check",
            texts("deadlines.none"),
            texts("employers.deadlines.empty_text"),
            (),
        )
        self.panel = Panel(theme)
        self._panes = SidePanes(theme, texts("kit.back_to_list"), self)
        self._panes.hold(self._build_list(), self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)

    def reload(self) -> None:
        """Count again in a worker and show what is open."""
        self.employers.reload()
        self._asked += 1
        asked, workspace = self._asked, self._context.workspace

        today = self._context.clock()

        def count(_control: object) -> tuple[list[Deadline], frozenset[dt.date]]:
            with workspace.beside() as own:
                return own.deadlines.all(), own.deadlines.rest_days(days_around(today))

        self._context.jobs.run(
            count,
            lambda found: self._take(*found, asked),
            self._context.alerts.show,
            background=True,
        )

    def search(self, text: str) -> None:
        """Show only clocks of people and employers whose name holds the text."""
        self._search = text.strip()
        if self._asked:
            self._show()

    def enter_days(self) -> None:
        """Ask for the days of a new holiday notice and count again."""
        DaysDialog(self._context, self.window()).exec()
        self.days_changed.emit()

    def export(self) -> None:
        """Ask for a place and write the clocks shown as a calendar file."""
        context, texts = self._context, self._context.texts
        target = context.alerts.choose_save(
            texts("employers.deadlines.export"),
            texts("employers.deadlines.file_name"),
            ("*.ics",),
        )
        if target is None:
            return
        shown = [self._model.line(row) for row in range(self._model.rowCount())]
        deadlines = context.workspace.deadlines
        context.jobs.run(
            lambda _control: deadlines.write_calendar(shown, target, texts),
            lambda count: self._notices.show_notice(
                "ok", texts("deadlines.written", count=count, file=target.name)
            ),
            context.alerts.show,
        )

    def _build_list(self) -> QWidget:
        page, theme = QWidget(), self._context.theme
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        side = theme.space("page_margin")
        self._notices.setContentsMargins(side, 0, side, theme.space("s3"))
        column.addWidget(self._notices)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(10))
        inner.setSpacing(theme.px(10))
        inner.addWidget(self._line)
        narrowed = QHBoxLayout()
        narrowed.setSpacing(theme.px(8))
        narrowed.addWidget(
            self.employers, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        )
        narrowed.addWidget(self.chips, 1)
        inner.addLayout(narrowed)
        inner.addWidget(self._empty)
        column.addLayout(inner)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self._empty.hide()
        self._header.note.setText(self._context.texts("employers.clock.counting"))
        return page

    def _build_table(self) -> Table:
        theme = self._context.theme
        table = Table(theme)
        table.setModel(self._model)
        table.setAccessibleName(self._context.texts("employers.deadlines.title"))
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(168, delegate=IconTextDelegate(theme, table)),
            Column(96, delegate=plain),
            Column(190, delegate=CellDelegate(theme, table, emphasis=True)),
            Column(120, elastic=True, delegate=plain),
            Column(150, elastic=True, delegate=plain),
        )
        table.current_row_changed.connect(self._chosen)
        table.opened.connect(lambda index: self._open(self._model.line(index.row())))
        offer_rows(table, self._row_acts)
        return table

    def _row_acts(self) -> Sequence[Command | None]:
        """Return what the menu over a deadline offers."""
        texts, item = self._context.texts, self._model.line(self.table.currentIndex().row())
        enter = texts("employers.deadlines.enter_date")
        return (
            Command("enter", enter, lambda: self._open(item), shortcut="Enter"),
            None,
            Command("export", texts("employers.deadlines.export"), self.export, shortcut="Ctrl+E"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the drawing out where the list needs the room, then the chips."""
        super().resizeEvent(event)
        self._line.setVisible(self.height() >= self._context.theme.px(_LOW))
        self.chips.setVisible(self.height() >= self._context.theme.px(_LOWEST))

    def _take(self, found: Sequence[Deadline], rest: frozenset[dt.date], asked: int) -> None:
        if asked != self._asked:
            return
        self._every, self._rest = found, rest
        self._narrow()

    def _narrow(self) -> None:
        """Show the clocks of the employer chosen, or of all."""
        wanted = self.employers.employer
        found = [item for item in self._every if wanted in (None, item.employer_id)]
        self._all = found
        self._line.set_deadlines(found, self._context.clock(), self._rest)
        for key, lets in FILTERS.items():
            self.chips.set_count(key, sum(lets(item.clock) for item in found))
        self._show()

    def _show(self) -> None:
        self._fill(filtered(self._all, self.chips.selected() or "all", self._search))

    def _choose_day(self, day: dt.date | None) -> None:
        if day is None:
            self.chips.select("late")
            self._show()
            return
        self.chips.select("all")
        self._fill([item for item in self._all if item.clock.nominal_due == day])

    def _fill(self, shown: Sequence[Deadline]) -> None:
        self._model.show(shown)
        count = self._context.texts("employers.deadlines.count", count=len(shown))
        self._header.note.setText(count)
        self._empty.setVisible(not shown)
        if not shown:
            self._say_why_empty()
        self.table.setVisible(bool(shown))
        self._panes.set_panel_wanted(bool(shown))
        if shown:
            self.table.selectRow(0)

    def _say_why_empty(self) -> None:
        texts = self._context.texts
        title, text = ("deadlines.none", "employers.deadlines.empty_text")
        if self._every:
            title, text = (f"employers.deadlines.none_found{end}" for end in ("", "_text"))
        self._empty.title.setText(texts(title))
        self._empty.text.setText(texts(text))

    def _chosen(self, row: int) -> None:
        if not 0 <= row < self._model.rowCount():
            return
        item, texts, theme = self._model.line(row), self._context.texts, self._context.theme
        self.panel.clear()
        self.panel.body.addWidget(Label(item.clock.name, "title", wrap=True))
        if item.employer and item.employer != item.clock.name:
            self.panel.body.addWidget(Label(item.employer, "body", "ink_2", wrap=True))
        self.panel.body.addWidget(ClockCard(self._context, item.clock, opened=True))
        self.panel.body.addStretch(1)
        enter = PrimaryButton(theme, texts("employers.deadlines.enter_date"), "pencil")
        enter.clicked.connect(lambda: self._open(item))
        self.panel.set_actions(enter)

    def _open(self, item: Deadline) -> None:
        """Open the form at the field that ends the clock."""
        field = item.clock.rule.done_fields[0]
        self._context.navigate(Place(item.room, item.clock.record, field=field))
