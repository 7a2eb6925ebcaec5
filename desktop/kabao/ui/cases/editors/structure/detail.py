"""Below the tree: the form of a local element, or the facts of a locked one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.extensions import byte_budget, parse_extensions
from kabao.ui.cases.editors.structure.budget_bar import BudgetRow
from kabao.ui.cases.editors.structure.extension_rows import column_of, row_form, rows_in
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.forms.view import FormLook, FormView
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import KeyValues, Scroller
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.fields import FieldSpec, Origin, Value, Values
    from kabao.domain.findings import Finding
    from kabao.ui.cases.editors.structure.nodes import Node
    from kabao.ui.kit.context import RoomContext


class StructureDetail(Scroller):
    """``edited`` carries row, column and value; ``add_wanted`` a file; ``remove_wanted`` a row."""

    edited = Signal(int, str, object)
    add_wanted = Signal(str)
    remove_wanted = Signal(int)
    focused = Signal()

    def __init__(self, context: RoomContext, spec: FieldSpec) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._row = -1
        self._path = ""
        margin = theme.space("page_margin")
        self.body.setContentsMargins(margin, theme.px(12), theme.px(20), theme.px(16))
        self.body.setSpacing(theme.px(10))
        self._title = Label("", "section", wrap=True)
        self._lock = IconLabel(theme, "lock", "ink_2")
        self._add = SecondaryButton(theme, texts("cases.structure.add"), "plus", small=True)
        self._add.setObjectName("add_extension")
        self._add.clicked.connect(lambda: self.add_wanted.emit(self._path))
        self._remove = TextButton(theme, texts("cases.structure.remove"), "trash")
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self._row))
        self._budget = BudgetRow(theme, texts)
        self._facts = KeyValues(theme, lines=False)
        self.form = FormView(
            row_form(spec), texts, theme, look=FormLook(grouped=False, label_width=88)
        )
        self.form.edited.connect(lambda name, value: self.edited.emit(self._row, name, value))
        self.form.focused.connect(lambda _: self.focused.emit())
        self.body.addLayout(self._head())
        for widget in (self._budget, self._facts, self.form):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._hide_all()

    def show_node(self, node: Node, values: Values) -> None:
        """Show what can be said, or done, about a node."""
        self._hide_all()
        language = self._context.texts.language
        self._path = node.path
        if node.extension is not None:
            self.show_row(node.row, values)
            return
        subject = node.application or node.file or node.element
        name = subject.name.to(language) if subject is not None else node.path
        self._title.setText(f"{node.path}  {name}" if subject is not None else node.path)
        self._lock.setVisible(subject is not None)
        if node.file is not None or subject is None:
            self._show_file(node, values)
        if subject is not None:
            self._show_facts(node)

    def show_row(self, row: int, values: Values) -> None:
        """Show the form of a local element."""
        self._hide_all()
        rows = rows_in(values)
        if not 0 <= row < len(rows):
            return
        self._row = row
        own: dict[str, Value] = dict(rows[row])  # type: ignore[arg-type]
        self.form.set_values(own)
        self.form.show()
        self._remove.show()
        extension = parse_extensions(values)[row]
        self._title.setText(
            self._context.texts("cases.structure.local_title", number=row + 1, name=extension.name)
        )
        self._show_budget(extension.file, values)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings about the local element under its fields."""
        mine = [item for item in findings if item.place.row == self._row]
        self.form.show_findings(
            item.at(replace(item.place, field=column_of(item), row=-1)) for item in mine
        )

    def refresh_budget(self, values: Values) -> None:
        """Count the bytes again after an edit."""
        if 0 <= self._row < len(rows_in(values)):
            self._show_budget(parse_extensions(values)[self._row].file, values)

    def row(self) -> int:
        """Return the row whose form is shown, or -1."""
        return self._row

    def _show_file(self, node: Node, values: Values) -> None:
        reserved = node.file is None or node.file.reserved
        self._add.setVisible(reserved)
        if reserved:
            self._show_budget(node.path, values)

    def _show_budget(self, path: str, values: Values) -> None:
        structure = self._context.workspace.rulebook.structure
        budgets = byte_budget(structure, parse_extensions(values))
        budget = next((item for item in budgets if item.path == path), None)
        self._budget.setVisible(budget is not None)
        if budget is not None:
            self._budget.show_budget(budget)

    def _show_facts(self, node: Node) -> None:
        texts = self._context.texts
        self._facts.clear()
        self._facts.show()
        subject = node.application or node.file or node.element
        assert subject is not None
        for key, value in self._facts_of(node):
            self._facts.add(texts(f"cases.structure.fact.{key}"), value)
        origin: Origin = subject.origin
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ConfidenceBadge(self._context.theme, texts, origin.confidence))
        row.addWidget(Label(origin.source, "small", "ink_2", wrap=True), 1)
        self._facts.add(texts("cases.structure.fact.source"), holder)
        self._facts.add("", texts("structure.locked"), "ink_2")

    def _facts_of(self, node: Node) -> list[tuple[str, str]]:
        texts = self._context.texts
        if node.application is not None:
            return [("aid", node.application.aid)]
        if node.file is not None:
            file = node.file
            facts = [("type", texts(f"structure.file_type.{file.type}"))]
            if file.size:
                facts.append(("size", texts("structure.bytes", count=file.size)))
            for key, value in (("read", file.read), ("write", file.write)):
                if value:
                    facts.append((key, texts(f"structure.access.{value}")))
            return facts
        assert node.element is not None
        return [
            ("type", texts(f"structure.type.{node.element.type}")),
            ("size", texts("structure.bytes", count=node.element.length)),
        ]

    def _hide_all(self) -> None:
        self._row = -1
        self._title.setText(self._context.texts("cases.structure.choose"))
        hidden = (self._lock, self._add, self._remove, self._budget, self._facts, self.form)
        for widget in hidden:
            widget.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._lock)
        row.addWidget(self._title, 1)
        row.addWidget(self._add)
        row.addWidget(self._remove)
        return row
