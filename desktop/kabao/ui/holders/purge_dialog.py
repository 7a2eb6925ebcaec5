"""Before a purge: what goes, what stays, which backups hold the person; the name is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.services.privacy_words import copy_lines, going, staying
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.notices import Notice
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.privacy import PurgePlan
    from kabao.ui.kit.context import RoomContext

_WIDTH, _HEIGHT = 620, 600


class PurgeDialog(QDialog):
    """Accepted only once the name stands in the field to the letter."""

    def __init__(self, context: RoomContext, plan: PurgePlan, parent: QWidget | None) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        self._plan = plan
        texts, theme = context.texts, context.theme
        title = texts("privacy.purge.title", name=plan.traces.name)
        self.setWindowTitle(title)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(title, "heading", wrap=True))
        column.addWidget(Notice(theme, "warning", texts("privacy.purge.warning")))
        column.addWidget(self._told(context), 1)
        self._add_backups(context, column)
        words = Label(texts("privacy.purge.confirm", name=plan.traces.name), wrap=True)
        self.typed = QLineEdit()
        self.typed.setObjectName("purge_name")
        self.typed.setAccessibleName(words.text())
        words.setBuddy(self.typed)
        column.addWidget(words)
        column.addWidget(self.typed)
        column.addLayout(self._buttons(context))
        self.typed.setFocus()

    def _told(self, context: RoomContext) -> Scroller:
        texts, told = context.texts, Scroller()
        told.body.setContentsMargins(0, 0, 0, 0)
        told.body.setSpacing(context.theme.px(6))
        self._add(told, texts("privacy.purge.goes"), going(texts, self._plan))
        self._add(told, texts("privacy.purge.stays"), staying(texts, self._plan))
        none = [texts("privacy.purge.backups_none")]
        lines = copy_lines(texts, self._plan.holding) or none
        self._add(told, texts("privacy.purge.backups"), lines)
        told.body.addStretch(1)
        return told

    def _add_backups(self, context: RoomContext, column: QVBoxLayout) -> None:
        texts, count = context.texts, len(self._plan.holding)
        self.backups = CheckBox(context.theme, texts("privacy.purge.backups_clean", count=count))
        self.backups.setObjectName("purge_backups")
        self.backups.setChecked(True)
        note = Label(texts("privacy.purge.backups_note"), "small", "ink_2", wrap=True)
        for widget in (self.backups, note):
            widget.setVisible(count > 0)
            column.addWidget(widget)

    def _buttons(self, context: RoomContext) -> QHBoxLayout:
        texts, theme = context.texts, context.theme
        self.act = PrimaryButton(theme, texts("privacy.purge.act"), "trash")
        self.act.setObjectName("purge_act")
        self.act.setEnabled(False)
        self.act.clicked.connect(lambda _: self.accept())
        cancel = SecondaryButton(theme, texts("privacy.purge.cancel"))
        cancel.setDefault(True)
        cancel.clicked.connect(lambda _: self.reject())
        self.typed.textChanged.connect(self._compare)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s2"))
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.act)
        return row

    def _compare(self, typed: str) -> None:
        self.act.setEnabled(typed.strip() == self._plan.traces.name)

    @staticmethod
    def _add(told: Scroller, head: str, lines: Sequence[str]) -> None:
        told.body.addWidget(SectionHeading(head))
        for line in lines:
            told.body.addWidget(Label(line, wrap=True))
