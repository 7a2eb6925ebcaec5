"""The room of cases: the list, the page that starts one, and the workspace of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from kabao.domain.errors import NotFoundError
from kabao.ui.cases.listing.list_page import CasesPage
from kabao.ui.cases.listing.new_case import NewCasePage
from kabao.ui.cases.package_files import PackageFiles
from kabao.ui.cases.paper.batch import BatchExport
from kabao.ui.cases.paper.blank_forms import BlankForms
from kabao.ui.cases.supplements import SupplementFiles
from kabao.ui.cases.workspace.opening import Turns
from kabao.ui.cases.workspace.page import CasePage
from kabao.ui.kit.rooms import Command, Room

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed, Saved
    from kabao.domain.findings import Place
    from kabao.ui.cases.editors.slots.intake import Intake
    from kabao.ui.kit.context import RoomContext


class CasesRoom(Room):
    """Shows one of three pages and answers for whichever is shown."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("cases", "file-check", context.texts("cases.title"))
        self._context = context
        self._new: NewCasePage | None = None
        self._page: CasePage | None = None
        self._turns: Turns | None = None
        self._files = PackageFiles(
            context, lambda: (self._case or self._list).notices, lambda _: self._list.reload()
        )
        self._blanks = BlankForms(
            context, lambda: (self._case or self._list).notices, lambda: self._case
        )
        self._batch = BatchExport(context)
        self._supplements = SupplementFiles(context, lambda: (self._case or self._list).notices)
        self.search_hint = context.texts("cases.search_hint")

    def build(self) -> QWidget:
        """Build the list; the other pages are made when they are needed."""
        self._pages = QStackedWidget(self.home)
        self._turns = Turns(self._pages, self._context.jobs)
        self._list = CasesPage(self._context, self._pages)
        self._list.opened.connect(self.open_case)
        self._list.new_wanted.connect(self.add)
        self._batch.attach(self._list)
        self._pages.addWidget(self._list)
        return self._pages

    def search(self, text: str) -> None:
        """Show the list with only the cases that the text finds."""
        if text.strip():
            self._show_list()
        self._list.search(text)

    def commands(self) -> Sequence[Command]:
        """Offer a new case, and in a workspace export, findings, sections and preview."""
        texts, page = self._context.texts, self._case
        new = Command("cases.new", texts("cases.new"), self.add, "plus", "Ctrl+N")
        files = (*self._files.commands(), *self._supplements.commands(), *self._blanks.commands())
        if self._new is not None:
            create = self._new.create_case
            return (
                Command("cases.create", texts("cases.create"), create, "check", "Ctrl+S"),
                Command("cases.back", texts("cases.back"), self._show_list, "x", "Alt+Left"),
            )
        if page is None:
            return (new, *self._batch.commands(), *files)
        return (
            new,
            Command("cases.export", texts("cases.export.command"), page.export, "upload", "Ctrl+E"),
            Command(
                "cases.next", texts("cases.next_finding"), lambda: page.strip.step(1), "", "F8"
            ),
            Command(
                "cases.previous",
                texts("cases.previous_finding"),
                lambda: page.strip.step(-1),
                "",
                "Shift+F8",
            ),
            *self._moves(page),
            *self._further(page),
            Command(
                "cases.print", texts("cases.preview.print"), page.print_preview, "printer", "Ctrl+P"
            ),
            Command("cases.way", texts("case_way.open"), page.open_way, "map-pin", "Ctrl+Shift+W"),
            *files,
            Command("cases.back", texts("cases.back"), self._show_list, "arrow-left", "Alt+Left"),
        )

    def take_package(self, path: Path) -> None:
        """Take in the case of a package that was dropped on the window."""
        self._files.restore(path)

    def open_case(self, case_id: int) -> None:
        """Open the workspace of a case."""
        self._open(case_id)

    @property
    def _case(self) -> CasePage | None:
        """The page of the open case, whole."""
        if self._turns is not None:
            self._turns.finish()
        return self._page

    def _open(self, case_id: int, place: Place | None = None) -> None:
        """Open a case in steps, and then a place in it."""
        if self._case is not None and self._case.session.case.id == case_id:
            self._pages.setCurrentWidget(self._case)
            if place is not None:
                self._case.show_place(place)
            return
        assert self._turns is not None
        try:
            self._turns.take(self._steps_to(case_id, place))
        except NotFoundError as error:
            self._context.alerts.show(error)
            self._list.reload()

    def _steps_to(self, case_id: int, place: Place | None) -> Iterator[None]:
        self._close_pages()
        page = CasePage(self._context, case_id, self._pages)
        self._connect(page)
        self._page = page
        self._pages.addWidget(page)
        yield
        wanted = place.material if place is not None else 0
        yield from page.fill(page.session.case.part(wanted) if wanted else page.material)
        yield
        self._pages.setCurrentWidget(page)
        page.materials.view.setFocus()
        self.commands_changed.emit()
        self.status_changed.emit(page.status())
        if place is not None:
            page.show_place(place)

    def _connect(self, page: CasePage) -> None:
        page.closed.connect(self._show_list)
        page.removed.connect(self._removed)
        page.case_wanted.connect(lambda it: QTimer.singleShot(0, self, lambda: self.open_case(it)))
        page.reopen_wanted.connect(lambda it: QTimer.singleShot(0, self, lambda: self._reopen(it)))
        page.status_changed.connect(self.status_changed)
        page.header.blank_wanted.connect(self._blanks.print_form)

    def _reopen(self, case_id: int) -> None:
        self._close_pages()
        self.open_case(case_id)

    def add(self) -> None:
        """Open the page that starts a case."""
        self._close_pages()
        self._new = NewCasePage(self._context, self._pages)
        self._new.created.connect(self._created)
        self._new.closed.connect(self._show_list)
        self._pages.addWidget(self._new)
        self._pages.setCurrentWidget(self._new)
        self._new.focus_first()
        self.commands_changed.emit()

    def show_place(self, place: Place) -> None:
        """Open a case at a field, or start one (``section`` is ``new`` or ``person:ID``)."""
        kind, _, value = place.section.partition(":")
        if not place.record and kind == "person" and value.isdecimal():
            self.add()
            assert self._new is not None
            self._new.start_for(int(value))
        elif kind == "new":
            self.add()
        elif place.record:
            self._open(place.record, place)
        else:
            self._show_list()

    def refresh(self, changed: Changed) -> None:
        """Take in what another room changed."""
        self._list.take_changes(changed)
        if self._new is not None:
            self._new.take_changes(changed)
        if self._case is None:
            self._list.reload()
            return
        try:
            self._case.take_changes(changed)
        except NotFoundError:
            if self._case.session.is_there():
                raise
            # Undone elsewhere, with all that was in it.
            self._case.session.forget()
            self._show_list()

    def regions(self) -> Sequence[QWidget]:
        """Return the stops of F6 of the page shown."""
        if self._case is not None:
            return self._case.regions()
        return (self._new,) if self._new is not None else (self._list.table,)

    def state(self) -> object:
        """Remember the open case and its material over a change of language."""
        if self._case is None:
            return (0, 0)
        return (self._case.session.case.id, self._case.material.number)

    def restore(self, state: object) -> None:
        """Open the case again."""
        match state:
            case (int(case_id), int(material)) if case_id:
                self.open_case(case_id)
                if self._case is not None:
                    self._case.choose(self._case.session.case.part(material))

    def flush(self) -> None:
        """Store now what was typed."""
        if self._case is not None:
            self._case.session.flush()

    def _moves(self, page: CasePage) -> Sequence[Command]:
        texts = self._context.texts
        wanted = (
            ("section_next", "Ctrl+PgDown", lambda: page.editor().step(1)),
            ("section_back", "Ctrl+PgUp", lambda: page.editor().step(-1)),
            ("material_next", "Alt+PgDown", lambda: page.materials.step(1)),
            ("material_back", "Alt+PgUp", lambda: page.materials.step(-1)),
            ("preview_toggle", "Ctrl+Shift+P", page.toggle_preview),
        )
        return [
            Command(f"cases.{key}", texts(f"cases.command.{key}"), run, "", shortcut)
            for key, shortcut, run in wanted
        ]

    def _further(self, page: CasePage) -> Sequence[Command]:
        """Return what has a key so that no page of a case is more than three steps away."""
        texts = self._context.texts
        wanted = (
            ("accept", "cases.accept", page.strip.accept_chosen, "check", "Ctrl+Shift+Y"),
            ("find", "cases.preview.find", page.find_in_preview, "search", "F4"),
            ("report", "case_report.command", page.reporter.write, "printer", "F7"),
            ("region", "regions.command", page.regional.choose, "map-pin", "F9"),
            ("head", "cases.head.change", page.change_head, "pencil", "Ctrl+Shift+H"),
        )
        return [
            Command(f"cases.{key}", texts(title), run, icon, shortcut)
            for key, title, run, icon, shortcut in wanted
        ]

    def _created(self, saved: Saved[Case]) -> None:
        self._context.announce(saved.changed)
        self._list.reload()
        self.open_case(saved.record.id)

    def _removed(self, changed: Changed) -> None:
        self._show_list()
        self._context.announce(changed)
        self._list.reload()

    def _show_list(self) -> None:
        opened = self._case.session.case.id if self._case is not None else 0
        focus = QApplication.focusWidget()
        was_here = focus is not None and self._pages.isAncestorOf(focus)
        self._close_pages()
        self._list.summaries.forget([opened])
        self._list.reload()
        if opened:
            self._list.choose(opened)
        self._pages.setCurrentWidget(self._list)
        if was_here:  # else the keyboard would go to the first thing in the window
            self._list.table.setFocus()
        self.commands_changed.emit()
        self.status_changed.emit("")

    def _close_pages(self) -> None:
        if self._case is not None:
            self._case.session.flush()
            self._case.rest()
            if self._case.exporter.busy or self._reading(self._case):
                self._leave_working(self._case)
        for page in (self._new, self._case):
            if page is not None:
                self._pages.removeWidget(page)
                page.deleteLater()
        self._new = self._page = None

    def _leave_working(self, page: CasePage) -> None:
        """Let a page that is left write its package and read its files to the end, out of sight."""
        self._pages.removeWidget(page)
        page.hide()
        reading = self._reading(page)
        page.exporter.notices = self._list.notices
        for intake in reading:
            intake.tell_at(self._list.notices)

        def done() -> None:
            if not page.exporter.busy and not any(intake.under_way for intake in reading):
                page.deleteLater()

        page.exporter.busy_changed.connect(done)
        for intake in reading:
            intake.busy.connect(done)
        self._page = None

    def _reading(self, page: CasePage) -> list[Intake]:
        from kabao.ui.cases.editors.slots.intake import Intake

        return [intake for intake in page.findChildren(Intake) if intake.under_way]
