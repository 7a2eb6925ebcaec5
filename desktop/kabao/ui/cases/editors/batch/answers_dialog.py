"""What a bureau's table of answers will change, row by row, before anything is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.batch_claims.answers import Answer, Effect
from kabao.domain.findings import worst
from kabao.domain.identity import mask_number
from kabao.ui.cases.editors.batch.dialogs import BatchDialog
from kabao.ui.kit.cells import LevelDelegate, MaskedDelegate
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.labels import finding_remedy, finding_text
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import LEVEL_ROLE, TONE_ROLE
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from kabao.domain.batch_claims.answers import Answers
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

COLUMNS = ("row", "name", "number", "said", "was", "effect", "problem")
_TONES = {Effect.CHANGE: "accent", Effect.SAME: "ink_2", Effect.REFUSED: "error"}
_ALL = "all"


class AnswersModel(LinesModel[Answer]):
    """One line for each row of the table."""

    def __init__(self, texts: Texts, states: Mapping[str, str]) -> None:
        super().__init__(texts, COLUMNS, "batch.column")
        self._states = states

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, tone or level of a cell."""
        line, column = self.line(index.row()), COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == "problem":
            return self.remarks(line)
        if role == LEVEL_ROLE and column == "problem":
            return worst(line.findings)
        if role == TONE_ROLE and column == "effect":
            return _TONES[line.effect]
        return None

    def remarks(self, line: Answer) -> str:
        """Say what was found about a row and what to do."""
        return "\n".join(
            f"{finding_text(self._texts, item)} {finding_remedy(self._texts, item)}"
            for item in line.findings
        )

    def _text(self, line: Answer, column: str) -> str:
        row, member = line.row, line.member
        if column == "effect":
            if line.effect is Effect.CHANGE:
                now = self._states.get(row.state, "")
                return self._texts("batch.answers.becomes", state=now)
            return self._texts(f"batch.answers.{line.effect}")
        return {
            "row": str(row.place),
            "name": row.name or (member.name if member else ""),
            "number": mask_number(row.number),
            "said": " ".join(part for part in (row.said, row.reason) if part),
            "was": self._states.get(member.state, "") if member else "",
            "problem": " ".join(finding_text(self._texts, item) for item in line.findings),
        }[column]


class AnswersDialog(BatchDialog):
    """Counts, a filter by effect, and every row with what it does and why not."""

    def __init__(self, context: RoomContext, answers: Answers, parent: QWidget | None) -> None:
        texts, theme = context.texts, context.theme
        count = len(answers.changes())
        go_on = texts("batch.answers.take", count=count)
        super().__init__(context, texts("batch.answers.title"), go_on, parent)
        self._answers = answers
        labels = context.workspace.rulebook.code_lists["progress"]
        states = {item.code: item.label.to(texts.language) for item in labels}
        self.model = AnswersModel(texts, states)
        self.chips = ChipRow(theme)
        self.chips.add(_ALL, texts("batch.answers.show_all"), len(answers.rows))
        for effect in Effect:
            self.chips.add(effect, texts(f"batch.answers.{effect}"), answers.count(effect))
        self.chips.select(_ALL)
        self.chips.chosen.connect(self._filter)
        self.table = self._build_table()
        self.remark = Label("", "small", "ink_2", wrap=True, selectable=True)
        self.remark.setMinimumHeight(theme.px(36))
        self.remark.setAccessibleName(texts("batch.answers.remark"))
        self.body.addWidget(Label(self._counts(), wrap=True))
        self.body.addWidget(self.chips)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.remark)
        self._filter(_ALL)
        self._tell_whole()
        self.fit(980, 580)

    def _counts(self) -> str:
        answers = self._answers
        return self.context.texts(
            "batch.answers.counts",
            file=answers.file_name,
            rows=len(answers.rows),
            change=answers.count(Effect.CHANGE),
            same=answers.count(Effect.SAME),
            refused=answers.count(Effect.REFUSED),
            left=len(answers.unanswered),
        )

    def _tell_whole(self) -> None:
        texts = self.context.texts
        for item in self._answers.findings:
            words = f"{finding_text(texts, item)} {finding_remedy(texts, item)}"
            self.notices.show_notice("error", words)
        usable = bool(self._answers.changes()) and not self._answers.refused_whole
        self.go_on.setEnabled(usable)
        if not usable and not self._answers.findings:
            self.notices.show_notice("info", texts("batch.answers.nothing"))

    def _build_table(self) -> Table:
        theme = self.context.theme
        table = Table(theme, row="row_small_table", lead=4)
        table.setObjectName("answers")
        table.setAccessibleName(self.context.texts("batch.answers.title"))
        table.setModel(self.model)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(48, delegate=plain),
            Column(96, delegate=plain),
            Column(158, delegate=MaskedDelegate(theme, table)),
            Column(112, delegate=plain),
            Column(76, delegate=plain),
            Column(140, delegate=plain),
            Column(160, elastic=True, delegate=LevelDelegate(theme, table)),
        )
        table.is_whole = True
        table.current_row_changed.connect(self._show_remark)
        return table

    def _filter(self, effect: str) -> None:
        rows = self._answers.rows
        self.model.show([row for row in rows if effect in (_ALL, row.effect)])
        self.remark.setText("")

    def _show_remark(self, row: int) -> None:
        self.remark.setText(self.model.remarks(self.model.line(row)) if row >= 0 else "")
