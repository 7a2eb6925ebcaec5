"""The page that starts a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.ui.cases.listing.head_form import Head, HeadForm
from kabao.ui.cases.listing.purposes import PurposeChoice
from kabao.ui.cases.words import applicant_text
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, SectionHeading, page_header
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import CaseKind
    from kabao.domain.changes import Changed
    from kabao.ui.kit.context import RoomContext

_WIDEST = 760


class NewCasePage(QWidget):
    """Asks who applies, for whom and under which title; ``created`` carries what was saved."""

    created = Signal(object)
    closed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme, texts = context.theme, context.texts
        self._scroller = Scroller(self)
        # Made where it will stand: moved with all that is in it, it would be dressed anew.
        self._inner = inner = QWidget(self._scroller.widget())
        self.notices = NoticeBar(theme, texts)
        self.form = HeadForm(context, inner)
        self.kinds: dict[ApplicantKind, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.purposes = PurposeChoice(context, inner)
        self.purposes.chosen.connect(self.form.set_purpose)
        self.create_button = PrimaryButton(theme, texts("cases.create"))
        self.create_button.setObjectName("create_case")
        self.create_button.clicked.connect(self.create_case)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            page_header(theme, texts("cases.new"), actions=(cancel, self.create_button))
        )
        column.addWidget(self._build_body(), 1)
        self.form.changed.connect(self._show_problem)
        self.kinds[ApplicantKind.PERSON].setChecked(True)
        self._show_problem()

    def focus_first(self) -> None:
        """Give the keyboard to the first question: Enter on "Cancel" would lose the page."""
        for button in self.kinds.values():
            if button.isChecked():
                button.setFocus()

    def start_for(self, holder_id: int, purpose: CaseKind | None = None) -> None:
        """Begin with one person chosen."""
        self.kinds[ApplicantKind.PERSON].setChecked(True)
        if purpose is not None:
            self.purposes.choose(purpose)
        self.form.set_head(Head("", None, (holder_id,)))

    def take_changes(self, changed: Changed) -> None:
        """Offer what another room changed."""
        self.form.take_changes(changed)

    def kind(self) -> ApplicantKind:
        """Return the kind of applicant chosen."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def create_case(self) -> None:
        """Start the case; what is missing is said beside the form."""
        problem = self.form.problem()
        if problem:
            # Without an employer in the ledger the choice would be a dead end.
            way = self._context.texts("employers.new") if self.form.lacks_employer() else ""
            self.notices.show_notice("warning", problem, way, self._begin_employer)
            return
        head = self.form.head()
        try:
            saved = self._context.workspace.cases.create(
                self.kind(),
                head.title,
                kind=self.purposes.kind(),
                employer_id=head.employer_id,
                holder_ids=head.holder_ids,
                base_id=head.base_id,
            )
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.created.emit(saved)

    def _begin_employer(self) -> None:
        self._context.navigate(Place("employers", section="new"))

    def _build_body(self) -> Scroller:
        theme, texts = self._context.theme, self._context.texts
        scroller, inner = self._scroller, self._inner
        margin = theme.space("page_margin")
        scroller.body.setContentsMargins(margin, theme.px(4), margin, margin)
        scroller.body.setSpacing(theme.space("s4"))
        inner.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s4"))
        column.addWidget(self.notices)
        column.addWidget(SectionHeading(texts("cases.new_kind")))
        column.addLayout(self._build_kinds())
        column.addWidget(self.purposes)
        column.addWidget(SectionHeading(texts("cases.new_head")))
        column.addWidget(self.form, 1)
        filing = self._context.workspace.rulebook.filing_note.to(texts.language)
        column.addWidget(Label(filing, "small", "ink_2", wrap=True))
        scroller.body.addWidget(inner, 1)
        return scroller

    def _build_kinds(self) -> QGridLayout:
        theme, texts = self._context.theme, self._context.texts
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s4"))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for row, kind in enumerate(ApplicantKind):
            button = QRadioButton(applicant_text(texts, kind))
            button.setObjectName(f"kind_{kind}")
            sentence = texts(f"cases.kind_sentence.{kind}")
            button.setAccessibleDescription(sentence)
            button.toggled.connect(lambda on, it=kind: self._set_kind(it) if on else None)
            self._group.addButton(button)
            self.kinds[kind] = button
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(sentence, tone="ink_2", wrap=True), row, 1)
        return grid

    def _set_kind(self, kind: ApplicantKind) -> None:
        self.purposes.show_for(kind)
        self.form.set_purpose(self.purposes.kind())
        self.form.set_kind(kind)
        self.form.choose_the_only_one()

    def _show_problem(self) -> None:
        self.notices.clear()
        self.create_button.setToolTip(self.form.problem())
