"""The side panel of one employer: who it is, its clock, its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kabao.ui.employers.clock_bar import ClockBar
from kabao.ui.employers.clock_words import clock_sentence
from kabao.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from kabao.ui.kit.labels import date_text
from kabao.ui.kit.panels import Hairline, KeyValues, Panel, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.employers import Employer
    from kabao.ui.employers.table_model import EmployerLine
    from kabao.ui.kit.context import RoomContext

SHOWN = ("uscc", "address", "legal_rep", "handler_name", "handler_phone")


class EmployerPanel(Panel):
    """Emits ``edit``, ``people`` and ``remove`` for the employer shown."""

    edit = Signal(int)
    people = Signal(int)
    remove = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self._employer: Employer | None = None
        texts, theme = context.texts, context.theme
        edit = PrimaryButton(theme, texts("employers.edit"), "pencil")
        edit.clicked.connect(lambda: self.edit.emit(self._employer_id()))
        people = SecondaryButton(theme, texts("employers.people"))
        people.clicked.connect(lambda: self.people.emit(self._employer_id()))
        remove = IconButton(theme, "trash", texts("employers.remove"))
        remove.clicked.connect(lambda: self.remove.emit(self._employer_id()))
        self.set_actions(edit, people, remove)

    def show_line(self, line: EmployerLine) -> None:
        """Show one employer."""
        self._employer = line.employer
        self.clear()
        texts, theme = self._context.texts, self._context.theme
        self.body.addWidget(Label(line.employer.name, "title", wrap=True))
        self.body.addWidget(Label(line.kind, "body", "ink_2"))
        facts = KeyValues(theme)
        for name in SHOWN:
            value = line.employer.text(name)
            facts.add(texts(f"employers.fact.{name}"), value or texts("employers.not_given"))
        self.body.addWidget(facts)
        self.body.addWidget(Hairline())
        self.body.addWidget(SectionHeading(texts("employers.clock.title")))
        self._add_clock(line)
        self.body.addStretch(1)

    def _add_clock(self, line: EmployerLine) -> None:
        texts, theme, clock = self._context.texts, self._context.theme, line.clock
        self.body.addWidget(Label(clock_sentence(texts, clock), "section", wrap=True))
        bar = ClockBar(theme, texts)
        bar.set_clock(clock, self._context.clock())
        self.body.addWidget(bar)
        if clock is None:
            return
        dates = KeyValues(theme)
        dates.add(texts("employers.clock.start"), date_text(clock.start))
        dates.add(texts("employers.clock.due"), date_text(clock.nominal_due))
        dates.add(texts("employers.clock.filed"), date_text(clock.filed_on))
        dates.add(texts("employers.clock.agency_due"), date_text(clock.agency_due))
        dates.add(texts("employers.clock.decided"), date_text(clock.decided_on))
        dates.add(
            texts("employers.clock.document"),
            line.employer.text("registration_doc_no") or texts("employers.not_given"),
        )
        self.body.addWidget(dates)
        self.body.addWidget(Label(texts("employers.clock.law"), "small", "ink_3", wrap=True))
        self.body.addWidget(Label(texts("employers.clock.today"), "small", "ink_3", wrap=True))

    def _employer_id(self) -> int:
        return self._employer.id if self._employer is not None else 0
