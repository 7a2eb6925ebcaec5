"""Material 3 of a person or an employer: each person's data, element by element, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.card_records import card_file_settings, lay_out
from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import KabaoError
from kabao.domain.extensions import parse_extensions
from kabao.domain.findings import Place
from kabao.ui.cases.editors.laid.laid_model import LaidModel
from kabao.ui.cases.editors.laid.laid_table import build_table
from kabao.ui.cases.editors.structure.filled_page import FilledPage
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.buttons import LinkButton, SecondaryButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.notices import EmptyState
from kabao.ui.kit.panels import KeyValues, Scroller, splitter
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.domain.findings import Finding
    from kabao.domain.preflight import HolderCards

LAID = "laid"
TREE = "tree"
_REVEALED_MS = 30_000
_LOCAL = "local_fields"
_ROOM_FOR_DETAIL = 280


class LaidEditor(TabbedEditor):
    """The data as a table first, then the settings and the local fields as a form."""

    def lay_out(self) -> None:
        """Add the page with the table."""
        super().lay_out()
        theme, texts = self.context.theme, self.context.texts
        self.model = LaidModel(texts)
        self.table = build_table(theme, texts, self.model)
        self.table.current_row_changed.connect(self._show_detail)
        self.person = ComboBox(theme)
        self.person.setObjectName("laid_person")
        self.person.setAccessibleName(texts("cases.laid.person"))
        self.person.currentIndexChanged.connect(lambda _: self._show_another())
        self.eye = SecondaryButton(theme, texts("cases.laid.reveal"), "eye", small=True)
        self.eye.setShortcut("Alt+V")
        self.eye.clicked.connect(lambda: self.reveal(on=True))
        self._hide = QTimer(self, singleShot=True, interval=_REVEALED_MS)
        self._hide.timeout.connect(lambda: self.reveal(on=False))
        self._detail = Scroller()
        margin = theme.space("page_margin")
        self._detail.body.setContentsMargins(margin, theme.px(12), theme.px(20), theme.px(12))
        self._facts = KeyValues(theme, lines=False)
        self._go = LinkButton(texts("cases.laid.go"))
        self._go.clicked.connect(self._go_to_source)
        self._detail.body.addWidget(self._facts)
        self._detail.body.addWidget(self._go)
        self._detail.body.addStretch(1)
        self.add_page(LAID, self._build_page())
        self.filled = FilledPage(self.context, self.model)
        self.add_page(TREE, self.filled)
        self._show_people()
        self.session.edited.connect(lambda key: self._lay() if key is self.key else None)
        self.session.replaced.connect(self._show_people)

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the table before the sections of the form."""
        texts = self.context.texts
        tree = (TREE, texts("cases.structure.tab.filled"))
        return [(LAID, texts("cases.laid.title")), tree, *super().form_tabs()]

    def choose(self, key: str) -> None:
        """Show a section or a page as it stands now."""
        super().choose(key)
        if key == TREE:
            self._show_tree()

    def enter(self) -> None:
        """Go to the table, or to the first field of the form."""
        if self.section() == LAID:
            self.table.setFocus()
        elif self.section() == TREE:
            self.filled.tree.view.setFocus()
        else:
            super().enter()

    def tab_of(self, finding: Finding) -> str:
        """Findings about the records of people belong to the table."""
        return LAID if finding.place.room != "cases" else super().tab_of(finding)

    def show_place(self, place: Place) -> None:
        """Go to the form, or to the table where no field is named."""
        if place.field:
            super().show_place(place)
        else:
            self.choose(LAID)
            self.table.setFocus()

    def reveal(self, *, on: bool) -> None:
        """Show one person's identity number in full for half a minute; the history notes it."""
        if on and not self._noted():
            return
        self.model.reveal(on=on)
        if on:
            self._hide.start()
        else:
            self._hide.stop()
        row = self.table.currentIndex().row()
        if row >= 0:
            self._show_detail(row)
        self._show_tree()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a low page to the table."""
        super().resizeEvent(event)
        self._detail.setVisible(self.height() >= self.context.theme.px(_ROOM_FOR_DETAIL))

    def _noted(self) -> bool:
        person = self._current()
        if person is None:
            return False
        try:
            self.context.workspace.privacy.reveal(person.holder.id)
        except KabaoError as error:
            self.context.alerts.show(error)
            return False
        return True

    def _show_another(self) -> None:
        """What is shown in full concerns one person."""
        self.reveal(on=False)
        self._lay()

    def _show_tree(self) -> None:
        if self.section() == TREE:
            self.filled.show_data(parse_extensions(self.session.values(self.key)))

    def _build_page(self) -> QWidget:
        theme, texts = self.context.theme, self.context.texts
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.space("page_margin"), theme.px(8), theme.px(12), theme.px(8))
        row.addWidget(Label(texts("cases.laid.person"), tone="ink_2"))
        row.addWidget(self.person, 1)
        row.addWidget(self.eye)
        self._nobody = EmptyState(
            theme, "users", texts("cases.laid.nobody"), texts("cases.laid.nobody_text")
        )
        panes = splitter(theme, self.table, self._detail, upright=True)
        panes.setStretchFactor(0, 1)
        panes.setSizes([theme.px(320), theme.px(150)])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._nobody)
        column.addWidget(panes, 1)
        return page

    def _show_people(self) -> None:
        people = self.session.view.holders
        chosen = max(self.person.currentIndex(), 0)
        with QSignalBlocker(self.person):
            self.person.clear()
            for item in people:
                number = item.holder.masked_number
                self.person.addItem(f"{item.holder.name}  {number}")
            self.person.setCurrentIndex(min(chosen, len(people) - 1))
        self._nobody.setHidden(bool(people))
        self._lay()

    def _current(self) -> HolderCards | None:
        people, place = self.session.view.holders, self.person.currentIndex()
        return people[place] if 0 <= place < len(people) else None

    def _lay(self) -> None:
        person = self._current()
        if person is None:
            self.model.show(())
            self._show_tree()
            return
        structure = self.context.workspace.rulebook.structure
        alone = self.session.case.applicant_kind is ApplicantKind.PERSON
        settings = card_file_settings(self.session.values(self.key), structure, one_holder=alone)
        row = max(self.table.currentIndex().row(), 0)
        self.model.show(lay_out(person.holder, person.card, structure, settings))
        self.table.selectRow(min(row, self.model.rowCount() - 1))
        self._show_tree()

    def _show_detail(self, row: int) -> None:
        self._facts.clear()
        if not 0 <= row < self.model.rowCount():
            self._go.hide()
            return
        texts, item = self.context.texts, self.model.line(row)
        element = item.element
        kind = texts(f"structure.type.{element.type}")
        length = texts("structure.bytes", count=element.length)
        self._facts.add(element.name.to(texts.language), texts("labels.comma").join((kind, length)))
        nothing = texts("cases.laid.nothing")
        self._facts.add(texts("cases.laid.column.value"), self.model.value(row) or nothing)
        self._facts.add(texts("cases.laid.column.encoded"), self.model.encoded(row) or nothing)
        self._facts.add(texts("cases.laid.column.note"), self.model.note(row))
        self._go.setVisible(not item.local and bool(self._source()))

    def _source(self) -> Place | None:
        """Return where the shown value is edited."""
        row, person = self.table.currentIndex().row(), self._current()
        if row < 0 or person is None:
            return None
        item = self.model.line(row)
        if item.finding is not None and item.finding.place.room:
            return item.finding.place
        return Place("holders", person.holder.id)

    def _go_to_source(self) -> None:
        place = self._source()
        if place is not None:
            self.context.navigate(place)
