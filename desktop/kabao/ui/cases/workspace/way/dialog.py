"""The window on the way of one case."""

from __future__ import annotations

from functools import cached_property
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
_PAGES = dict(zip(TABS, ("next", "past", "snapshots", "change"), strict=True))
"""Where the page of each tab stands."""


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
        self._stack = QStackedWidget(self)
        self.next = NextStepPage(context, case, self._stack)
        self.next.recorded.connect(self._recorded)
        self._stack.addWidget(self.next)
        self._lay_out()
        self._show_state()
        self.resize(self._fitting(parent))

    @cached_property
    def past(self) -> PastStepsPage:
        """The page of what has happened, made when it is first asked for, as the next ones are."""
        page = PastStepsPage(self._context, self._case, self._stack)
        self._stack.addWidget(page)
        return page

    @cached_property
    def snapshots(self) -> SnapshotsPage:
        """The page of the snapshots."""
        page = SnapshotsPage(self._context, self._case, self._stack)
        page.changed.connect(lambda it: self.changed.emit(it, ""))
        self._stack.addWidget(page)
        return page

    @cached_property
    def change(self) -> ChangePage:
        """The page of changes."""
        page = ChangePage(self._context, self._case, self._stack)
        page.changed.connect(lambda it: self.changed.emit(it, ""))
        page.started.connect(self._started)
        page.wanted.connect(self._open)
        self._stack.addWidget(page)
        return page

    def show_tab(self, key: str) -> None:
        """Show one of the pages."""
        self.tabs.select(key)
        self._stack.setCurrentWidget(getattr(self, _PAGES[key]))

    def _fitting(self, parent: QWidget | None) -> QSize:
        """Large type must not make it larger than the window it belongs to."""
        px = self._context.theme.px
        wanted = QSize(px(880), px(640))
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

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
        made = self.__dict__
        for key in ("past", "snapshots"):
            if key in made:
                made[key].show_case(self._case)
        if "change" in made:
            old = made.pop("change")
            self._stack.removeWidget(old)
            old.deleteLater()
            self.show_tab(self.tabs.selected())
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
