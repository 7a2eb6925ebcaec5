"""Choosing an earlier case and the parts to copy from it, with what would change in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.services.copying import NOT_OFFERED_FIRST, CopyWish, Taken
from kabao.ui.cases.workspace.way.tables import DIFFERENCES, words_table
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Case, MaterialKey
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class CopyDialog(QDialog):
    """Shows beforehand what is taken; ``changed`` says whether anything was copied."""

    def __init__(
        self, context: RoomContext, session: CaseSession, key: MaterialKey, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._key = key
        self._sources = context.workspace.copying.sources(session.case, key)
        self.sections: dict[str, CheckBox] = {}
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.copy.title"))
        self.notices = NoticeBar(theme, texts)
        self.choice = ComboBox(theme)
        self.choice.setAccessibleName(texts("cases.copy.source"))
        for case in self._sources:
            self.choice.addItem(_named(case))
        self.over, self.files = (
            CheckBox(theme, texts(f"cases.copy.{key}")) for key in ("replace", "files")
        )
        self.files.setChecked(True)
        self.summary = Label("", tone="ink_2", wrap=True)
        self.table, self._model = words_table(context, DIFFERENCES, (112, 88, 0), "copy_preview")
        self.table.setAccessibleName(texts("cases.copy.preview"))
        self.do = PrimaryButton(theme, texts("cases.copy.do"))
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._show)
        for box in (self.over, self.files, *self.sections.values()):
            box.toggled.connect(self._show)
        wanted = QSize(theme.px(900), theme.px(600))
        self.resize(wanted.boundedTo(parent.size()) if parent is not None else wanted)
        self._show()

    def wish(self) -> CopyWish:
        """Return what is chosen."""
        chosen = frozenset(key for key, box in self.sections.items() if box.isChecked())
        source = self._sources[self.choice.currentIndex()]
        return CopyWish(
            source.id, chosen, replace=self.over.isChecked(), files=self.files.isChecked()
        )

    def copy(self) -> None:
        """Copy what is shown; it can be undone as one step."""
        session, texts = self._session, self._context.texts
        try:
            changed = self._context.workspace.copying.copy(session.case.id, self._key, self.wish())
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.accept()
        self._context.announce(changed)
        session.reload()
        self._context.offer_undo(texts("cases.copy.done", title=self.choice.currentText()))

    def _show(self) -> None:
        if not self._sources:
            return
        service = self._context.workspace.copying
        taken = service.preview(self._session.case, self._key, self.wish())
        self._model.show([self._line(item) for item in taken])
        key = "cases.copy.count" if taken else "cases.copy.nothing"
        self.summary.setText(self._context.texts(key, count=len(taken)))
        self.do.setEnabled(bool(taken))

    def _line(self, item: Taken) -> tuple[str, ...]:
        texts, service = self._context.texts, self._context.workspace.copying
        label = item.field.label.to(texts.language)
        if item.files:
            return label, "", "\n".join(file.title for file in item.files)
        now, then = (
            service.words(item.field, value, texts.language) for value in (item.now, item.then)
        )
        return label, now, then

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(10))
        column.addWidget(self.notices)
        label = Label(texts("cases.copy.source"), "small", "ink_2")
        label.setBuddy(self.choice)
        column.addWidget(label)
        column.addWidget(self.choice)
        both = QHBoxLayout()
        both.setSpacing(theme.px(16))
        both.addWidget(self._build_parts())
        right = QVBoxLayout()
        right.addWidget(self.summary)
        right.addWidget(self.table, 1)
        both.addLayout(right, 1)
        column.addLayout(both, 1)
        column.addLayout(self._build_foot())
        if not self._sources:
            self.summary.setText(texts("cases.copy.no_source"))

    def _build_foot(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.do.setDefault(True)
        self.do.setEnabled(False)
        self.do.clicked.connect(self.copy)
        foot = QHBoxLayout()
        foot.addWidget(Label(texts("cases.copy.note"), "small", "ink_2", wrap=True), 1)
        foot.addWidget(cancel)
        foot.addWidget(self.do)
        return foot

    def _build_parts(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        parts = Scroller()
        parts.body.setSpacing(theme.px(6))
        parts.body.addWidget(SectionHeading(texts("cases.copy.parts")))
        form = self._session.form(self._key)
        for section in form.sections:
            if form.of_section(section.key):
                box = CheckBox(theme, section.title.to(texts.language))
                box.setChecked(section.key not in NOT_OFFERED_FIRST)
                self.sections[section.key] = box
                parts.body.addWidget(box)
        parts.body.addSpacing(theme.px(10))
        parts.body.addWidget(self.over)
        parts.body.addWidget(self.files)
        parts.body.addStretch(1)
        bar = parts.verticalScrollBar().sizeHint().width()
        parts.setFixedWidth(max(theme.px(190), parts.body.minimumSize().width() + bar))
        return parts


def _named(case: Case) -> str:
    return f"{case.number}  {case.title}  {case.created_on}"
