"""What is brought to the counter: the list that fits the case, its copies, identity and consent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.claims import applied_on, claim_facts, registration_facts
from kabao.domain.papers import channels_for, papers_for
from kabao.domain.preflight.papers import AT_HAND, codes_at_hand
from kabao.ui.cases.editors.base import under_fields
from kabao.ui.cases.editors.papers.paper_list import PaperList
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.forms.view import FormLook, FormView
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FormSpec
    from kabao.domain.findings import Finding, Place
    from kabao.domain.papers import ChannelHint, Paper, PaperFacts, PaperRules
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_PAGE = "documents"


class PapersEditor(TabbedEditor):
    """The first tab is the list; it follows the sheet while that is filled in."""

    list_name = "claim_document"

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        self.papers = PaperList(context, self.list_name)
        self.papers.ticked.connect(self._tick)
        note, look = _note_form(self.form), FormLook(grouped=False, cite=self.cite)
        self._note = FormView(note, context.texts, context.theme, look=look)
        self._note.edited.connect(self._edited)
        self.add_page(_PAGE, self._build_page())
        self._show_papers()
        self.choose(_PAGE)
        session.edited.connect(self._follow_sheet)
        session.replaced.connect(self._show_papers)

    def asked(self) -> PaperFacts:
        """Return what decides which papers are shown."""
        case = self.session.case
        values = self.session.values(case.main)
        return claim_facts(values, applied_on(values, case.created_on, self.context.clock()))

    def papers_rules(self) -> PaperRules:
        """Return the rules that the case is pinned to, those of its region among them."""
        return self.context.workspace.cases.rules(self.session.case).papers

    def rules(self) -> tuple[Paper, ...]:
        """Return the rules of this kind of case."""
        return self.papers_rules().claim

    def hints(self) -> tuple[ChannelHint, ...]:
        """Return where to go."""
        return channels_for(self.papers_rules().channels, self.asked())

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under their fields; those about papers stand in the list of findings."""
        super().show_findings(findings)
        if hasattr(self, "_note"):
            self._note.show_findings(under_fields(findings, frozenset(self._visited)))

    def show_place(self, place: Place) -> None:
        """Go to the list, or to a field of another tab."""
        if place.field == AT_HAND or (place.section == _PAGE and not place.field):
            self.choose(_PAGE)
            self.papers.enter()
        elif place.field == "documents_note":
            self.choose(_PAGE)
            self._note.focus_field(place.field)
        else:
            super().show_place(place)

    def enter(self) -> None:
        """Go to the first box, or to the first field of the tab shown."""
        if self.section() == _PAGE:
            self.papers.enter()
        else:
            super().enter()

    def _build_page(self) -> Scroller:
        theme, texts = self.context.theme, self.context.texts
        page = Scroller()
        margin = theme.space("page_margin")
        page.body.setContentsMargins(margin, theme.px(16), theme.px(20), margin)
        page.body.setSpacing(theme.px(16))
        note = self.papers_rules().basis_note
        if note is not None:
            page.body.addWidget(Label(note.to(texts.language), "small", "ink_2", wrap=True))
        page.body.addWidget(self.papers)
        page.body.addWidget(self._note)
        self._where = Label("", wrap=True, tone="ink_2")
        self._where_title = SectionHeading(texts("documents.claim.channels"))
        page.body.addWidget(self._where_title)
        page.body.addWidget(self._where)
        page.body.addStretch(1)
        return page

    def _follow_sheet(self, key: object) -> None:
        if key == self.session.case.main:
            self._show_papers()

    def _show_papers(self) -> None:
        values = self.session.values(self.key)
        found = papers_for(self.rules(), self.asked())
        self.papers.show_papers(found, codes_at_hand(values.get(AT_HAND)))
        self._note.set_values(values)
        texts = self.context.texts
        lines = [
            texts(
                "documents.papers.trusted",
                text=hint.text.to(texts.language),
                trust=texts(f"labels.confidence.{hint.origin.confidence}"),
            )
            for hint in self.hints()
        ]
        self._where.setText("\n".join(lines))
        for widget in (self._where, self._where_title):
            widget.setVisible(bool(lines))

    def _tick(self, code: str, on: bool) -> None:
        held = codes_at_hand(self.session.values(self.key).get(AT_HAND))
        held = held | {code} if on else held - {code}
        order = [choice.code for choice in self.form.field(AT_HAND).choices]
        self._visited.add(AT_HAND)
        self.focused.emit(AT_HAND)
        self.session.edit(self.key, AT_HAND, tuple(item for item in order if item in held))


class RegistrationPapersEditor(PapersEditor):
    """The same for the registration of an employer, by kind of unit and of registration."""

    list_name = "registration_document"

    def asked(self) -> PaperFacts:
        """Return what decides which papers are shown."""
        return registration_facts(self.session.values(self.session.case.main))

    def rules(self) -> tuple[Paper, ...]:
        """Return the rules of this kind of case."""
        return self.papers_rules().registration

    def hints(self) -> tuple[ChannelHint, ...]:
        """Hints are about claims only."""
        return ()


def _note_form(form: FormSpec) -> FormSpec:
    """Return the fields of the first section that are no list of papers."""
    section = replace(form.sections[0], note=None)
    fields = tuple(spec for spec in form.of_section(section.key) if spec.name != AT_HAND)
    return replace(form, sections=(section,), fields=fields)
