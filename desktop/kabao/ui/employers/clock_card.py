"""One clock with everything to be known about it: standing, drawing, days, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.services.deadline_words import explain_deadline, standing
from kabao.ui.employers.clock_bar import ClockBar
from kabao.ui.employers.clock_words import clock_tone
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.labels import begun, date_text
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.panels import KeyValues
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.clocks import Clock
    from kabao.ui.kit.context import RoomContext


class ClockCard(QWidget):
    """Shows one clock; the reasons open on a click or a key."""

    def __init__(self, context: RoomContext, clock: Clock, *, opened: bool = False) -> None:
        super().__init__()
        self._context = context
        texts, theme = context.texts, context.theme
        title = clock.rule.title.to(texts.language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(theme.px(4))
        column.addWidget(Label(title, "section", wrap=True))
        column.addWidget(Label(begun(standing(clock, texts)), "body", clock_tone(clock), wrap=True))
        column.addWidget(ClockBar(theme, texts, clock, context.clock()))
        column.addWidget(self._facts(clock))
        self._more = LinkButton("", small=True)
        self._more.clicked.connect(self._turn)
        column.addWidget(self._more)
        self._why = self._reasons(clock)
        column.addWidget(self._why)
        self._why.setVisible(opened)
        self._name()

    @property
    def is_opened(self) -> bool:
        """Say whether the reasons are shown."""
        return not self._why.isHidden()

    def _facts(self, clock: Clock) -> KeyValues:
        texts = self._context.texts
        facts = KeyValues(self._context.theme)
        facts.add(texts("employers.clock.start"), date_text(clock.start))
        facts.add(texts("employers.clock.nominal"), date_text(clock.nominal_due))
        if clock.rule.rolls:
            facts.add(texts("employers.clock.final"), date_text(clock.final_due))
        if clock.done_on is not None:
            facts.add(texts("employers.clock.done"), date_text(clock.done_on))
        return facts

    def _reasons(self, clock: Clock) -> QWidget:
        texts, theme = self._context.texts, self._context.theme
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for line in explain_deadline(clock, texts):
            column.addWidget(Label(line, "small_prose", "ink_2", wrap=True, selectable=True))
        column.addWidget(ConfidenceBadge(theme, texts, clock.rule.origin.confidence))
        return block

    def _turn(self) -> None:
        self._why.setVisible(not self.is_opened)
        self._name()

    def _name(self) -> None:
        key = "less" if self.is_opened else "why"
        self._more.setText(self._context.texts(f"employers.clock.{key}"))
