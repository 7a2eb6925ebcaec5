"""The usual editor: the sections of a form as tabs, and pages of its own beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.findings import worst
from kabao.ui.cases.editors.base import base_name
from kabao.ui.cases.editors.completing import section_done
from kabao.ui.cases.editors.form_editor import FormEditor
from kabao.ui.kit.forms.view import FormLook
from kabao.ui.kit.tabs import SectionTabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FieldSpec, FormSpec
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.forms.editors import Editor

FORM_PAGE = "form"


class TabbedEditor(FormEditor):
    """A form with one tab for each section; a form of one section needs no tabs."""

    form_first = True
    """Whether the form is what is seen first."""

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        key: MaterialKey,
        *,
        form: FormSpec | None = None,
        label_width: int = 0,
    ) -> None:
        super().__init__(context, session, key, form)
        self._pages: dict[str, QWidget] = {}
        self.tabs = SectionTabs(context.theme)
        self.tabs.chosen.connect(self.choose)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.scroller)
        self.frame()
        look = FormLook(
            grouped=False,
            label_width=label_width,
            prose=self.prose_editor,
            reasons=True,
            cite=self.cite,
            later=not self.form_first,
        )
        self.make_view(look)
        session.files_changed.connect(self._mark_tabs)
        self.lay_out()
        if not self.in_parts:
            self.fill()

    def fill(self) -> None:
        """Show the first tab, and make what is on it."""
        self.set_tabs(self.form_tabs())

    def frame(self) -> None:
        """Put tabs and pages where they will stand, if not in the editor itself.

        The form is made after this: moved with all its fields, it would be dressed once more.
        """

    def lay_out(self) -> None:
        """Put tabs above pages; editors with more to show do it otherwise."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)

    def prose_editor(self, spec: FieldSpec) -> Editor | None:
        """Return the editor of a long text; None for the usual one."""
        del spec
        return None

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the sections of the form as tabs."""
        language = self.context.texts.language
        return [(item.key, item.title.to(language)) for item in self.form.sections]

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these tabs; the first is chosen."""
        self.tabs.set_tabs(tabs)
        self.tabs.setVisible(len(tabs) > 1)
        self.choose(tabs[0][0])

    def add_page(self, key: str, page: QWidget) -> None:
        """Add a page that is no section of the form."""
        self._pages[key] = page
        self.stack.addWidget(page)

    def choose(self, key: str) -> None:
        """Show a section or a page."""
        self.tabs.select(key)
        if key in self._pages:
            self.stack.setCurrentWidget(self._pages[key])
        else:
            self.view.show_section(key)
            self.scroller.verticalScrollBar().setValue(0)
            self.stack.setCurrentWidget(self.scroller)

    def section(self) -> str:
        """Return the tab shown."""
        return self.tabs.selected()

    def step(self, by: int) -> None:
        """Go to the next or previous tab."""
        self.tabs.step(by)

    def enter(self) -> None:
        """Go to the first field of the section, or into the page shown."""
        names = self.view.visible_fields()
        if self.stack.currentWidget() is self.scroller and names:
            self.view.focus_field(names[0])
        else:
            self.focusNextChild()

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found in this material."""
        return self._findings

    def tab_of(self, finding: Finding) -> str:
        """Return the tab that a finding belongs to."""
        name = base_name(finding)
        sections = (spec.section for spec in self.form.fields if spec.name == name)
        return next(sections, finding.place.section)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under their fields and the worst of each section on its tab."""
        super().show_findings(findings)
        self._mark_tabs()

    def show_place(self, place: Place) -> None:
        """Go to a field, or to a section."""
        if self.has_field(place):
            self.choose(self.form.field(place.field.partition(".")[0]).section)
            self.go_to_field(place)
        elif any(item.key == place.section for item in self.form.sections):
            self.choose(place.section)
            self.enter()

    def _mark_tabs(self) -> None:
        by_tab: dict[str, list[Finding]] = {}
        for finding in self._findings:
            by_tab.setdefault(self.tab_of(finding), []).append(finding)
        keys = [item.key for item in self.form.sections] + list(self._pages)
        for key in keys:
            level = worst(by_tab.get(key, ()))
            self.tabs.set_level(key, level)
            done = section_done(self.form, self.session.case, self.key, key)
            self.tabs.set_done(key, done and level is None)
