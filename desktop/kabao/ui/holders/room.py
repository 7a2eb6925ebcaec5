"""The room of holders: the register, one holder beside it, forms, rosters and messages."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.ui.holders.bulk import Bulk
from kabao.ui.holders.filters import read_filter
from kabao.ui.holders.list_commands import list_commands
from kabao.ui.holders.list_page import HoldersList
from kabao.ui.holders.panel import HolderPanel
from kabao.ui.holders.panel_after_rows import PanelAfterRows
from kabao.ui.holders.row_menu import row_acts
from kabao.ui.kit.kept_panes import keep_panes
from kabao.ui.kit.lights import LightsLegend
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.kit.side_panes import SidePanes
from kabao.ui.notices import notice_command, notice_file_command, save_statement, take_notice_file
from kabao.ui.photos.doors import batch_page, many_command, one_command, photos_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.evidence import Evidence, Signal
    from kabao.ui.holders.forms import HolderForms
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.record_form import RecordForm


class HoldersRoom(Room):
    """Shows and edits the register of people; one page at a time lies over the list."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("holders", "id", context.texts("holders.title"))
        self._context = context
        self._over: QWidget | None = None
        self._typing: tuple[int, ...] = ()
        self._is_telling = False
        self.search_hint = context.texts("holders.search_hint")

    @property
    def form(self) -> RecordForm | None:
        """The form being typed into, if one is open."""
        return self._form_in(self._over)

    @cached_property
    def _forms(self) -> HolderForms:
        from kabao.ui.holders.forms import HolderForms

        return HolderForms(self._context)

    def build(self) -> QWidget:
        """Build the list with its panel; other pages are made when they are opened."""
        context = self._context
        self._pages = QStackedWidget(self.home)
        self._panes = SidePanes(context.theme, context.texts("kit.back_to_list"), self._pages)
        self.list = HoldersList(context, self._panes)
        self.bulk = Bulk(context, self.list.bar, self.list)
        self.panel = HolderPanel(context, self._panes.side)
        self._follow = PanelAfterRows(context, self.list, self.panel)
        self._panes.hold(self.list, self.panel)
        keep_panes(context, self._panes, "holders")
        self._pages.addWidget(self._panes)
        self._connect()
        self._people = context.jobs.in_pieces(self._pages, self._bring_people())
        return self._pages

    def _bring_people(self) -> Iterator[None]:
        """Fill the page when it stands: its rows first, then the panel beside them."""
        self._reload()
        yield
        # The panel wants the words of the rules, which are slow to read.
        self._context.jobs.run_when_idle(
            lambda _: self._context.workspace.rulebook.version,
            lambda _: self._follow.begin(),
            self._context.alerts.show,
        )

    def search(self, text: str) -> None:
        """Show only holders that the text finds."""
        self._people.finish()
        self.list.search(text)

    def commands(self) -> Sequence[Command]:
        """Offer what can be done with people, cards, rosters and messages."""
        texts, context = self._context.texts, self._context
        return (
            Command("holders.new", texts("holders.new"), self.add, "plus", "Ctrl+N"),
            Command(
                "holders.import",
                texts("holders.import"),
                self.import_roster,
                "file-import",
                "Ctrl+I",
            ),
            notice_command(context, self.list.window, self._changed),
            notice_file_command(context, self._changed),
            many_command(texts, self.take_photos),
            *map(self._on_list, self._commands_of_list()),
        )

    def _commands_of_list(self) -> Sequence[Command]:
        texts, panel = self._context.texts, self.panel
        return (
            Command(
                "holders.record", texts("holders.record"), self.record_chosen, "check", "Ctrl+D"
            ),
            Command(
                "holders.export", texts("holders.export"), self.export_view, "file-export", "Ctrl+E"
            ),
            Command(
                "holders.statement", texts("holders.statement"), self.state_chosen, "file-text"
            ),
            *self._follow.of_somebody(
                Command("holders.reveal", texts("holders.reveal"), panel.reveal, "eye", "Alt+V"),
                one_command(texts, panel.choose_photo),
                *panel.commands(),
                *panel.privacy.commands(),
            ),
            *list_commands(self._context.texts, self.list, self.assign_employer),
            *self.list.views.commands(),
        )

    def _on_list(self, command: Command) -> Command:
        """Let a command rest while a page lies over the people that it is about."""
        command = self._follow.settled(command)

        def enabled() -> bool:
            self._people.finish()
            return self._over is None and command.enabled()

        return replace(command, enabled=enabled)

    def refresh(self, changed: Changed) -> None:
        """Read again what another room changed."""
        if self._is_telling:  # this room reads anew by itself
            return
        self._people.finish()
        if changed.holders or changed.employers or changed.cards:
            self._reload()

    def show_place(self, place: Place) -> None:
        """Choose a holder, a filter (``filter:`` and JSON, ``states:…``), or open a field."""
        self._people.finish()
        self._close()
        kind, _, value = place.section.partition(":")
        ways: dict[str, Callable[[], None]] = {
            "filter": lambda: self.list.show_filter(read_filter(value)),
            "states": lambda: self.list.show_filter(
                HolderFilter(states=frozenset(value.split(",")))
            ),
            "employer": lambda: self.list.show_filter(HolderFilter(employer_id=int(value))),
            "photos": lambda: self._lay_over(
                photos_for(self._context, value, self._changed, self._close)
            ),
            "import": self.import_roster,
            "new": self.add,
        }
        if kind in ways:
            ways[kind]()
        elif place.record:
            self.list.choose(place.record)
            if place.field:
                self.edit(place.record)
                if self.form is not None:
                    self.form.form.focus_field(place.field, place.row)

    def regions(self) -> Sequence[QWidget]:
        """F6 goes from the chips over the table to the panel."""
        people = self.list
        return (people.chips, people.conditions.row, people.table, people.bar, self.panel)

    def state(self) -> object:
        """Remember who is chosen, the filter and what is typed into over a change of language."""
        self._people.finish()
        return self.list.chosen_id(), self.list.wanted, self._typing if self.form else ()

    def restore(self, state: object) -> None:
        """Show by the same filter, choose the holder and open the form again."""
        match state:
            case (int() as holder_id, HolderFilter() as wanted, tuple() as typing):
                self._people.finish()
                self.list.take(wanted)
                if holder_id:
                    self.list.choose(holder_id)
                with suppress(KabaoError):  # a ledger that was put back may not know that record
                    if typing:
                        (self.edit_card if len(typing) > 1 else self.edit)(*typing)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.form is not None:
            self.form.flush()

    def status_widget(self) -> QWidget:
        """Explain the five shapes of the lights."""
        return LightsLegend(self._context.theme, self._context.texts)

    def add(self) -> None:
        """Open an empty form of a holder."""
        self.edit(0)

    def edit(self, holder_id: int) -> None:
        """Open the form of a holder (0 for a new one)."""
        self._open_form(self._forms.holder(holder_id))
        self._typing = (holder_id,)

    def edit_card(self, card_id: int, holder_id: int) -> None:
        """Open the form of a card (0 for a new one) of a holder."""
        self._open_form(self._forms.card(card_id, holder_id))
        self._typing = (card_id, holder_id)

    def record(self, card_id: int, signal: Signal | None) -> None:
        """Ask for one observation and write it."""
        from kabao.ui.holders.evidence_dialog import EvidenceDialog

        dialog = EvidenceDialog(self._context, card_id, signal, self.list.window())
        if dialog.exec() and dialog.saved is not None:
            self._changed(dialog.saved.changed)

    def record_chosen(self) -> None:
        """Ask for an observation about the current card of everybody chosen."""
        if self.list.rows.count() > 1:
            self.bulk.record(self.list.rows.ids(), self._ask_for_many)
            return
        row = self.list.table.currentIndex().row()
        card_id = self.list.model.row(row).card_id if row >= 0 else None
        if card_id is not None:
            self.record(card_id, None)
        elif row >= 0:
            self.edit_card(0, self.list.chosen_id())

    def import_roster(self, path: Path | None = None) -> None:
        """Open the import of a roster over the list."""
        from kabao.ui.rosters.page import RosterPage

        page = RosterPage(self._context, path)
        page.finished.connect(self._changed)
        page.closed.connect(self._close)
        self._lay_over(page)

    def take_messages(self, path: Path) -> None:
        """Record what a file of messages shows, which was dropped on the window."""
        take_notice_file(self._context, path, self._changed)

    def take_photos(self, paths: Sequence[Path] = ()) -> None:
        """Open the photographs of many people over the list."""
        self._lay_over(batch_page(self._context, paths, self._changed, self._close))

    def export_view(self) -> None:
        """Ask how to write those chosen, or everybody shown, and write them."""
        from kabao.ui.rosters.export_dialog import ExportViewDialog

        many = self.list.rows.count() > 1
        ids = self.list.rows.ids() if many else self.list.ids()
        ExportViewDialog(self._context, ids, self.list.window()).exec()

    def assign_employer(self) -> None:
        """Let an employer be chosen for everybody chosen."""
        rows = self.list.rows
        if rows.count():
            anchor = self.list.bar if self.list.bar.isVisible() else self.list.table
            self.bulk.ask_employer(rows.ids(), anchor)

    def state_chosen(self) -> None:
        """Write the statement of the chosen holder."""
        if self.list.chosen_id():
            save_statement(self._context, self.list.chosen_id(), self.list.notices)

    def withdraw(self, entry: Evidence) -> None:
        """Take an entry back after a question."""
        context, texts = self._context, self._context.texts
        question, note = texts("evidence.withdraw_question"), texts("evidence.withdraw_text")
        if context.alerts.ask(question, note, texts("evidence.withdraw")):
            try:
                self._changed(context.workspace.evidence.withdraw(entry).changed)
            except KabaoError as error:
                context.alerts.show(error)

    def remove(self, holder_id: int) -> None:
        """Remove a holder and offer to take that back."""
        context = self._context
        try:
            name = context.workspace.holders.view(holder_id).holder.name
            self._changed(context.workspace.holders.remove(holder_id))
        except KabaoError as error:
            context.alerts.show(error)
        else:
            context.offer_undo(context.texts("holders.removed", name=name))

    def _connect(self) -> None:
        people, panel = self.list, self.panel
        offer_rows(people.table, lambda: row_acts(self._context.texts, people, self.commands()))
        people.chosen.connect(self._follow.show)
        people.opened.connect(self._open)
        people.add_asked.connect(self.add)
        people.import_asked.connect(self.import_roster)
        people.export_asked.connect(self.export_view)
        people.bulk_asked.connect(self._do_with_many)
        people.shown_changed.connect(self._panes.set_panel_wanted)
        self.bulk.changed.connect(self._changed)
        self.bulk.told.connect(people.notices.show_notice)
        people.files_dropped.connect(self.import_roster)
        people.photos_dropped.connect(self.take_photos)
        panel.edit_holder.connect(self.edit)
        panel.edit_card.connect(self.edit_card)
        panel.record.connect(self.record)
        panel.withdraw.connect(self.withdraw)
        panel.remove_holder.connect(self.remove)
        panel.changed.connect(self._changed)
        panel.privacy.began.connect(people.notices.clear)
        panel.privacy.told.connect(people.notices.show_notice)
        panel.statement.connect(self.state_chosen)
        panel.start_case.connect(
            lambda holder_id: self._context.navigate(Place("cases", section=f"person:{holder_id}"))
        )

    def _ask_for_many(self, cards: list[int]) -> Evidence | None:
        from kabao.ui.holders.evidence_dialog import EvidenceDialog

        dialog = EvidenceDialog(self._context, cards, None, self.list.window())
        return dialog.draft if dialog.exec() else None

    def _do_with_many(self, key: str) -> None:
        actions = {
            "evidence": self.record_chosen,
            "employer": self.assign_employer,
            "export": self.export_view,
            "clear": self.list.clear_chosen,
        }
        actions[key]()

    def _open(self, holder_id: int) -> None:
        if self._panes.narrow:
            self._panes.open_panel()
        else:
            self.edit(holder_id)

    def _reload(self) -> None:
        self.list.reload()

    @staticmethod
    def _form_in(page: QWidget | None) -> RecordForm | None:
        if page is None:
            return None
        from kabao.ui.kit.record_form import RecordForm  # only where a page lies over the list

        return page if isinstance(page, RecordForm) else None

    def _open_form(self, form: RecordForm) -> None:
        form.saved.connect(lambda saved: self._saved(saved.changed))
        form.closed.connect(self._close)
        self._lay_over(form)

    def _saved(self, changed: Changed) -> None:
        self._close()
        self._changed(changed)
        if changed.holders:
            self.list.choose(min(changed.holders))
        self.list.table.setFocus()

    def _changed(self, changed: Changed) -> None:
        self._is_telling = True
        try:
            self._context.announce(changed)
        finally:
            self._is_telling = False
        self._reload()

    def _lay_over(self, page: QWidget) -> None:
        self._close()
        self._over = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _close(self) -> None:
        page, self._over = self._over, None
        if page is None:
            return
        form = self._form_in(page)
        if form is not None:
            form.flush()
        self._pages.setCurrentWidget(self._panes)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._reload()
