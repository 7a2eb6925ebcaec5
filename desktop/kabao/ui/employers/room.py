"""The room of employers: the list with one employer beside it, the deadlines, and the form."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError, NotFoundError
from kabao.domain.findings import Place
from kabao.ui.employers.deadlines_page import DeadlinesPage
from kabao.ui.employers.lines import read_lines
from kabao.ui.employers.panel import EmployerPanel
from kabao.ui.employers.table_model import EmployerLine, EmployersModel
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.cells import IconTextDelegate
from kabao.ui.kit.kept_panes import keep_panes
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.notices import EmptyState
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.record_form import Editing, RecordForm
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.kit.side_panes import SidePanes
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.tabs import SectionTabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.changes import Changed, Saved
    from kabao.domain.employers import Employer
    from kabao.ui.kit.context import RoomContext


class EmployersRoom(Room):
    """Lists employers with their article 57 clocks and edits one at a time."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("employers", "building", context.texts("employers.rail"))
        self._context = context
        self._search = ""
        self._form: RecordForm | None = None
        self._typing = 0
        self._made: DeadlinesPage | None = None
        self._all: Sequence[EmployerLine] = ()
        self._asked = 0
        self._wanted = 0
        self.search_hint = context.texts("employers.search_hint")

    def build(self) -> QWidget:
        """Build the list with its panel and the deadlines; a form is made when one is opened."""
        context = self._context
        texts, theme = context.texts, context.theme
        self._pages = QStackedWidget(self.home)
        self._parts = QStackedWidget(self._pages)
        self._list_page = SidePanes(theme, texts("kit.back_to_list"), self._parts)
        self._model = EmployersModel(texts)
        self._table = self._build_table()
        self._panel = EmployerPanel(context)
        self._panel.edit.connect(self.edit)
        self._panel.people.connect(self._show_people)
        self._panel.remove.connect(self._remove)
        self._list_page.hold(self._build_list(), self._panel)
        keep_panes(context, self._list_page, "employers")
        self._parts.addWidget(self._list_page)
        self._pages.addWidget(self._build_home())
        self._reload()
        self._rest = context.jobs.in_pieces(self._pages, self._build_deadlines())
        return self._pages

    def _build_deadlines(self) -> Iterator[None]:
        """Make the deadlines, which lie behind the list, when that is drawn."""
        yield
        page = self._made = DeadlinesPage(self._context, self._parts)
        page.days_changed.connect(self._count_again)
        self._parts.addWidget(page)
        yield
        page.search(self._search)
        page.reload()

    @property
    def _deadlines(self) -> DeadlinesPage:
        """The page of deadlines, made now if it is not there yet."""
        self._rest.finish()
        assert self._made is not None
        return self._made

    def search(self, text: str) -> None:
        """Show only employers whose name or code holds the text, and their deadlines."""
        self._search = text.strip()
        self._show()
        if self._made is not None:
            self._made.search(text)

    def commands(self) -> Sequence[Command]:
        """Offer a new employer, both parts of the room, and the calendar file."""
        texts = self._context.texts
        return (
            Command("employers.new", texts("employers.new"), self.add, "plus", "Ctrl+N"),
            *self._panel.registering.commands(self._panel.register),
            Command(
                "employers.list",
                texts("employers.show_list"),
                lambda: self.show_part("list"),
                "building",
                "Alt+1",
            ),
            Command(
                "employers.deadlines",
                texts("employers.show_deadlines"),
                lambda: self.show_part("deadlines"),
                "calendar",
                "Alt+2",
            ),
            Command(
                "employers.calendar",
                texts("employers.deadlines.export"),
                self._export,
                "file-export",
                "Ctrl+E",
            ),
            Command(
                "employers.days",
                texts("deadlines.days.title"),
                self._enter_days,
                "calendar",
            ),
        )

    def _export(self) -> None:
        self._deadlines.export()

    def _enter_days(self) -> None:
        self._deadlines.enter_days()

    def show_part(self, key: str) -> None:
        """Show the list of employers or the deadlines."""
        self._tabs.select(key)
        self._parts.setCurrentWidget(self._deadlines if key == "deadlines" else self._list_page)

    def refresh(self, changed: Changed) -> None:
        """Read again what another room changed."""
        if changed.employers or changed.holders or changed.cards:
            self._reload()
            if self._rest.is_whole:
                self._deadlines.reload()

    def show_place(self, place: Place) -> None:
        """Choose an employer, open its form at a field, begin a new one, or show deadlines."""
        if place.section == "deadlines":
            self.show_part("deadlines")
            return
        self.show_part("list")
        if place.section == "new":
            self.edit(0)
            return
        if place.field:
            self.edit(place.record)
            if self._form is not None:
                self._form.form.focus_field(place.field)
            return
        row = self._model.row_of(place.record)
        self._wanted = place.record if row < 0 else 0
        if row >= 0:
            self._table.selectRow(row)

    def regions(self) -> Sequence[QWidget]:
        """F6 goes from the tabs over the table to the panel."""
        page = self._made
        if page is not None and self._parts.currentWidget() is page:
            return (self._tabs, page.chips, page.table, page.panel)
        return (self._tabs, self._table, self._panel)

    def state(self) -> object:
        """Remember the chosen employer, and which is typed into, over a change of language."""
        row = self._table.currentIndex().row()
        chosen = self._model.line(row).employer.id if row >= 0 else self._wanted
        return chosen, self._typing if self._form is not None else -1

    def restore(self, state: object) -> None:
        """Choose the employer and open the form again."""
        match state:
            case (int() as chosen, int() as typing):
                self.show_place(Place("employers", chosen))
                with suppress(KabaoError):  # a ledger that was put back may not know that record
                    if typing >= 0:
                        self.edit(typing)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._form is not None:
            self._form.flush()

    def add(self) -> None:
        """Open an empty form."""
        self.edit(0)

    def edit(self, employer_id: int) -> None:
        """Open the form of an employer (0 for a new one)."""
        service, texts = self._context.workspace.employers, self._context.texts
        try:
            stored = service.get(employer_id) if employer_id else None
        except NotFoundError as gone:  # another window, which writes this ledger, removed it
            self._context.alerts.show(gone)
            return
        editing = Editing(
            title=stored.name if stored else texts("employers.new"),
            draft=service.draft(employer_id),
            stored=stored.values if stored else {},
            check=lambda values: service.check(values, employer_id),
            keep=lambda values: service.keep_draft(employer_id, values),
            drop=lambda: service.drop_draft(employer_id),
            save=lambda values: service.save(employer_id, values),
        )
        self._typing = employer_id
        self._form = RecordForm(self._context, editing)
        self._form.saved.connect(self._saved)
        self._form.closed.connect(self._close_form)
        self._pages.addWidget(self._form)
        self._pages.setCurrentWidget(self._form)

    def _build_list(self) -> QWidget:
        texts, theme = self._context.texts, self._context.theme
        new = PrimaryButton(theme, texts("employers.new"), "plus")
        new.clicked.connect(self.add)
        self._header = page_header(theme, texts("employers.title"), actions=(new,))
        first = SecondaryButton(theme, texts("employers.new"), "plus")
        first.clicked.connect(self.add)
        self._empty = EmptyState(
            theme,
            "building",
            texts("employers.empty"),
            texts("employers.empty_text"),
            (first,),
            inset=theme.space("page_margin"),
        )
        self._empty.hide()
        page = QWidget(self._list_page)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addStretch(0)
        return page

    def _build_home(self) -> QWidget:
        texts = self._context.texts
        self._tabs = SectionTabs(self._context.theme)
        self._tabs.set_tabs(
            [
                ("list", texts("employers.title")),
                ("deadlines", texts("employers.deadlines.title")),
            ]
        )
        self._tabs.chosen.connect(self.show_part)
        home = QWidget(self._pages)
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addWidget(self._parts, 1)
        return home

    def _say_why_empty(self) -> None:
        key = "none_found" if self._search else "empty"
        self._empty.title.setText(self._context.texts(f"employers.{key}"))
        self._empty.text.setText(self._context.texts(f"employers.{key}_text"))

    def _count_again(self) -> None:
        self._reload()
        self._deadlines.reload()

    def _build_table(self) -> Table:
        theme = self._context.theme
        table = Table(theme)
        table.setModel(self._model)
        table.setAccessibleName(self.title)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(220, elastic=True, delegate=CellDelegate(theme, table, emphasis=True)),
            Column(152, delegate=plain),
            Column(148, delegate=plain),
            Column(88, delegate=plain),
            Column(64, delegate=CellDelegate(theme, table, align_right=True), align_right=True),
            Column(200, elastic=True, delegate=IconTextDelegate(theme, table)),
        )
        table.current_row_changed.connect(self._chosen)
        table.opened.connect(lambda index: self._open_row(index.row()))
        offer_rows(table, self._row_acts)
        return table

    def _row_acts(self) -> Sequence[Command | None]:
        """Return what the menu over an employer offers."""
        texts = self._context.texts
        number = self._model.line(self._table.currentIndex().row()).employer.id
        register = next(item for item in self.commands() if item.key == "employers.register")
        return (
            Command("edit", texts("employers.edit"), lambda: self.edit(number), shortcut="Enter"),
            Command("people", texts("employers.people"), lambda: self._show_people(number)),
            register,
            None,
            Command("remove", texts("employers.remove"), lambda: self._remove(number)),
        )

    def _reload(self) -> None:
        """Read everybody in a worker: the rules and the clocks take longer than a picture."""
        self._asked += 1
        asked, workspace = self._asked, self._context.workspace
        language = self._context.texts.language

        def read(_control: object) -> list[EmployerLine]:
            with workspace.beside() as own:
                return read_lines(own, language)

        self._context.jobs.run(
            read, lambda lines: self._take(lines, asked), self._context.alerts.show, background=True
        )

    def _take(self, lines: Sequence[EmployerLine], asked: int) -> None:
        if asked == self._asked:
            self._all = lines
            self._show()

    def _show(self) -> None:
        part = self._search.casefold()
        lines = [
            line
            for line in self._all
            if part in f"{line.employer.name} {line.employer.uscc}".casefold()
        ]
        chosen = self._wanted or self.state()
        self._model.show(lines)
        key, total = "count_of" if part else "count", len(self._all)
        note = self._context.texts(f"employers.{key}", count=len(lines), total=total)
        self._header.note.setText(note)
        self._empty.setVisible(not lines)
        self._table.setVisible(bool(lines))
        if not lines:
            self._say_why_empty()
        self._list_page.set_panel_wanted(bool(lines))
        if lines:
            known = self._model.row_of(chosen) if isinstance(chosen, int) else -1
            self._wanted = 0 if known >= 0 else self._wanted
            self._table.selectRow(max(known, 0))

    def _open_row(self, row: int) -> None:
        if self._list_page.narrow:
            self._list_page.open_panel()
        else:
            self.edit(self._model.line(row).employer.id)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self._panel.show_line(self._model.line(row))

    def _saved(self, saved: Saved[Employer]) -> None:
        self._close_form()
        self._context.announce(saved.changed)
        self._reload()
        self._deadlines.reload()
        self.show_place(Place("employers", saved.record.id))
        self._table.setFocus()

    def _close_form(self) -> None:
        self._pages.setCurrentIndex(0)  # first, so that the keyboard goes back to where it was
        if self._form is not None:
            self._pages.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _show_people(self, employer_id: int) -> None:
        self._context.navigate(Place("holders", section=f"employer:{employer_id}"))

    def _remove(self, employer_id: int) -> None:
        context = self._context
        try:
            changed: Changed = context.workspace.employers.remove(employer_id)
        except KabaoError as error:
            context.alerts.show(error)
            return
        context.announce(changed)
        self._reload()
        self._deadlines.reload()
