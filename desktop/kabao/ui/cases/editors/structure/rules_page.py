"""All rules X01 to X17 with how each stands now; what breaks one can be gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.extensions import check_extensions, parse_extensions
from kabao.domain.findings import worst
from kabao.domain.structure_rules import RuleStanding, Standing, rules_standing
from kabao.ui.cases.editors.structure.facts import source_text
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.cells import IconTextDelegate
from kabao.ui.kit.labels import confidence_text, finding_remedy, finding_text, level_text
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.marks import level_icon
from kabao.ui.kit.panels import KeyValues, Scroller, splitter
from kabao.ui.kit.roles import ICON_ROLE, TONE_ROLE
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.ui.kit.context import RoomContext

_COLUMNS = ("rule", "standing", "text", "confidence")
_ICONS = {Standing.KEPT: ("circle-check", "ok"), Standing.MAKER: ("info-circle", "ink_3")}


class RulesModel(LinesModel[RuleStanding]):
    """The rules in their order."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, icon or tone of a cell."""
        item, column = self.line(index.row()), _COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(item, column)
        if role == ICON_ROLE and column == "standing":
            level = worst(item.findings)
            return level_icon(level) if level else _ICONS[item.standing]
        if role == TONE_ROLE and column != "text":
            return "ink_2"
        return None

    def _text(self, item: RuleStanding, column: str) -> str:
        texts, rule = self._texts, item.rule
        return {
            "rule": rule.id,
            "standing": standing_text(texts, item),
            "text": rule.text.to(texts.language),
            "confidence": confidence_text(texts, rule.origin.confidence),
        }[column]


class RulesPage(QWidget):
    """``wanted`` carries the row of the local element that breaks a rule."""

    wanted = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self.model = RulesModel(texts, _COLUMNS, "cases.structure.rules")
        self.table = Table(theme, row="row_small_table")
        self.table.setObjectName("structure_rules")
        self.table.setAccessibleName(texts("cases.structure.rules_title"))
        self.table.setModel(self.model)
        plain = CellDelegate(theme, self.table)
        self.table.set_columns(
            Column(52, delegate=plain),
            Column(132, delegate=IconTextDelegate(theme, self.table)),
            Column(240, elastic=True, delegate=plain),
            Column(92, delegate=plain),
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.current_row_changed.connect(self._show_rule)
        self.table.opened.connect(lambda index: self._go(index.row()))
        self._detail = Scroller()
        margin = theme.space("page_margin")
        self._detail.body.setContentsMargins(margin, theme.px(12), theme.px(20), theme.px(12))
        self._facts = KeyValues(theme, lines=False)
        self.go = LinkButton(texts("cases.structure.rule_go"))
        self.go.clicked.connect(lambda: self._go(self.table.currentIndex().row()))
        self._detail.body.addWidget(self._facts)
        self._detail.body.addWidget(self.go)
        self._detail.body.addStretch(1)
        panes = splitter(theme, self.table, self._detail, upright=True)
        panes.setStretchFactor(0, 1)
        panes.setSizes([theme.px(320), theme.px(190)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes)

    def judge(self, values: Values) -> None:
        """Judge the local elements of the form as they are now."""
        structure = self._context.workspace.rulebook.structure
        findings = check_extensions(parse_extensions(values), structure)
        row = max(self.table.currentIndex().row(), 0)
        self.model.show(rules_standing(structure, findings))
        self.table.selectRow(row)
        self._show_rule(row)

    def broken(self) -> int:
        """Count the rules that are broken."""
        lines = (self.model.line(row) for row in range(self.model.rowCount()))
        return sum(line.standing is Standing.BROKEN for line in lines)

    def _show_rule(self, row: int) -> None:
        self._facts.clear()
        if not 0 <= row < self.model.rowCount():
            self.go.hide()
            return
        texts, item = self._context.texts, self.model.line(row)
        rule, add = item.rule, self._facts.add
        add(rule.id, rule.text.to(texts.language))
        add(texts("cases.structure.rules.standing"), standing_text(texts, item))
        for finding in item.findings:
            told = f"{finding_text(texts, finding)} {finding_remedy(texts, finding)}"
            tone = "error" if finding.level in ("error", "critical") else "warning"
            add(level_text(texts, finding.level), told, tone)
        if item.standing is Standing.MAKER:
            add("", texts(f"cases.structure.maker.{rule.id}"), "ink_2")
        if rule.note is not None:
            add(texts("cases.structure.fact.note"), rule.note.to(texts.language), "ink_2")
        add(
            texts("cases.structure.fact.confidence"),
            confidence_text(texts, rule.origin.confidence),
        )
        structure = self._context.workspace.rulebook.structure
        source = source_text(rule.origin, structure, texts)
        add(texts("cases.structure.fact.source"), source, "ink_2")
        self.go.setVisible(bool(item.findings))

    def _go(self, row: int) -> None:
        if 0 <= row < self.model.rowCount() and self.model.line(row).findings:
            self.wanted.emit(self.model.line(row).findings[0].place.row)


def standing_text(texts: Any, item: RuleStanding) -> str:
    """Say how a rule stands."""
    count = len(item.findings)
    return str(texts(f"cases.structure.standing.{item.standing}", count=count))
