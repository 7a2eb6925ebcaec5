"""The room of holders: the register, one holder beside it, and the forms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.filters import CHIPS, chip_count, chip_filter
from kabao.ui.holders.forms import HolderForms
from kabao.ui.holders.panel import HolderPanel
from kabao.ui.holders.table import build_table
from kabao.ui.holders.table_model import HoldersModel
from kabao.ui.kit.buttons import PrimaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.lights import LightsLegend
from kabao.ui.kit.notices import EmptyState
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.kit.side_panes import SidePanes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.evidence import Evidence, Signal
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.record_form import RecordForm


class HoldersRoom(Room):
    """Shows, filters and edits the register of people."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("holders", "id", context.texts("holders.title"))
        self._context = context
        self._base = HolderFilter()
        self._chip = "all"
        self._wanted = HolderFilter()
        self._form: RecordForm | None = None
        self._forms = HolderForms(context)
        self.search_hint = context.texts("holders.search_hint")

    def build(self) -> QWidget:
        """Build the list with its panel; forms are made when they are opened."""
        context = self._context
        theme, texts = context.theme, context.texts
        self._model = HoldersModel(context.workspace.holders, texts, context.clock)
        self._table = build_table(theme, texts, self._model)
        self._table.current_row_changed.connect(self._show_row)
        self._table.opened.connect(lambda index: self._open_row(index.row()))
        self._chips = ChipRow(theme)
        for chip in CHIPS:
            self._chips.add(chip.key, texts(f"holders.chip.{chip.key}"), None)
        self._chips.select("all")
        self._chips.chosen.connect(self._choose_chip)
        self._panel = self._build_panel()
        self._pages = QStackedWidget()
        self._list_page = SidePanes(
            theme, self._build_left(), self._panel, texts("kit.back_to_list")
        )
        self._pages.addWidget(self._list_page)
        self._reload()
        return self._pages

    def search(self, text: str) -> None:
        """Show only holders that the text finds."""
        self._base = replace(self._base, search=text.strip())
        self._reload()

    def commands(self) -> Sequence[Command]:
        """Offer a new holder, evidence for the chosen one and its full number."""
        texts = self._context.texts
        return (
            Command("holders.new", texts("holders.new"), self.add, "plus", "Ctrl+N"),
            Command(
                "holders.record", texts("holders.record"), self._record_chosen, "check", "Ctrl+D"
            ),
            Command("holders.reveal", texts("holders.reveal"), self._panel.reveal, "eye", "Alt+V"),
        )

    def refresh(self, changed: Changed) -> None:
        """Read again what another room changed."""
        if changed.holders or changed.employers or changed.cards:
            self._reload()

    def show_place(self, place: Place) -> None:
        """Choose a holder, a filter (``states:…``, ``employer:…``) or open a field of a form."""
        self._close_form()
        kind, _, value = place.section.partition(":")
        if kind == "states":
            self._show_filter(HolderFilter(states=frozenset(value.split(","))))
        elif kind == "employer":
            self._show_filter(HolderFilter(employer_id=int(value)))
        elif place.record:
            self._choose(place.record)
            if place.field:
                self.edit(place.record)
                if self._form is not None:
                    self._form.form.focus_field(place.field, place.row)

    def regions(self) -> Sequence[QWidget]:
        """F6 goes from the chips over the table to the panel."""
        return (self._chips, self._table, self._panel)

    def state(self) -> object:
        """Remember the chosen holder over a change of language."""
        row = self._table.currentIndex().row()
        return self._model.id_at(row) if row >= 0 else 0

    def restore(self, state: object) -> None:
        """Choose the holder again."""
        if isinstance(state, int) and state:
            self._choose(state)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self._form is not None:
            self._form.flush()

    def status_widget(self) -> QWidget:
        """Explain the five shapes of the lights."""
        return LightsLegend(self._context.theme, self._context.texts)

    def add(self) -> None:
        """Open an empty form of a holder."""
        self.edit(0)

    def edit(self, holder_id: int) -> None:
        """Open the form of a holder (0 for a new one)."""
        self._open_form(self._forms.holder(holder_id))

    def edit_card(self, card_id: int, holder_id: int) -> None:
        """Open the form of a card (0 for a new one) of a holder."""
        self._open_form(self._forms.card(card_id, holder_id))

    def record(self, card_id: int, signal: Signal | None) -> None:
        """Ask for one observation and write it."""
        dialog = EvidenceDialog(self._context, card_id, signal, self._table.window())
        if dialog.exec() and dialog.saved is not None:
            self._changed(dialog.saved.changed)

    def _build_left(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        new = PrimaryButton(theme, texts("holders.new"), "plus")
        new.setObjectName("new_holder")
        new.clicked.connect(self.add)
        self._header = page_header(theme, texts("holders.title"), actions=(new,))
        first = PrimaryButton(theme, texts("holders.new"), "plus")
        first.clicked.connect(self.add)
        self._empty = EmptyState(
            theme, "id", texts("holders.empty"), texts("holders.empty_text"), (first,)
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        chips = QVBoxLayout()
        margin = theme.space("page_margin")
        chips.setContentsMargins(margin, 0, margin, theme.space("s4"))
        chips.addWidget(self._chips)
        column.addWidget(self._header)
        column.addLayout(chips)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        return left

    def _build_panel(self) -> HolderPanel:
        panel = HolderPanel(self._context)
        panel.edit_holder.connect(self.edit)
        panel.edit_card.connect(self.edit_card)
        panel.record.connect(self.record)
        panel.withdraw.connect(self._withdraw)
        panel.remove_holder.connect(self._remove)
        panel.start_case.connect(
            lambda holder_id: self._context.navigate(Place("cases", section=f"person:{holder_id}"))
        )
        return panel

    def _reload(self) -> None:
        workspace, texts = self._context.workspace, self._context.texts
        chosen = self.state() if self._model.rowCount() else 0
        self._wanted = chip_filter(self._chip, self._base, self._context.clock())
        if self._base.states:
            self._wanted = replace(self._wanted, states=self._base.states)
        self._model.show(workspace.holders.ids(self._wanted))
        counts = workspace.holders.counts()
        for chip in CHIPS:
            self._chips.set_count(chip.key, chip_count(chip.key, counts))
        shown, total = self._model.rowCount(), workspace.holders.count()
        key = "holders.count" if shown == total else "holders.count_of"
        self._header.note.setText(texts(key, shown=shown, total=total))
        nobody = not shown
        self._empty.setVisible(nobody)
        what = "empty" if not total else "none_found"
        self._empty.set_words(texts(f"holders.{what}"), texts(f"holders.{what}_text"))
        self._table.setVisible(not nobody)
        self._list_page.set_panel_wanted(not nobody)
        if shown:
            known = self._model.row_of(chosen) if isinstance(chosen, int) else -1
            self._table.selectRow(max(known, 0))

    def _show_row(self, row: int) -> None:
        if row >= 0:
            self._panel.show_holder(self._context.workspace.holders.view(self._model.id_at(row)))

    def _open_row(self, row: int) -> None:
        if self._list_page.narrow:
            self._list_page.open_panel()
        else:
            self.edit(self._model.id_at(row))

    def _choose(self, holder_id: int) -> None:
        if self._model.row_of(holder_id) < 0:
            self._show_filter(HolderFilter())
        row = self._model.row_of(holder_id)
        if row >= 0:
            self._table.selectRow(row)
            self._table.scrollTo(self._model.index(row, 0))

    def _show_filter(self, wanted: HolderFilter) -> None:
        self._base, self._chip = wanted, "all"
        self._chips.select("all")
        self._reload()

    def _choose_chip(self, key: str) -> None:
        self._base = replace(self._base, states=frozenset(), employer_id=None)
        self._chip = key
        self._reload()

    def _record_chosen(self) -> None:
        row = self._table.currentIndex().row()
        card_id = self._model.row(row).card_id if row >= 0 else None
        if card_id is not None:
            self.record(card_id, None)

    def _withdraw(self, entry: Evidence) -> None:
        texts = self._context.texts
        if not self._context.alerts.ask(
            texts("evidence.withdraw_question"),
            texts("evidence.withdraw_text"),
            texts("evidence.withdraw"),
        ):
            return
        try:
            saved = self._context.workspace.evidence.withdraw(entry)
        except KabaoError as error:
            self._context.alerts.show(error)
        else:
            self._changed(saved.changed)

    def _remove(self, holder_id: int) -> None:
        context, texts = self._context, self._context.texts
        name = context.workspace.holders.view(holder_id).holder.name
        if not context.alerts.ask(
            texts("holders.remove_question", name=name),
            texts("holders.remove_text"),
            texts("holders.remove"),
            danger=True,
        ):
            return
        try:
            changed = context.workspace.holders.remove(holder_id)
        except KabaoError as error:
            context.alerts.show(error)
        else:
            self._changed(changed)

    def _open_form(self, form: RecordForm) -> None:
        self._close_form()
        self._form = form
        form.saved.connect(lambda saved: self._saved(saved.changed))
        form.closed.connect(self._close_form)
        self._pages.addWidget(form)
        self._pages.setCurrentWidget(form)

    def _saved(self, changed: Changed) -> None:
        self._close_form()
        self._changed(changed)
        if changed.holders:
            self._choose(min(changed.holders))

    def _changed(self, changed: Changed) -> None:
        self._context.announce(changed)
        self._reload()

    def _close_form(self) -> None:
        if self._form is None:
            return
        form, self._form = self._form, None
        form.flush()
        self._pages.setCurrentWidget(self._list_page)
        self._pages.removeWidget(form)
        form.deleteLater()
