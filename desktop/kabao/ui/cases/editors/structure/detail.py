"""Below the tree: the form of a local element, or the facts of a locked one, and its bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.extensions import byte_budget, extension_element, parse_extensions
from kabao.ui.cases.editors.structure.budget_bar import BudgetRow
from kabao.ui.cases.editors.structure.coder import Coder
from kabao.ui.cases.editors.structure.extension_rows import column_of, row_form, rows_in
from kabao.ui.cases.editors.structure.facts import facts_of, origin_of, source_text
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.forms.view import FormLook, FormView
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import KeyValues, Scroller
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.fields import FieldSpec, Value, Values
    from kabao.domain.findings import Finding
    from kabao.domain.structure import Extension
    from kabao.ui.cases.editors.structure.nodes import Node
    from kabao.ui.kit.context import RoomContext

_EXAMPLE = "example"


class StructureDetail(Scroller):
    """``edited`` carries row, column and value; ``add_wanted`` a file; ``remove_wanted`` a row."""

    edited = Signal(int, str, object)
    add_wanted = Signal(str)
    file_wanted = Signal(str)
    application_wanted = Signal()
    remove_wanted = Signal(int)
    focused = Signal()

    def __init__(self, context: RoomContext, spec: FieldSpec) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._row = -1
        self._path = ""
        self._tried: dict[str, str] = {}
        self._coding = False
        margin = theme.space("page_margin")
        self.body.setContentsMargins(margin, theme.px(12), theme.px(20), theme.px(16))
        self.body.setSpacing(theme.px(10))
        self._title = Label("", "section", wrap=True)
        self._lock = IconLabel(theme, "lock", "ink_2")
        self._build_buttons()
        self._budget = BudgetRow(theme, texts)
        self._facts = KeyValues(theme, lines=False)
        self.form = FormView(
            row_form(spec), texts, theme, look=FormLook(grouped=False, label_width=88)
        )
        self.form.edited.connect(self._form_edited)
        self.form.focused.connect(lambda _: self.focused.emit())
        self.coder = Coder(theme, texts)
        self.coder.written.connect(self._coder_wrote)
        self.body.addLayout(self._head())
        self._sources = Label("", "small_prose", "ink_2", wrap=True, selectable=True)
        for widget in (self._budget, self._facts, self.form, self.coder, self._sources):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._hide_all()

    def _build_buttons(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        self._add = SecondaryButton(theme, texts("cases.structure.add"), "plus", small=True)
        self._add.setObjectName("add_extension")
        self._add.clicked.connect(lambda: self.add_wanted.emit(self._path))
        self._new = SecondaryButton(theme, texts("cases.structure.new_file"), "plus", small=True)
        self._new.setObjectName("new_file")
        self._new.clicked.connect(lambda: self.file_wanted.emit(self._path))
        self._other = TextButton(theme, texts("cases.structure.new_application"), "plus")
        self._other.setObjectName("new_application")
        self._other.clicked.connect(self.application_wanted)
        self._remove = TextButton(theme, texts("cases.structure.remove"), "trash")
        self._remove.clicked.connect(lambda: self.remove_wanted.emit(self._row))

    def show_node(self, node: Node, values: Values) -> None:
        """Show what can be said, or done, about a node."""
        if node.extension is not None:
            self.show_row(node.row, values)
            return
        self._hide_all()
        language = self._context.texts.language
        self._path = node.path
        subject = node.application or node.file or node.element
        name = subject.name.to(language) if subject is not None else node.path
        self._title.setText(f"{node.path}  {name}" if subject is not None else node.path)
        self._lock.setVisible(subject is not None)
        self._new.setVisible(node.application is not None)
        self._other.setVisible(node.application is not None)
        if node.file is not None or subject is None:
            self._show_file(node, values)
        if subject is not None:
            self._show_facts(node)
        if node.element is not None:
            self.coder.show_element(node.element, self._tried.get(node.path, ""), kept=False)
            self.coder.show()

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
        self._path = extension.file
        self._show_title(row, extension)
        self._show_budget(extension.file, values)
        self._show_coder(extension)
        self.coder.show()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the findings about the local element under its fields."""
        mine = [item for item in findings if item.place.row == self._row]
        self.form.show_findings(
            item.at(replace(item.place, field=column_of(item), row=-1)) for item in mine
        )

    def refresh(self, values: Values) -> None:
        """Count the bytes again after an edit of the local element."""
        if not 0 <= self._row < len(rows_in(values)):
            return
        extension = parse_extensions(values)[self._row]
        self._show_title(self._row, extension)
        self._show_budget(extension.file, values)
        if not self._coding:
            self._show_coder(extension)

    def row(self) -> int:
        """Return the row whose form is shown, or -1."""
        return self._row

    def _form_edited(self, name: str, value: Value) -> None:
        self.edited.emit(self._row, name, value)

    def _coder_wrote(self, value: str) -> None:
        if self._row < 0:
            self._tried[self._path] = value
            return
        self.form.set_value(_EXAMPLE, value)
        # What is being typed into the bytes must not be replaced by what it reads as.
        self._coding = True
        self.edited.emit(self._row, _EXAMPLE, value)
        self._coding = False

    def _show_title(self, row: int, extension: Extension) -> None:
        self._title.setText(
            self._context.texts("cases.structure.local_title", number=row + 1, name=extension.name)
        )

    def _show_coder(self, extension: Extension) -> None:
        known = bool(extension.type) and extension.length > 0
        element = extension_element(extension) if known else None
        self.coder.show_element(element, extension.example, kept=True)

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
        theme, texts = self._context.theme, self._context.texts
        structure = self._context.workspace.rulebook.structure
        self._facts.clear()
        self._facts.show()
        for key, value in facts_of(node, structure, texts):
            self._facts.add(texts(f"cases.structure.fact.{key}"), value)
        origin = origin_of(node)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ConfidenceBadge(theme, texts, origin.confidence))
        row.addWidget(Label(origin.source, "small", "ink_2", wrap=True), 1)
        self._facts.add(texts("cases.structure.fact.confidence"), holder)
        self._facts.add("", texts("structure.locked"), "ink_2")
        self._sources.setText(source_text(origin, structure, texts))
        self._sources.setAccessibleName(texts("cases.structure.fact.source"))
        self._sources.show()

    def _hide_all(self) -> None:
        self._row = -1
        self._title.setText(self._context.texts("cases.structure.choose"))
        for widget in (self._lock, self._add, self._new, self._other, self._remove):
            widget.hide()
        for part in (self._budget, self._facts, self.form, self.coder, self._sources):
            part.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._lock)
        row.addWidget(self._title, 1)
        for button in (self._other, self._new, self._add, self._remove):
            row.addWidget(button)
        return row
