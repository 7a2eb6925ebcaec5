"""Changes: starting a change case from an approved one, and what a change case changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.case_way_rules import Route
from kabao.domain.cases import CaseKind
from kabao.domain.errors import KabaoError
from kabao.domain.follow_ups import can_be_followed
from kabao.services.snapshots import Comparison
from kabao.ui.cases.workspace.way.tables import DIFFERENCES, words_table
from kabao.ui.kit.buttons import LinkButton, PrimaryButton
from kabao.ui.kit.forms.view import FormView
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.case_way_changes import ChangePlan, ChangeView
    from kabao.domain.cases import Case
    from kabao.domain.fields import Value
    from kabao.ui.kit.context import RoomContext

_TABLE = 220


class ChangePage(QWidget):
    """``started`` carries a new change case; ``wanted`` the id of a case to open."""

    started = Signal(object)
    wanted = Signal(int)
    changed = Signal(object)

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case = case
        self.notices = NoticeBar(context.theme, context.texts)
        self.form: FormView | None = None
        self.start_button: PrimaryButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        scroller = Scroller()
        scroller.body.setSpacing(context.theme.px(8))
        for widget in self._widgets():
            scroller.body.addWidget(widget)
        scroller.body.addStretch(1)
        column.addWidget(scroller, 1)

    def start(self) -> None:
        """Ask for a title and start a change case."""
        texts = self._context.texts
        proposed = texts("case_way.change.default_title", title=self._case.title)
        title = self._context.alerts.text(texts("case_way.change.ask_title"), proposed)
        if not title or not title.strip():
            return
        try:
            saved = self._context.workspace.case_way.start_change(self._case.id, title.strip())
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.started.emit(saved)

    def flush(self) -> None:
        """Store what was typed about the change."""
        if self.form is None:
            return
        changed = self._context.workspace.case_way.save_change(self._case.id, self.form.values())
        if changed.cases:
            self.changed.emit(changed)

    def _widgets(self) -> Iterator[QWidget]:
        way = self._context.workspace.case_way
        view = way.change(self._case) if self._case.kind is CaseKind.CHANGE else None
        if view is not None:
            yield from self._of_change(view)
            return
        yield from self._of_base()

    def _of_base(self) -> Iterator[QWidget]:
        texts, way = self._context.texts, self._context.workspace.case_way
        state = way.state(self._case.id)
        department = can_be_followed(self._case)
        if not department or not state.may_change:
            yield Label(texts("case_way.change.not_yet"), tone="ink_2", wrap=True)
        since = way.since_approval(self._case)
        if since is not None:
            found, plan = since
            words = texts("case_way.said.since_approval", count=len(found))
            yield Label(words, wrap=True)
            yield from self._plan(plan)
        cases = way.changes_of(self._case.id)
        if cases:
            yield SectionHeading(texts("case_way.change.cases"))
        for case in cases:
            link = LinkButton(f"{case.number} {case.title}")
            link.clicked.connect(lambda _=False, it=case.id: self.wanted.emit(it))
            yield link
        if department and state.may_change:
            self.start_button = PrimaryButton(
                self._context.theme, texts("case_way.action.start_change"), "plus"
            )
            self.start_button.setObjectName("start_change")
            self.start_button.clicked.connect(self.start)
            yield _leading(self.start_button)

    def _of_change(self, view: ChangeView) -> Iterator[QWidget]:
        texts = self._context.texts
        none = texts("case_way.change.nothing_there")
        words = texts(
            "case_way.change.base",
            case=view.base.number,
            reference=view.base_reference or none,
            date=view.base_date or none,
        )
        yield Label(words, wrap=True)
        link = LinkButton(texts("case_way.action.open_case", case=view.base.number))
        link.clicked.connect(lambda: self.wanted.emit(view.base.id))
        yield _leading(link)
        yield from self._plan(view.plan)
        yield SectionHeading(texts("case_way.change.comparison"))
        table, model = words_table(self._context, DIFFERENCES, (0, 220, 220), "change_rows")
        table.setAccessibleName(texts("case_way.change.comparison"))
        compared = Comparison({}, {}, view.differences, self._case.applicant_kind)
        model.show(self._context.workspace.snapshots.rows(compared, texts.language))
        table.setMinimumHeight(self._context.theme.px(_TABLE))
        yield table
        yield SectionHeading(texts("case_way.change.about"))
        form = self._context.workspace.rulebook.form("change")
        self.form = FormView(form, texts, self._context.theme)
        self.form.set_values(view.values)
        self.form.edited.connect(self._edited)
        yield self.form

    def _edited(self, _name: str, _value: Value) -> None:
        try:
            self.flush()
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _plan(self, plan: ChangePlan) -> Iterator[QWidget]:
        texts = self._context.texts
        language, rulebook = texts.language, self._context.workspace.rulebook
        if plan.route is Route.NONE:
            yield Label(texts("case_way.change.nothing"), tone="ink_2", wrap=True)
            return
        route = texts(f"case_way.route.{plan.route}")
        yield Label(texts("case_way.change.route", route=route), "section", wrap=True)
        filed = plan.of_route(Route.FILING)
        if plan.route is Route.APPROVAL and filed:
            names = texts("labels.list_separator").join(item.label.to(language) for item in filed)
            yield Label(texts("case_way.change.mixed", items=names), wrap=True)
        retest = "retest" if plan.retest else "no_retest"
        yield Label(texts(f"case_way.change.{retest}"), wrap=True)
        for item in plan.items:
            trust = confidence_text(texts, item.origin.confidence)
            source = rulebook.cite(item.origin.source).to(language)
            parts = [item.label.to(language), texts(f"case_way.route.{item.route}")]
            parts += [item.note.to(language)] if item.note else []
            words = texts("labels.semicolon").join((*parts, f"{source} ({trust})"))
            yield Label(words, "small", "ink_2", wrap=True)
        yield Label(texts("case_way.change.open_list"), "small", "ink_2", wrap=True)


def _leading(widget: QWidget) -> QWidget:
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return frame
