"""Beside the table: what is wrong with the chosen cell, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.findings import Level
from kabao.domain.rosters.sheets import is_number
from kabao.domain.rosters.tidying import FIXES
from kabao.services.rosters import OFFER
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.labels import finding_remedy, finding_rule, finding_text
from kabao.ui.kit.notices import Notice
from kabao.ui.kit.panels import KeyValues, Panel, SectionHeading, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.rosters.reading import CellFinding
    from kabao.services.rosters import RosterPreview
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.rosters.preview_model import PreviewModel

_TOLD = 12
_TONES = {
    Level.CRITICAL: "error",
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.INFO: "info",
}


class CellPanel(Panel):
    """Shows one cell and the corrections that can be ticked for the whole sheet."""

    next_asked = Signal(int)
    """1 for the next finding, -1 for the one before."""
    fixes_changed = Signal(object)
    read_again = Signal()
    open_asked = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self.ticks: dict[str, CheckBox] = {}
        theme = context.theme
        self.title = Label("", "heading")
        self.body.addLayout(self._build_head())
        self.note = Label("", tone="ink_2", wrap=True)
        self.body.addWidget(self.note)
        self._cell = QWidget()
        self._column = QVBoxLayout(self._cell)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.body.addWidget(self._cell)
        self._general = QWidget()
        self._general_column = QVBoxLayout(self._general)
        self._general_column.setContentsMargins(0, 0, 0, 0)
        self._general_column.setSpacing(theme.px(6))
        self._offers = QWidget()
        self._offer_column = QVBoxLayout(self._offers)
        self._offer_column.setContentsMargins(0, 0, 0, 0)
        self._offer_column.setSpacing(theme.px(6))
        self.body.addWidget(self._offers)
        self.body.addWidget(self._general)
        self.body.addStretch(1)

    def _build_head(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        back = IconButton(theme, "chevron-up", texts("rosters.finding_before"), "Shift+F8")
        back.clicked.connect(lambda: self.next_asked.emit(-1))
        forth = IconButton(theme, "chevron-down", texts("rosters.finding_next"), "F8")
        forth.clicked.connect(lambda: self.next_asked.emit(1))
        again = IconButton(theme, "refresh", texts("rosters.read_again"))
        again.clicked.connect(self.read_again)
        show = IconButton(theme, "external-link", texts("rosters.open_sheet"))
        show.clicked.connect(self.open_asked)
        for button in (back, forth, again, show):
            head.addWidget(button)
        return head

    def show_general(self, preview: RosterPreview) -> None:
        """Say what is to be said about the sheet as a whole."""
        empty_layout(self._general_column)
        texts, theme = self._context.texts, self._context.theme
        self._general.setVisible(bool(preview.general))
        if preview.general:
            self._general_column.addWidget(SectionHeading(texts("rosters.about_sheet")))
        for item in preview.general[:_TOLD]:
            said = finding_text(texts, item.finding)
            if item.row >= 0:
                row = preview.sheet.top + item.row
                said = texts("rosters.at_row", row=row, text=said)
            self._general_column.addWidget(Notice(theme, _TONES[item.finding.level], said))
        left = len(preview.general) - _TOLD
        if left > 0:
            more = Label(texts("rosters.more_remarks", count=left), "small", "ink_2", wrap=True)
            self._general_column.addWidget(more)

    def show_offers(self, preview: RosterPreview) -> None:
        """List the corrections that may be made for the whole sheet, ticked or not."""
        empty_layout(self._offer_column)
        self.ticks = {}
        texts = self._context.texts
        counts, ticked = preview.summary.offers, preview.mapping.fixes
        kinds = [kind for kind in (*FIXES, OFFER) if counts.get(kind) or kind in ticked]
        self._offers.setVisible(bool(kinds))
        if not kinds:
            return
        self._offer_column.addWidget(SectionHeading(texts("rosters.offers")))
        for kind in kinds:
            words = texts(f"rosters.fix.{kind}")
            count = counts.get(kind, 0)
            box = CheckBox(
                self._context.theme,
                texts("rosters.fix_count", fix=words, count=count) if count else words,
            )
            box.setObjectName(f"fix_{kind}")
            box.setChecked(kind in ticked)
            box.clicked.connect(lambda: self.fixes_changed.emit(self._ticked()))
            self.ticks[kind] = box
            self._offer_column.addWidget(box)

    def tick_all(self) -> None:
        """Make every correction that is offered for cells; new employers stay a choice."""
        offered = frozenset(self.ticks) - {OFFER}
        self.fixes_changed.emit(offered | self._ticked())

    def focus_offer(self, kind: str) -> None:
        """Put the keyboard on the box of a correction, as after it was ticked."""
        if kind in self.ticks:
            self.ticks[kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cell(self, preview: RosterPreview, model: PreviewModel, row: int, column: int) -> None:
        """Show the findings of one cell."""
        empty_layout(self._column)
        texts, theme = self._context.texts, self._context.theme
        planned = model.planned(row)
        at = model.sheet_column(column)
        number = preview.sheet.top + planned.row.index
        letters = preview.sheet.column(at)
        key = "rosters.cell_place" if at >= 0 else "rosters.row_place"
        self.title.setText(texts(key, row=number, column=letters))
        name = str(planned.holder.values.get("name") or "")
        self.note.setText("  ".join(part for part in (model.title(column), name) if part))
        found = _findings(planned.row.findings, model, column)
        for item in found:
            text = finding_text(texts, item.finding)
            self._column.addWidget(Notice(theme, _TONES[item.finding.level], text))
        self._tell_uncovered(model.text(row, column))
        if at >= 0:
            self._column.addWidget(self._facts(preview, model, row, column, found))
        remedies = dict.fromkeys(finding_remedy(texts, item.finding) for item in found)
        if remedies:
            self._column.addWidget(SectionHeading(texts("rosters.what_to_do")))
            for remedy in remedies:
                self._column.addWidget(Label(remedy, wrap=True))
        elif at < 0:
            self._column.addWidget(Label(texts("rosters.nothing_found"), tone="ink_2", wrap=True))

    def _tell_uncovered(self, text: str) -> None:
        """Say which characters no font of the program has: they cannot be printed."""
        missing = self._context.workspace.name_clinic.uncovered(text)
        if missing:
            told = "  ".join(f"{c} U+{ord(c):04X}" for c in missing)
            said = self._context.texts("name_clinic.uncovered", characters=told)
            self._column.addWidget(Notice(self._context.theme, "warning", said))

    def _facts(
        self,
        preview: RosterPreview,
        model: PreviewModel,
        row: int,
        column: int,
        found: list[CellFinding],
    ) -> KeyValues:
        texts = self._context.texts
        facts = KeyValues(self._context.theme)
        facts.add(texts("rosters.shown"), model.text(row, column) or texts("rosters.blank"))
        cells = preview.sheet.rows[model.planned(row).row.index]
        at = model.sheet_column(column)
        cell = cells[at] if at < len(cells) else None
        kind = "number" if is_number(cell) else "text" if isinstance(cell, str) else "date"
        facts.add(
            texts("rosters.cell_type"), texts(f"rosters.type.{kind}" if cell else "rosters.blank")
        )
        rule = finding_rule(texts, found[0].finding) if found else ""
        if rule:
            facts.add(texts("rosters.rule"), rule)
        return facts

    def _ticked(self) -> frozenset[str]:
        return frozenset(kind for kind, box in self.ticks.items() if box.isChecked())


def _findings(findings: list[CellFinding], model: PreviewModel, column: int) -> list[CellFinding]:
    at = model.sheet_column(column)
    if at >= 0:
        return [item for item in findings if item.column == at]
    return sorted(findings, key=lambda item: item.finding.level.rank)
