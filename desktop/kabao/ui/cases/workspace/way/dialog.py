"""The window on the way of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kabao.ui.cases.workspace.way.change_page import ChangePage
from kabao.ui.cases.workspace.way.next_step import NextStepPage
from kabao.ui.cases.workspace.way.past_steps import PastStepsPage
from kabao.ui.cases.workspace.way.snapshots import SnapshotsPage
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.tabs import SectionTabs, StepPath
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.case_way import CaseStep
    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed, Saved
    from kabao.ui.kit.context import RoomContext

TABS = ("next", "steps", "snapshots", "change")


class WayDialog(QDialog):
    """``changed`` tells what was stored; ``case_wanted`` which case is to be opened instead."""

    changed = Signal(object, str)
    case_wanted = Signal(int)

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._context = context
        self._case = case
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("case_way.title"))
        self.state = Label("", "heading")
        self._path = QVBoxLayout()
        self.tabs = SectionTabs(theme)
        self.tabs.set_tabs([(key, texts(f"case_way.tab.{key}")) for key in TABS])
        self.tabs.chosen.connect(self.show_tab)
        self.next = NextStepPage(context, case)
        self.next.recorded.connect(self._recorded)
        self.past = PastStepsPage(context, case)
        self.snapshots = SnapshotsPage(context, case)
        self.snapshots.changed.connect(lambda it: self.changed.emit(it, ""))
        self._stack = QStackedWidget()
        for page in (self.next, self.past, self.snapshots):
            self._stack.addWidget(page)
        self.change = self._make_change()
        self._lay_out()
        self._show_state()
        self.resize(self._fitting(parent))

    def show_tab(self, key: str) -> None:
        """Show one of the pages."""
        self.tabs.select(key)
        self._stack.setCurrentIndex(TABS.index(key))

    def _fitting(self, parent: QWidget | None) -> QSize:
        """Large type must not make it larger than the window it belongs to."""
        px = self._context.theme.px
        wanted = QSize(px(880), px(640))
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    def _make_change(self) -> ChangePage:
        page = ChangePage(self._context, self._case)
        page.changed.connect(lambda it: self.changed.emit(it, ""))
        page.started.connect(self._started)
        page.wanted.connect(self._open)
        self._stack.addWidget(page)
        return page

    def _recorded(self, saved: Saved[CaseStep]) -> None:
        texts, rules = self._context.texts, self._context.workspace.rulebook.way
        label = rules.transition(saved.record.transition).label.to(texts.language)
        words = texts("case_way.said.recorded", step=label)
        self._take(saved.changed, words)
        self.next.notices.show_notice("ok", words)

    def _started(self, saved: Saved[Case]) -> None:
        words = self._context.texts("case_way.change.started", case=saved.record.number)
        self.changed.emit(saved.changed, words)
        self._open(saved.record.id)

    def _open(self, case_id: int) -> None:
        self.case_wanted.emit(case_id)
        self.accept()

    def _take(self, changed: Changed, words: str) -> None:
        self._case = self._context.workspace.cases.get(self._case.id)
        self.next.show_case(self._case)
        self.past.show_case(self._case)
        self.snapshots.show_case(self._case)
        self._stack.removeWidget(self.change)
        self.change.deleteLater()
        self.change = self._make_change()
        self._show_state()
        self.changed.emit(changed, words)

    def _show_state(self) -> None:
        texts, way = self._context.texts, self._context.workspace.case_way
        state = way.state(self._case.id).label.to(texts.language)
        self.state.setText(texts("case_way.state", state=state))
        while self._path.count():
            item = self._path.takeAt(0)
            assert item is not None
            old = item.widget()
            if old is not None:
                old.deleteLater()
        states, reached = way.path(self._case)
        names = [one.label.to(texts.language) for one in states]
        self._path.addWidget(StepPath(self._context.theme, names, reached))

    def _lay_out(self) -> None:
        theme = self._context.theme
        close = SecondaryButton(theme, self._context.texts("case_way.action.close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s4"))
        column.addWidget(self.state)
        column.addLayout(self._path)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
