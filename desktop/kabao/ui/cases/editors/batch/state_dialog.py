"""Taking people of a batch to another state: which, when, and why where that must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit

from kabao.domain.batch_claims.progress import STATES
from kabao.domain.card_life_progress import WITH_REASON
from kabao.domain.cards import parse_date
from kabao.services.batch_claims.moving import moves
from kabao.ui.cases.editors.batch.dialogs import BatchDialog
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.services.batch_claims.moving import Move
    from kabao.ui.kit.context import RoomContext

_NEVER_CHOSEN = frozenset({"draft"})


class StateDialog(BatchDialog):
    """Asks for one step of several people; ``steps`` are theirs once it was accepted."""

    def __init__(
        self, context: RoomContext, people: Sequence[int], likely: str, parent: QWidget | None
    ) -> None:
        texts, theme = context.texts, context.theme
        title = texts("batch.state.title")
        super().__init__(context, title, texts("batch.state.go_on", count=len(people)), parent)
        self._people = people
        labels = context.workspace.rulebook.code_lists["progress"]
        words = {choice.code: choice.label.to(texts.language) for choice in labels}
        self.state = ComboBox(theme)
        self.state.setObjectName("state")
        self.state.setAccessibleName(texts("batch.state.state"))
        for state in STATES:
            if state not in _NEVER_CHOSEN:
                self.state.addItem(words.get(state, state), state)
        self.state.setCurrentIndex(max(0, self.state.findData(likely)))
        self.day = DateLine(theme, texts)
        self.day.setText(context.clock().isoformat())
        self.day.setAccessibleName(texts("batch.state.on"))
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(texts("batch.state.reason"))
        self.reason.setPlaceholderText(texts("batch.state.reason_hint"))
        self._reason_label = Label(texts("batch.state.reason"), tone="ink_2")
        self._lay_out()
        self.state.currentIndexChanged.connect(self._show_reason)
        self._show_reason()
        self.setMinimumWidth(theme.px(460))

    def _lay_out(self) -> None:
        texts, theme = self.context.texts, self.context.theme
        form = QFormLayout()
        form.setVerticalSpacing(theme.px(10))
        form.setHorizontalSpacing(theme.px(16))
        form.addRow(Label(texts("batch.state.state"), tone="ink_2"), self.state)
        form.addRow(Label(texts("batch.state.on"), tone="ink_2"), self.day)
        form.addRow(self._reason_label, self.reason)
        what = texts("batch.state.what", count=len(self._people))
        self.body.addWidget(Label(what, wrap=True))
        self.body.addLayout(form)
        self.body.addWidget(Label(texts("batch.state.note"), "small", "ink_2", wrap=True))
        self.body.addStretch(1)

    def problem(self) -> str:
        """Return what is missing."""
        texts, day = self.context.texts, parse_date(self.day.text())
        if day is None:
            return texts("batch.state.no_day")
        if day > self.context.clock():
            return texts("findings.life_in_future.text")
        if self.state.currentData() in WITH_REASON and not self.reason.text().strip():
            return texts("batch.state.no_reason")
        return ""

    def steps(self) -> tuple[Move, ...]:
        """Return the step of each person."""
        day = parse_date(self.day.text())
        assert day is not None
        state = str(self.state.currentData())
        reason = self.reason.text().strip() if state in WITH_REASON else ""
        return moves(self._people, state, day, reason)

    def _show_reason(self) -> None:
        asked = self.state.currentData() in WITH_REASON
        self.reason.setVisible(asked)
        self._reason_label.setVisible(asked)
        if asked:  # Qt leaves what is hidden out of the order of Tab
            self.setTabOrder(self.day, self.reason)
