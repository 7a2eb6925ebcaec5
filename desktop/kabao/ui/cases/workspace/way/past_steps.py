"""What happened to a case: every recorded step with its scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.cases.workspace.way.tables import STEPS, words_table
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.case_way import CaseStep
    from kabao.domain.cases import Case
    from kabao.ui.kit.context import RoomContext


class PastStepsPage(QWidget):
    """Lists the steps, the latest first; a scan is handed back as the file it was."""

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._steps: list[CaseStep] = []
        self.notices = NoticeBar(context.theme, context.texts)
        self.table, self.model = words_table(
            context, STEPS, (100, 0, 112, 104, 112, 112, 88), "way_steps"
        )
        self.table.setAccessibleName(context.texts("case_way.tab.steps"))
        self._nothing = Label(context.texts("case_way.said.none_yet"), tone="ink_2")
        self.save_scan = SecondaryButton(
            context.theme, context.texts("case_way.action.open_scan"), "download"
        )
        self.save_scan.clicked.connect(self.keep_scan)
        self.table.current_row_changed.connect(lambda _: self._show_actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_scan)
        column.addLayout(foot)
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Read the steps again."""
        way, rules = self._context.workspace.case_way, self._context.workspace.rulebook.way
        language = self._context.texts.language
        self._steps = list(reversed(way.steps(case.id)))
        lines = [
            (
                step.happened_on,
                rules.transition(step.transition).label.to(language),
                rules.state(step.target).label.to(language),
                step.actor,
                step.reference,
                step.reasons,
                step.file_name,
            )
            for step in self._steps
        ]
        self.model.show(lines)
        self._nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        if lines:
            self.table.selectRow(0)
        self._show_actions()

    def keep_scan(self) -> None:
        """Write the scan of the chosen step where the user wants it."""
        step = self._chosen()
        if step is None or not step.sha256:
            return
        title = self._context.texts("case_way.action.open_scan")
        target = self._context.alerts.choose_save(title, step.file_name, ())
        if target is None:
            return
        try:
            target.write_bytes(self._context.workspace.case_way.scan(step))
        except (KabaoError, OSError):
            words = self._context.texts("errors.file_unreadable", name=step.file_name)
            self.notices.show_notice("error", words)
            return
        words = self._context.texts("case_way.said.scan_saved", name=target.name)
        self.notices.show_notice("ok", words)

    def _chosen(self) -> CaseStep | None:
        row = self.table.currentIndex().row()
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def _show_actions(self) -> None:
        step = self._chosen()
        self.save_scan.setEnabled(step is not None and bool(step.sha256))
