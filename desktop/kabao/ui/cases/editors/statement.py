"""Material 2: prose by sections; each may be answered by a file instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.fields import FieldKind
from kabao.ui.cases.editors.slots.slot_editor import SlotEditor
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.fields import Section

_LONGEST_TAB = 9
_LONGEST_TAB_EN = 20


class StatementEditor(TabbedEditor):
    """Sections as tabs with their whole title above the text, and a slot for files below it."""

    def lay_out(self) -> None:
        """Put the title of the section above the form and the files below it."""
        super().lay_out()
        theme, texts = self.context.theme, self.context.texts
        self._heading = SectionHeading("")
        self._files: dict[str, SlotEditor] = {}
        self._slots = QStackedWidget()
        self._note = Label(texts("cases.statement.file_note"), "small", "ink_2", wrap=True)
        body = self.scroller.body
        body.setSpacing(theme.px(12))
        body.insertWidget(0, self._heading)
        body.insertWidget(2, self._note)
        body.insertWidget(3, self._slots)
        if self.session.case.applicant_kind is not ApplicantKind.DEPARTMENT:
            self._note.hide()
            self._slots.hide()
        self.session.edited.connect(lambda _: self._show_count())

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the sections as short tabs; the whole title stands above the text."""
        limit = _LONGEST_TAB_EN if self.context.texts.language == "en" else _LONGEST_TAB
        return [
            (key, title if len(title) <= limit + 2 else title[:limit].rstrip("、，(（ ") + "...")
            for key, title in super().form_tabs()
        ]

    def choose(self, key: str) -> None:
        """Show a section with its title and its files."""
        super().choose(key)
        section = next(item for item in self.form.sections if item.key == key)
        self._heading.title.setText(section.title.to(self.context.texts.language))
        if not self._slots.isHidden():
            self._show_slot(section)
        self._show_count()

    def _show_slot(self, section: Section) -> None:
        if section.key not in self._files:
            slot = SlotEditor(self.context, self.session, self.key, section.key)
            self._files[section.key] = slot
            self._slots.addWidget(slot)
        self._slots.setCurrentWidget(self._files[section.key])

    def _show_count(self) -> None:
        values = self.session.values(self.key)
        prose = [
            str(values.get(spec.name) or "")
            for spec in self.form.fields
            if spec.kind is FieldKind.LONG_TEXT
        ]
        count = sum(not sign.isspace() for text in prose for sign in text)
        self._heading.note.setText(self.context.texts("cases.statement.count", count=count))
