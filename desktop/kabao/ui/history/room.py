"""The room of the history: who did what and when; take one step back, or go back to a point."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.history import HistoryFilter
from kabao.services.history import KEEP_CHOICES
from kabao.services.step_words import entry_text
from kabao.ui.history.model import HistoryModel
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.employer_choice import EmployerChoice
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.layouts import MeasuredPage
from kabao.ui.kit.menus import offer_rows
from kabao.ui.kit.notices import EmptyState
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Place
    from kabao.domain.history import HistoryEntry
    from kabao.ui.kit.context import RoomContext

KINDS = {
    "all": (),
    "people": ("holders",),
    "cards": ("cards", "evidence", "proofs", "notices"),
    "cases": ("cases", "attachments"),
    "employers": ("employers",),
    "imports": ("roster", "exchange"),
    "privacy": ("privacy",),
    "steps": ("history",),
}
"""First parts of actions for each chip."""
_NEEDED = {3: 720, 4: 820, 1: 480}
"""Width of the table at which rows, people and times are shown."""
_LOW = 420
"""Height of the page, unscaled, below which how long steps are kept gives its room to the list."""
_KEYS = {"undo": "Ctrl+U", "back": "Ctrl+G", "redo": "Ctrl+Y"}


class HistoryTable(Table):
    """Gives up the lesser columns before what was done becomes too narrow to read."""

    def shared_columns(self) -> Sequence[Column]:
        """Return the columns that are shown."""
        return [column for at, column in enumerate(self._columns) if not self.isColumnHidden(at)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        for column, needed in _NEEDED.items():
            self.setColumnHidden(column, event.size().width() < self.theme.px(needed))
        super().resizeEvent(event)


class HistoryRoom(Room):
    """Lists every step of this ledger; nothing is ever taken out of the list."""

    def __init__(self, context: RoomContext) -> None:
        texts = context.texts
        super().__init__("history", "history", texts("steps.rail"))
        self.search_hint = texts("steps.search_hint")
        self._context = context
        self._history = context.workspace.history
        self._wanted = HistoryFilter()
        self._kind = "all"

    def build(self) -> QWidget:
        """Build the page: actions, chips, the list, and how long steps can be undone."""
        theme, texts = self._context.theme, self._context.texts
        self.undo_button = SecondaryButton(theme, texts("steps.undo_this"), "arrow-back-up")
        self.back_button = SecondaryButton(theme, texts("steps.go_back"), "history")
        self.redo_button = SecondaryButton(theme, texts("steps.redo_this"), "arrow-forward-up")
        acts = (self.undo_this, self.go_back, self.redo_this)
        buttons = (self.undo_button, self.back_button, self.redo_button)
        for button, act, keys in zip(buttons, acts, _KEYS.values(), strict=True):
            button.clicked.connect(lambda _=False, act=act: act())
            button.setToolTip(f"{button.text()}  {keys}")
        self._build_chips()
        self._build_table()
        page = MeasuredPage()
        page.height_changed.connect(self._fold)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page_header(theme, texts("steps.title"), actions=buttons))
        margin = theme.space("page_margin")
        column.addLayout(self._choices(margin))
        self.empty = EmptyState(theme, "history", texts("steps.none"), inset=margin)
        self.empty.hide()
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self._keeps = QWidget()
        self._keeps.setLayout(self._keeping(margin))
        column.addWidget(self._keeps)
        self._reload()
        return page

    def search(self, text: str) -> None:
        """List only steps about somebody or something."""
        self._wanted = replace(self._wanted, text=text.strip())
        self._reload()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the chosen step."""
        texts = self._context.texts
        return (
            Command(
                "history_undo",
                texts("steps.undo_this"),
                self.undo_this,
                "arrow-back-up",
                _KEYS["undo"],
                self._can_undo,
            ),
            Command(
                "history_back",
                texts("steps.go_back"),
                self.go_back,
                "history",
                _KEYS["back"],
                lambda: self.chosen() is not None,
            ),
            Command(
                "history_redo",
                texts("steps.redo_this"),
                self.redo_this,
                "arrow-forward-up",
                _KEYS["redo"],
                self._can_redo,
            ),
        )

    def show_place(self, place: Place) -> None:
        """Choose the entry a place names."""
        if place.record:
            self._choose(place.record)

    def refresh(self, changed: Changed) -> None:
        """Read anew: whatever changed has an entry."""
        self.employers.reload()
        self._reload()

    def entered(self) -> None:
        """Read anew what other rooms did."""
        self._reload()

    def regions(self) -> Sequence[QWidget]:
        """Return the stops of F6."""
        return (self._chips, self.table, self.keep)

    def state(self) -> object:
        """Return which steps are listed."""
        return self._kind

    def restore(self, state: object) -> None:
        """List the same steps again."""
        if isinstance(state, str) and state in KINDS:
            self._chips.select(state)
            self._choose_kind(state)

    def chosen(self) -> HistoryEntry | None:
        """Return the entry of the current line, or None."""
        return self._model.entry(self.table.currentIndex().row())

    def undo_this(self) -> None:
        """Take the chosen step back."""
        entry = self.chosen()
        if entry is not None and self._context.steps is not None:
            self._context.steps.undo_entry(entry)

    def redo_this(self) -> None:
        """Bring the chosen step back; the line may be the step or its undo."""
        entry = self.chosen()
        if entry is None or self._context.steps is None:
            return
        by = entry.undone_by
        self._context.steps.redo_entry(self._history.get(by) if by is not None else entry)

    def go_back(self) -> None:
        """Take back all that came after the chosen step."""
        entry = self.chosen()
        if entry is not None and self._context.steps is not None:
            self._context.steps.go_back(entry)

    def _choices(self, margin: int) -> QHBoxLayout:
        """Whose steps, and of which kind, stand side by side."""
        self.employers = EmployerChoice(self._context, compact=True)
        self.employers.employer_chosen.connect(self._choose_employer)
        chips = QHBoxLayout()
        chips.setContentsMargins(margin, 0, margin, self._context.theme.px(12))
        chips.setSpacing(self._context.theme.px(8))
        chips.addWidget(self.employers, 0, Qt.AlignmentFlag.AlignTop)
        chips.addWidget(self._chips, 1)
        return chips

    def _build_chips(self) -> None:
        texts = self._context.texts
        self._chips = ChipRow(self._context.theme)
        for key in KINDS:
            self._chips.add(key, texts(f"steps.kind.{key}"))
        self._chips.select("all")
        self._chips.chosen.connect(self._choose_kind)

    def _build_table(self) -> None:
        theme = self._context.theme
        self._model = HistoryModel(self._context.texts, self._history)
        self.table = HistoryTable(theme)
        self.table.setObjectName("history_table")
        self.table.setAccessibleName(self._context.texts("steps.title"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.setModel(self._model)
        right = CellDelegate(theme, self.table, align_right=True)
        self.table.set_columns(
            Column(64),
            Column(144),
            Column(0, elastic=True, delegate=CellDelegate(theme, self.table, emphasis=True)),
            Column(88, delegate=right, align_right=True),
            Column(112),
            Column(152),
        )
        self.table.current_row_changed.connect(lambda _: self._allow())
        offer_rows(self.table, self.commands)

    def _keeping(self, margin: int) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        self.keep = ComboBox(theme)
        self.keep.setObjectName("history_keep")
        now = self._history.keep_days()
        choices = sorted({*KEEP_CHOICES, now}, key=lambda days: days or 1 << 30)
        for days in choices:
            key = "for_ever" if not days else "years" if days % 365 == 0 else "days"
            count = days // 365 if key == "years" else days
            self.keep.addItem(texts(f"steps.keep.{key}", count=count), days)
        self.keep.setCurrentIndex(choices.index(now))
        self.keep.setAccessibleName(texts("steps.keep.title"))
        self.keep.setEnabled(not self._context.workspace.ledger.read_only)
        self.keep.activated.connect(lambda _: self._history.set_keep_days(self.keep.currentData()))
        row = QHBoxLayout()
        row.setContentsMargins(margin, theme.px(12), margin, theme.px(12))
        row.setSpacing(theme.px(12))
        row.addWidget(Label(texts("steps.keep.title")))
        row.addWidget(self.keep)
        row.addWidget(Label(texts("steps.keep.note"), "small", "ink_2", wrap=True), 1)
        return row

    def _fold(self, height: int) -> None:
        self._keeps.setVisible(height >= self._context.theme.px(_LOW))

    def _choose_kind(self, key: str) -> None:
        self._kind = key
        self._wanted = replace(self._wanted, kinds=KINDS[key])
        self._reload()

    def _choose_employer(self) -> None:
        self._wanted = replace(self._wanted, employer_id=self.employers.employer)
        self._reload()

    def _reload(self) -> None:
        entry = self.chosen()
        self._model.show(self._wanted)
        is_empty = not self._model.rowCount()
        if is_empty and self.table.hasFocus():  # not on to the choice below: keys would change it
            self._chips.chip(self._kind).setFocus()
        self.table.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        if is_empty:
            key = "none" if self._wanted == HistoryFilter() else "none_such"
            self.empty.title.setText(self._context.texts(f"steps.{key}"))
        self._choose(entry.id if entry is not None else 0)
        self.status_changed.emit(self._context.texts("steps.status", entry=self._history.last_id()))

    def _choose(self, entry_id: int) -> None:
        row = self._model.row_of(entry_id) if entry_id else 0
        if self._model.rowCount():
            self.table.setCurrentIndex(self._model.index(max(row, 0), 0))
        self._allow()

    def _can_undo(self) -> bool:
        entry = self.chosen()
        return entry is not None and entry.undoable and not entry.is_step_back

    def _can_redo(self) -> bool:
        entry = self.chosen()
        if entry is None:
            return False
        return (entry.undone_by is not None and entry.undoes is None) or self._is_open_undo(entry)

    def _is_open_undo(self, entry: HistoryEntry) -> bool:
        return entry.is_step_back and entry.undoable

    def _allow(self) -> None:
        entry = self.chosen()
        self.undo_button.setEnabled(self._can_undo())
        self.redo_button.setEnabled(self._can_redo())
        self.back_button.setEnabled(entry is not None)
        if entry is not None:
            step = entry_text(self._context.texts, entry, self._history)
            for button in (self.undo_button, self.back_button, self.redo_button):
                button.setAccessibleName(f"{button.text()} {step}")
