"""What follows from a message: the evidence proposed, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kabao.domain.notice_rules import FRAUD
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.notices import Notice
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.notices import NoticeReading, NoticeRemark
    from kabao.domain.rules import EvidenceDetail
    from kabao.ui.kit.context import RoomContext


class Outcome(QWidget):
    """Notices first, a sign of fraud in red above all; then evidence, digits and day."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._notices = QVBoxLayout()
        self._notices.setSpacing(theme.space("s2"))
        self._waiting = Label(texts("notices.waiting"), tone="ink_2", wrap=True)
        self._proposal = Label("", wrap=True)
        self._proposal.setObjectName("proposal")
        self._digits = Label("")
        self._digits.setObjectName("digits")
        self.day = DateLine(theme, texts)
        self.day.setObjectName("observed_on")
        self.day.setAccessibleName(texts("notices.day"))
        self.day.setFixedWidth(theme.px(180))
        self._complaint = Label("", tone="error", wrap=True)
        self._complaint.setObjectName("complaint")
        self._complaint.hide()
        self._facts = self._fact_grid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addLayout(self._notices)
        for widget in (self._waiting, self._facts, self._complaint):
            column.addWidget(widget)

    def _fact_grid(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("s4"))
        grid.setColumnStretch(1, 1)
        side, top = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag(0)
        rows = (("proposal", self._proposal), ("digits", self._digits), ("day", self.day))
        for row, (key, widget) in enumerate(rows):
            grid.addWidget(Label(texts(f"notices.{key}"), tone="ink_2"), row, 0)
            grid.addWidget(widget, row, 1, side if widget is self.day else top)
        return facts

    def show_reading(
        self, reading: NoticeReading, detail: EvidenceDetail | None, *, blank: bool
    ) -> None:
        """Show what follows from a reading; an empty field only says what to do."""
        texts = self._context.texts
        self._waiting.setVisible(blank)
        self._facts.setVisible(detail is not None)
        empty_layout(self._notices)
        if not blank:
            self._show_notices(reading)
        if detail is None:
            return
        weight = texts(f"evidence.weight_{detail.strength}")
        what = detail.label.to(texts.language)
        self._proposal.setText(texts("notices.proposes", what=what, weight=weight))
        self._digits.setText(reading.digits or texts("notices.none"))
        day = reading.observed_on or self._context.clock()
        self.day.setText(day.isoformat())
        self.day.setReadOnly(reading.observed_on is not None)

    def complain(self, sentence: str) -> None:
        """Say why the message cannot be recorded; empty takes the sentence away."""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(sentence))

    def notices(self) -> list[str]:
        """Return the sentences shown, the gravest first."""
        return [notice.label.text() for notice in self.findChildren(Notice) if notice.isVisible()]

    def _show_notices(self, reading: NoticeReading) -> None:
        texts = self._context.texts
        if reading.fraud:
            self._add("error", texts("notices.fraud_todo"))
        # What the signs of fraud are, the marked words say already.
        refusals = [item for item in reading.refusals if item.code not in FRAUD]
        if refusals:
            self._add("warning", self._sentences(refusals))
        if reading.proposal and reading.remarks:
            self._add("info", self._sentences(reading.remarks))

    def _sentences(self, remarks: Sequence[NoticeRemark]) -> str:
        texts = self._context.texts
        return "\n".join(texts(f"notices.reason.{item.code}", **item.params) for item in remarks)

    def _add(self, tone: str, sentence: str) -> None:
        self._notices.addWidget(Notice(self._context.theme, tone, sentence))
