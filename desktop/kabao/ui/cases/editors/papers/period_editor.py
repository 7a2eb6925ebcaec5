"""The period of a registration: its clocks above the form that tells what was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.clocks import ClockState
from kabao.services.deadline_words import standing, why_this_day
from kabao.ui.cases.editors.grouped import GroupedEditor
from kabao.ui.cases.editors.papers.paper_list import clear_layout
from kabao.ui.kit.notices import Notice
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.clocks import Clock
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_TONES = {
    ClockState.RUNNING: "info",
    ClockState.PAST_NOMINAL: "warning",
    ClockState.OVERDUE: "error",
    ClockState.DONE: "ok",
    ClockState.DONE_LATE: "warning",
}


class PeriodEditor(GroupedEditor):
    """Each period with its state, both ends and why; what is practice today; then the form."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        self._clocks = QWidget()
        self._column = QVBoxLayout(self._clocks)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.theme.px(8))
        self.scroller.body.insertWidget(0, self._clocks)
        self._show_clocks()
        session.replaced.connect(self._show_clocks)

    def _show_clocks(self) -> None:
        clear_layout(self._column)
        theme, texts = self.context.theme, self.context.texts
        view = self.session.view
        for clock in view.clocks:
            self._add(clock)
        if not view.clocks:
            self._column.addWidget(Notice(theme, "warning", texts("documents.period.no_date")))
        employer = view.employer
        practice = self.context.workspace.deadlines.practice(employer) if employer else None
        if practice is not None:
            self._column.addWidget(Label(practice.to(texts.language), tone="ink_2", wrap=True))

    def _add(self, clock: Clock) -> None:
        theme, texts = self.context.theme, self.context.texts
        title = clock.rule.title.to(texts.language)
        words = texts("cases.papers.clock", title=title, standing=standing(clock, texts))
        self._column.addWidget(Notice(theme, _TONES[clock.state], words))
        article = clock.rule.article.to(texts.language)
        said = texts("cases.papers.clock_why", article=article, why=why_this_day(clock, texts))
        self._column.addWidget(Label(said, "small", "ink_2", wrap=True, selectable=True))
