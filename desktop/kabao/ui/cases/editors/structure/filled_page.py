"""The structure with one person's data in it: the same tree, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.cases.editors.laid.laid_model import place_of
from kabao.ui.cases.editors.structure.budget_bar import BudgetRow
from kabao.ui.cases.editors.structure.facts import facts_of, origin_of, source_text
from kabao.ui.cases.editors.structure.structure_tree import StructureTree
from kabao.ui.cases.editors.structure.tree_model import FILLED
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.panels import KeyValues, Scroller, splitter
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.domain.structure import Extension
    from kabao.ui.cases.editors.laid.laid_model import LaidModel
    from kabao.ui.cases.editors.structure.nodes import Node
    from kabao.ui.kit.context import RoomContext


_ROOM_FOR_DETAIL = 240


class FilledPage(QWidget):
    """Shows what a laid table holds at its places in the tree; numbers stay as masked as there."""

    def __init__(self, context: RoomContext, laid: LaidModel) -> None:
        super().__init__()
        self._context = context
        self._laid = laid
        self._rows: dict[str, int] = {}
        theme, texts = context.theme, context.texts
        self.tree = StructureTree(context, FILLED)
        self._title = Label("", "section", wrap=True)
        self._facts = KeyValues(theme, lines=False)
        self._bytes = BudgetRow(theme, texts)
        self._detail = Scroller()
        margin = theme.space("page_margin")
        self._detail.body.setContentsMargins(margin, theme.px(12), theme.px(20), theme.px(12))
        self._detail.body.setSpacing(theme.px(8))
        for widget in (self._title, self._bytes, self._facts):
            self._detail.body.addWidget(widget)
        self._detail.body.addStretch(1)
        panes = splitter(theme, self.tree, self._detail, upright=True)
        panes.setStretchFactor(0, 1)
        panes.setSizes([theme.px(320), theme.px(190)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes)
        self.tree.chosen.connect(self._show_node)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a low page to the tree."""
        super().resizeEvent(event)
        self._detail.setVisible(self.height() >= self._context.theme.px(_ROOM_FOR_DETAIL))

    def show_data(self, extensions: Sequence[Extension]) -> None:
        """Show what the table holds now."""
        laid = self._laid
        lines = [laid.line(row) for row in range(laid.rowCount())]
        self._rows = {place_of(line): row for row, line in enumerate(lines)}
        self.tree.show_extensions(extensions)
        self.tree.model.fill(
            {
                path: (
                    laid.value(row),
                    laid.encoded(row),
                    lines[row].used,
                    lines[row].element.length,
                )
                for path, row in self._rows.items()
            }
        )
        node = self.tree.current()
        if node is not None:
            self._show_node(node)

    def _show_node(self, node: Node) -> None:
        texts = self._context.texts
        structure = self._context.workspace.rulebook.structure
        self._facts.clear()
        subject = node.application or node.file or node.element
        name = subject.name.to(texts.language) if subject else ""
        if node.extension is not None:
            name = node.extension.name
        self._title.setText(f"{node.path}  {name}".strip())
        self._show_data(node)
        for key, value in facts_of(node, structure, texts):
            self._facts.add(texts(f"cases.structure.fact.{key}"), value)
        if subject is not None:
            origin = origin_of(node)
            trust = confidence_text(texts, origin.confidence)
            self._facts.add(texts("cases.structure.fact.confidence"), trust)
            source = source_text(origin, structure, texts)
            self._facts.add(texts("cases.structure.fact.source"), source, "ink_2")

    def _show_data(self, node: Node) -> None:
        texts, row = self._context.texts, self._rows.get(node.path, -1)
        self._bytes.hide()
        if row < 0:
            return
        line = self._laid.line(row)
        nothing = texts("cases.laid.nothing")
        self._facts.add(texts("cases.laid.column.value"), self._laid.value(row) or nothing)
        self._facts.add(texts("cases.laid.column.encoded"), self._laid.encoded(row) or nothing)
        self._facts.add(texts("cases.laid.column.note"), self._laid.note(row))
        if line.encoded:
            self._bytes.show()
            self._bytes.show_bytes(node.path, line.used, line.element.length)
