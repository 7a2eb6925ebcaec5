"""The snapshots of a case, and what changed between any two of them or until now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.cases.workspace.way.tables import DIFFERENCES, SNAPSHOTS, local_time, words_table
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import splitter
from kabao.ui.kit.tables import Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.snapshots import Snapshot
    from kabao.ui.kit.context import RoomContext


class SnapshotsPage(QWidget):
    """``changed`` carries what keeping a snapshot changed."""

    changed = Signal(object)

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case = case
        self._kept: list[Snapshot] = []
        texts = context.texts
        self.notices = NoticeBar(context.theme, texts)
        self.table, self.model = words_table(context, SNAPSHOTS, (64, 136, 160, 0), "snapshots")
        self.table.setAccessibleName(texts("case_way.tab.snapshots"))
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.differences, self._lines = words_table(
            context, DIFFERENCES, (0, 220, 220), "differences"
        )
        self.summary = Label("", tone="ink_2", wrap=True)
        self._nothing = Label(texts("case_way.said.no_snapshots"), tone="ink_2", wrap=True)
        self._build()
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Read the snapshots again and compare the approval with now."""
        self._case = case
        texts = self._context.texts
        self._kept = list(reversed(self._context.workspace.snapshots.of_case(case.id)))
        self.model.show(
            [
                (
                    str(one.position),
                    local_time(one.taken_at),
                    texts(f"case_way.reason.{one.reason}"),
                    one.digest,
                )
                for one in self._kept
            ]
        )
        self._nothing.setVisible(not self._kept)
        self._panes.setVisible(bool(self._kept))
        approved = [row for row, one in enumerate(self._kept) if one.reason == "approval"]
        if self._kept:
            self.table.selectRow(approved[0] if approved else 0)
        self._show_actions()

    def compare(self) -> None:
        """Compare the chosen snapshot with now, or two chosen ones with each other."""
        rows = sorted(
            (index.row() for index in self.table.selectionModel().selectedRows()), reverse=True
        )
        if not rows:
            return
        snapshots, texts = self._context.workspace.snapshots, self._context.texts
        first = self._kept[rows[0]]
        second = self._kept[rows[-1]] if len(rows) > 1 else None
        try:
            found = snapshots.compare(first.uid, second.uid if second else "", case=self._case)
            whole = snapshots.get(first.uid).is_whole
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        lines = snapshots.rows(found, texts.language)
        self._lines.show(lines)
        self.summary.setText(self._summary(first, second, len(lines), whole=whole))

    def keep(self) -> None:
        """Freeze the case as it stands."""
        try:
            saved = self._context.workspace.snapshots.take(self._case.id, "manual")
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.show_case(self._case)
        key = "kept" if saved.changed.cases else "kept_already"
        self.notices.show_notice("ok", self._context.texts(f"case_way.said.{key}"))
        self.changed.emit(saved.changed)

    def _summary(self, first: Snapshot, second: Snapshot | None, count: int, *, whole: bool) -> str:
        texts = self._context.texts
        if not whole:
            return texts("case_way.said.damaged")
        if not count:
            return texts("case_way.said.same")
        if first.reason == "approval" and second is None:
            return texts("case_way.said.since_approval", count=count)
        return texts("case_way.said.differences", count=count)

    def _build(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, theme.px(8), 0, 0)
        below.addWidget(self.summary)
        below.addWidget(self.differences, 1)
        self._panes = splitter(theme, self.table, lower, upright=True)
        self._panes.setSizes([theme.px(160), theme.px(260)])
        self._keep = SecondaryButton(theme, texts("case_way.action.snapshot"), "lock")
        self._keep.clicked.connect(self.keep)
        self._compare = SecondaryButton(theme, texts("case_way.action.compare_now"))
        self._compare.clicked.connect(self.compare)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        self.table.opened.connect(lambda _: self.compare())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notices)
        column.addWidget(self._nothing)
        column.addWidget(self._panes, 1)
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addStretch(1)
        foot.addWidget(self._compare)
        column.addLayout(foot)

    def _show_actions(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        key = "compare" if count > 1 else "compare_now"
        self._compare.setText(self._context.texts(f"case_way.action.{key}"))
        self._compare.setEnabled(0 < count <= 2)
        self.compare()
