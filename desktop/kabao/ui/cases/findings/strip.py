"""The preflight at the foot of the workspace: four counts and the list to jump from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from kabao.domain.findings import Level
from kabao.domain.preflight import finding_key
from kabao.domain.supplements import CODE as REQUEST
from kabao.ui.cases.findings.findings_model import COLUMNS, FindingsModel
from kabao.ui.kit.buttons import IconButton, TextButton
from kabao.ui.kit.cells import IconTextDelegate, LevelDelegate
from kabao.ui.kit.helping import ask_help
from kabao.ui.kit.marks import LevelCounts
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import ElidedLabel, KeyHint, Label

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from kabao.domain.cases import Case
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.findings.examiner import Checked
    from kabao.ui.kit.context import RoomContext


_ROOM_FOR_RULE = 860
_ROOM_FOR_FIELD = 520
_FOOT = 8
"""Below the last finding."""


def _asked(finding: Finding | None) -> bool:
    """Say whether a bureau asks for it, which one answers rather than accepts."""
    return finding is not None and finding.code == REQUEST


class PreflightStrip(QFrame):
    """``jumped`` names the place of a finding; ``accepted`` keys and the reason given for them."""

    jumped = Signal(object)
    many_jumped = Signal(object)
    """The findings of a row that tells what is alike about many people."""
    accepted = Signal(object, str)
    folded = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folded = False
        self.setProperty("ground", "surface")
        self.model = FindingsModel(context.texts, context.workspace.rulebook)
        self.table = self._build_table()
        self._counts = LevelCounts(context.theme, context.texts)
        self._hint = ElidedLabel("", "small", "ink_2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self.table, 1)
        context.theme.changed.connect(self._fit)
        self._fit()

    def show_result(self, case: Case, result: Checked) -> None:
        """Show the findings; the chosen one stays chosen while it lasts."""
        chosen = self.chosen()
        rules = self._context.workspace.cases.rules(case)
        self.model.show_case(case, result, rules)
        self._counts.set_counts(
            Counter(item.level for item in result.findings if not item.accepted)
        )
        self._hint.set_text(self._hint_for(result))
        self._show_table()
        if chosen is not None:
            key = finding_key(chosen)
            rows = range(self.model.rowCount())
            again = [row for row in rows if finding_key(self.model.line(row)) == key]
            if again:
                self.table.selectRow(again[0])
        self._show_actions()

    def step(self, by: int) -> None:
        """Jump to the next or previous open finding, around the ends."""
        rows = [n for n in range(self.model.rowCount()) if not self.model.line(n).accepted]
        if not rows:
            return
        now = self.table.currentIndex().row() if self.chosen() else (-1 if by > 0 else 0)
        ahead = [row for row in rows if (row > now if by > 0 else row < now)]
        row = (ahead[0] if by > 0 else ahead[-1]) if ahead else (rows[0] if by > 0 else rows[-1])
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))
        self._jump(row)

    def chosen(self) -> Finding | None:
        """Return the chosen finding."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.line(rows[0].row()) if rows else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the sentence where it is narrow; the tooltip tells the rest."""
        super().resizeEvent(event)
        width, px = event.size().width(), self._context.theme.px
        self.table.setColumnHidden(COLUMNS.index("rule"), width < px(_ROOM_FOR_RULE))
        self.table.setColumnHidden(COLUMNS.index("field"), width < px(_ROOM_FOR_FIELD))

    def fold(self, *, folded: bool) -> None:
        """Show the counts alone, or the list below them too."""
        self._folded = folded
        word = self._context.texts("cases.unfold" if folded else "cases.fold")
        self._fold.set_icon("chevron-up" if folded else "chevron-down", word)
        self._show_table()
        self.folded.emit()

    @property
    def is_open(self) -> bool:
        """Whether there is a list to be seen; without findings the counts are enough."""
        return self.model.rowCount() > 0 and not self._folded

    def wanted_height(self) -> int:
        """Return what the counts and all findings need; more would be an empty ground."""
        theme = self._context.theme
        head = theme.height("preflight_header")
        if not self.is_open:
            return head
        lines = self.model.rowCount() * theme.height("finding_row")
        return head + max(lines + theme.px(_FOOT), self.table.minimumHeight())

    def help_topic(self) -> str:
        """Return what F1 explains here: the finding chosen."""
        finding = self.chosen()
        return f"finding:{finding.code}" if finding is not None else ""

    def accept_chosen(self) -> None:
        """Ask for a reason and accept the chosen warning."""
        finding, texts = self.chosen(), self._context.texts
        if finding is None or finding.level is not Level.WARNING:
            return
        question = "supplements.answer_question" if _asked(finding) else "cases.accept_question"
        reason = self._context.alerts.text(texts(question), finding.accepted)
        if reason is not None and reason.strip():
            self.accepted.emit(self._chosen_keys(), reason.strip())

    def revoke_chosen(self) -> None:
        """Take an acceptance back."""
        finding = self.chosen()
        if finding is not None and finding.accepted:
            self.accepted.emit(self._chosen_keys(), "")

    def open_chosen(self, *, opened: bool) -> None:
        """Tell the findings of the chosen row one by one, or together again."""
        row = self.table.currentIndex().row()
        if self.chosen() is not None:
            self.model.open_row(row, opened=opened)
            self._show_table()
            self.table.selectRow(row)
            self._show_actions()
            self.folded.emit()  # there is more, or less, to see

    def _chosen_keys(self) -> tuple[str, ...]:
        behind = self.model.behind(self.table.currentIndex().row())
        return tuple(finding_key(item) for item in behind)

    def _build_table(self) -> Table:
        theme = self._context.theme
        table = Table(theme, row="finding_row")
        table.setObjectName("findings")
        table.setAccessibleName(self._context.texts("cases.preflight"))
        table.setModel(self.model)
        table.horizontalHeader().hide()
        table.setSelectionMode(Table.SelectionMode.SingleSelection)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(168, delegate=LevelDelegate(theme, table)),
            Column(144, delegate=plain),
            Column(200, elastic=True, delegate=plain),
            Column(220, delegate=CellDelegate(theme, table, align_right=True)),
            Column(36, delegate=IconTextDelegate(theme, table)),
        )
        for key, opened in ((Qt.Key.Key_Right, True), (Qt.Key.Key_Left, False)):
            shortcut = QShortcut(QKeySequence(key), table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda it=opened: self.open_chosen(opened=it))
        table.clicked.connect(lambda index: self._jump(index.row()))
        table.opened.connect(lambda index: self._jump(index.row()))
        table.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.setMinimumHeight(theme.px(56))
        return table

    def _build_head(self) -> QFrame:
        theme, texts = self._context.theme, self._context.texts
        self._head = QFrame()
        self._head.setProperty("line", "bottom")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.space("page_margin"), 0, theme.px(12), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(Label(texts("cases.preflight"), "section"))
        row.addWidget(self._counts)
        row.addWidget(self._hint, 1)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.accept_button = TextButton(theme, texts("cases.accept"))
        self.accept_button.clicked.connect(self.accept_chosen)
        self.revoke_button = TextButton(theme, texts("cases.revoke"))
        self.revoke_button.clicked.connect(self.revoke_chosen)
        self.each_button = TextButton(theme, texts("cases.each"))
        self.each_button.clicked.connect(
            lambda: self.open_chosen(opened=not self.model.is_opened(self._row()))
        )
        following = TextButton(theme, texts("cases.next_finding"))
        following.clicked.connect(lambda: self.step(1))
        self._fold = IconButton(theme, "chevron-down", texts("cases.fold"), size=16)
        self._fold.clicked.connect(lambda: self.fold(folded=not self._folded))
        for widget in (
            self.each_button,
            self.accept_button,
            self.revoke_button,
            KeyHint("F8"),
            following,
            self._fold,
        ):
            row.addWidget(widget)
        return self._head

    def _show_menu(self, where: QPoint) -> None:
        finding, texts = self.chosen(), self._context.texts
        if finding is None:
            return
        menu = QMenu(self.table)
        menu.addAction(texts("cases.jump"), lambda: self._jump(self._row()))
        menu.addAction(texts("help.why"), lambda: ask_help(self, self.help_topic()))
        if finding.level is Level.WARNING and not finding.accepted:
            menu.addAction(self._accept_word(finding), self.accept_chosen)
        if finding.accepted:
            menu.addAction(texts("cases.revoke"), self.revoke_chosen)
        menu.exec(self.table.viewport().mapToGlobal(where))

    def _show_actions(self) -> None:
        finding = self.chosen()
        warning = finding is not None and finding.level is Level.WARNING
        self.accept_button.setText(self._accept_word(finding))
        self.accept_button.setVisible(warning and not (finding and finding.accepted))
        self.revoke_button.setVisible(bool(finding and finding.accepted))
        row = self._row()
        several = finding is not None and len(self.model.behind(row)) > 1
        opened = several and self.model.is_opened(row)
        self.each_button.setVisible(several)
        self.each_button.setText(self._context.texts("cases.together" if opened else "cases.each"))

    def _row(self) -> int:
        return self.table.currentIndex().row()

    def _accept_word(self, finding: Finding | None) -> str:
        texts = self._context.texts
        return texts("supplements.answer" if _asked(finding) else "cases.accept")

    def _show_table(self) -> None:
        self.table.setVisible(self.is_open)
        self._fold.setEnabled(self.model.rowCount() > 0)
        self.setMaximumHeight(self.wanted_height())

    def _jump(self, row: int) -> None:
        behind = self.model.behind(row)
        if len(behind) > 1:
            self.many_jumped.emit(behind)
            return
        place: Place = behind[0].place
        self.jumped.emit(place)

    def _hint_for(self, result: Checked) -> str:
        texts = self._context.texts
        accepted = sum(bool(item.accepted) for item in result.findings)
        words = texts(f"cases.gate.{result.gate}")
        if accepted:
            words = texts("cases.gate_accepted", sentence=words, count=accepted)
        return words

    def _fit(self) -> None:
        self._head.setFixedHeight(self._context.theme.height("preflight_header"))
