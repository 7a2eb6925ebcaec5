"""The page with all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.case_way_rules import BEGINNING
from kabao.ui.cases.listing.cases_model import CasesModel
from kabao.ui.cases.listing.delegates import ShareDelegate
from kabao.ui.cases.listing.summaries import CaseSummaries
from kabao.ui.kit.buttons import PrimaryButton
from kabao.ui.kit.cells import LevelDelegate
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.employer_choice import EmployerChoice
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.notices import EmptyState, NoticeBar
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed
    from kabao.ui.kit.context import RoomContext


class CasesPage(QWidget):
    """Lists cases; ``opened`` carries the id of one, ``new_wanted`` asks for another."""

    opened = Signal(int)
    new_wanted = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._search = ""
        self._state = ""
        self._known_states: tuple[str, ...] | None = None
        texts, theme = context.texts, context.theme
        self.summaries = CaseSummaries(context)
        self.model = CasesModel(texts, self.summaries, context.workspace.rulebook)
        self.table = self._build_table()
        new = PrimaryButton(theme, texts("cases.new"), "plus")
        new.setObjectName("new_case")
        new.clicked.connect(self.new_wanted)
        self._header = page_header(theme, texts("cases.title"), actions=(new,))
        self.notices = NoticeBar(theme, texts)
        margin = theme.space("page_margin")
        told = QVBoxLayout()
        told.setContentsMargins(margin, 0, margin, theme.px(8))
        told.addWidget(self.notices)
        told.addLayout(self._build_choices())
        self._frame = self._build_empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(told)
        column.addWidget(self._frame)
        column.addWidget(self.table, 1)
        self.reload()

    def search(self, text: str) -> None:
        """Show only cases whose title or number holds the text."""
        self._search = text.strip()
        self.reload()

    def take_changes(self, changed: Changed) -> None:
        """Work out again what other records may have changed."""
        if changed.employers:
            self.employers.reload()
        other = changed.holders or changed.cards or changed.employers
        self.summaries.forget(None if other else changed.cases)

    def reload(self) -> None:
        """Read the cases again and keep the chosen one."""
        texts = self._context.texts
        chosen = self.chosen()
        cases, employer = self._context.workspace.cases, self.employers.employer
        every = cases.all()
        known = cases.of_employer(employer) if employer else every
        states = self._context.workspace.case_way.states()
        self.model.tell_states(states)
        stands = {
            case.id: states[case.id].key if case.id in states else BEGINNING for case in known
        }
        self._show_states([stands[case.id] for case in known])
        shown = [
            case for case in known if self._matches(case) and self._state in ("", stands[case.id])
        ]
        self.model.show(shown)
        if self.isVisible():
            self.summaries.want(case.id for case in shown)
        key = "cases.count" if len(shown) == len(every) else "cases.count_of"
        self._header.note.setText(texts(key, shown=len(shown), total=len(every)))
        what = "none_found" if every else "empty"
        self._empty.set_words(texts(f"cases.{what}"), texts(f"cases.{what}_text"))
        self._frame.setVisible(not shown)
        self.table.setVisible(bool(shown))
        if shown:
            self.table.selectRow(max(self.model.row_of(chosen), 0))

    def _show_states(self, stands: list[str]) -> None:
        """Offer the states that cases are in, in the order of the way; nothing for only one."""
        texts, way = self._context.texts, self._context.workspace.rulebook.way
        found = tuple(state.key for state in way.states if state.key in stands)
        if self._state not in found:
            self._state = ""
        if found != self._known_states:
            self._known_states = found
            self.states.clear()
            self.states.add("", texts("cases.any_state"), len(stands))
            for key in found:
                self.states.add(key, way.state(key).label.to(texts.language), stands.count(key))
        self.states.set_count("", len(stands))
        for key in found:
            self.states.set_count(key, stands.count(key))
        self.states.select(self._state)
        self.states.setVisible(len(found) > 1)

    def _choose_state(self, key: str) -> None:
        if key != self._state:
            self._state = key
            self.reload()

    def chosen(self) -> int:
        """Return the id of the chosen case, 0 for none."""
        row = self.table.currentIndex().row()
        return self.model.line(row).id if 0 <= row < self.model.rowCount() else 0

    def choose(self, case_id: int) -> None:
        """Choose a case."""
        row = self.model.row_of(case_id)
        if row >= 0:
            self.table.selectRow(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on working out how far the cases are."""
        super().showEvent(event)
        self.summaries.want(self.model.line(row).id for row in range(self.model.rowCount()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Work out nothing that is not seen."""
        super().hideEvent(event)
        self.summaries.rest()

    def _row_acts(self) -> Sequence[Command | None]:
        """Return what the menu over a case offers."""
        texts = self._context.texts
        return (
            Command(
                "open",
                texts("cases.open_this"),
                lambda: self.opened.emit(self.chosen()),
                shortcut="Enter",
            ),
            None,
            Command("new", texts("cases.new"), self.new_wanted.emit, shortcut="Ctrl+N"),
        )

    def _matches(self, case: Case) -> bool:
        wanted = self._search.casefold()
        return not wanted or wanted in f"{case.number} {case.title}".casefold()

    def _build_choices(self) -> QHBoxLayout:
        """Whose cases, and in which state, stand side by side."""
        self.states = self._build_states()
        self.employers = EmployerChoice(self._context, compact=True)
        self.employers.employer_chosen.connect(self.reload)
        row = QHBoxLayout()
        row.setSpacing(self._context.theme.px(8))
        side = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        row.addWidget(self.employers, 0, side)
        row.addWidget(self.states, 1)
        return row

    def _build_states(self) -> ChipRow:
        states = ChipRow(self._context.theme)
        states.setObjectName("case_states")
        states.setAccessibleName(self._context.texts("cases.column.state"))
        states.chosen.connect(self._choose_state)
        return states

    def _build_empty(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        first = PrimaryButton(theme, texts("cases.new"), "plus")
        first.clicked.connect(self.new_wanted)
        self._empty = EmptyState(
            theme, "file-check", texts("cases.empty"), texts("cases.empty_text"), (first,)
        )
        frame = QWidget()
        around = QVBoxLayout(frame)
        margin = theme.space("page_margin")
        around.setContentsMargins(margin, theme.px(8), margin, margin)
        around.addWidget(self._empty)
        around.addStretch(1)
        return frame

    def _build_table(self) -> Table:
        theme = self._context.theme
        table = Table(theme)
        table.setObjectName("cases_table")
        table.setAccessibleName(self._context.texts("cases.title"))
        table.setModel(self.model)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(124, delegate=plain),
            Column(200, elastic=True, delegate=CellDelegate(theme, table, emphasis=True)),
            Column(108, delegate=plain, until=980),
            Column(144, delegate=plain, until=700),
            Column(112, delegate=plain),
            Column(104, delegate=plain, until=860),
            Column(136, delegate=ShareDelegate(theme, table), until=760),
            Column(136, delegate=LevelDelegate(theme, table)),
        )
        table.opened.connect(lambda index: self.opened.emit(self.model.line(index.row()).id))
        offer_rows(table, self._row_acts)
        return table
