"""Changing title, employer and people of a case that has been started."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kabao.ui.cases.listing.head_form import Head, HeadForm
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.small_screens import keep_within_screen

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.ui.kit.context import RoomContext


class HeadDialog(QDialog):
    """Asks for the head of a case; ``case`` is the changed case once it was accepted."""

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        self._before = case
        self.case = case
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.head.change"))
        self.notices = NoticeBar(theme, texts)
        self.form = HeadForm(context, self)
        self.form.set_kind(case.applicant_kind)
        self.form.set_purpose(case.kind)
        self.form.set_head(Head(case.title, case.employer_id, case.holder_ids))
        buttons = DialogButtons(self, theme, texts, texts("kit.save"), self._save)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s4"))
        column.addWidget(self.notices)
        column.addWidget(self.form, 1)
        column.addLayout(buttons)
        self.resize(theme.px(640), theme.px(520))

    def _save(self) -> None:
        problem = self.form.problem()
        if problem:
            self.notices.show_notice("warning", problem)
            return
        head = self.form.head()
        self.case = replace(
            self._before,
            title=head.title,
            employer_id=head.employer_id,
            holder_ids=head.holder_ids,
        )
        self.accept()
