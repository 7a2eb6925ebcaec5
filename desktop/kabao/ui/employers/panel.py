"""The side panel of one employer: who it is, its clocks, its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from kabao.ui.employers.clock_card import ClockCard
from kabao.ui.employers.register_menu import KEY, RegisterMenu
from kabao.ui.kit.buttons import IconButton, LinkButton, MenuButton, PrimaryButton
from kabao.ui.kit.labels import begun
from kabao.ui.kit.panels import KeyValues, Panel, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.employers import Employer
    from kabao.ui.employers.table_model import EmployerLine
    from kabao.ui.kit.context import RoomContext

SHOWN = (
    *("uscc", "address", "legal_rep", "doc_no", "handler_name", "handler_phone"),
    *("bank_name", "bank_account", "registration_doc_no"),
)

_LAST = 4


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
        self.registering = RegisterMenu(context, lambda: self._employer, self)
        self.register = MenuButton(theme, texts("claims.register"), self.registering.menu)
        self.register.setObjectName("register")
        self.register.setToolTip(f"{texts('claims.register')}  {KEY}")
        remove = IconButton(theme, "trash", texts("employers.remove"))
        remove.clicked.connect(lambda: self.remove.emit(self._employer_id()))
        self.set_actions(edit, self.register, remove)

    def show_line(self, line: EmployerLine) -> None:
        """Show one employer."""
        self._employer = line.employer
        self.clear()
        texts, theme = self._context.texts, self._context.theme
        self.body.addWidget(Label(line.employer.name, "title", wrap=True))
        self.body.addLayout(self._second_line(line))
        facts = KeyValues(theme)
        for name in SHOWN:
            value = _shown(name, line.employer.text(name))
            shown, tone = (value, "ink") if value else (texts("employers.not_given"), "ink_3")
            facts.add(texts(f"employers.fact.{name}"), shown, tone)
        self.body.addWidget(facts)
        self.body.addSpacing(theme.space("s2"))
        self._add_clocks(line)
        self.body.addStretch(1)

    def _second_line(self, line: EmployerLine) -> QHBoxLayout:
        """What kind of employer it is, and the way to its people."""
        people = LinkButton(self._context.texts("employers.people"))
        people.setObjectName("show_people")
        people.clicked.connect(lambda: self.people.emit(self._employer_id()))
        row = QHBoxLayout()
        row.addWidget(Label(begun(line.kind), "body", "ink_2", wrap=True), 1)
        row.addWidget(people)
        return row

    def _add_clocks(self, line: EmployerLine) -> None:
        texts = self._context.texts
        self.body.addWidget(SectionHeading(texts("employers.clock.title")))
        if not line.clocks:
            none = texts("employers.clock.none")
            self.body.addWidget(Label(none, "body", "ink_2", wrap=True))
        if line.practice:
            self.body.addWidget(Label(line.practice, "small_prose", "ink_2", wrap=True))
        for clock in line.clocks:
            self.body.addWidget(ClockCard(self._context, clock))

    def _employer_id(self) -> int:
        return self._employer.id if self._employer is not None else 0


def _shown(name: str, value: str) -> str:
    """Star out an account number but for its last four places."""
    if name != "bank_account" or len(value) <= _LAST:
        return value
    return "*" * (len(value) - _LAST) + value[-_LAST:]
