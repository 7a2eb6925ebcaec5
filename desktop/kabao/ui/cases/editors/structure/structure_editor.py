"""Material 3 of a department: fields, the structure with local elements, rules, comparison."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.extensions import parse_extensions
from kabao.ui.cases.editors.base import base_name
from kabao.ui.cases.editors.structure.detail import StructureDetail
from kabao.ui.cases.editors.structure.diff_page import DiffPage
from kabao.ui.cases.editors.structure.extension_rows import (
    FIELD,
    as_value,
    column_of,
    free_application,
    free_file,
    new_row,
    rows_in,
)
from kabao.ui.cases.editors.structure.files import StructureFiles
from kabao.ui.cases.editors.structure.rules_page import RulesPage
from kabao.ui.cases.editors.structure.structure_tree import StructureTree
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import splitter

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FormSpec, Value
    from kabao.domain.findings import Finding, Place
    from kabao.services.structures import TakenStructure
    from kabao.ui.cases.editors.structure.nodes import Node
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

TREE, RULES, DIFF = "tree", "rules", "diff"
_SECTION = "structure"
_DECLARED = "has_local_extension"
_FIRST_FILE = "DF01/EF16"
_FOLLOW_MS = 120
_TREE_IS_BUILT = "tree"
"""Name under which the editor keeps its tree once it was asked for."""


class StructureEditor(TabbedEditor):
    """The form, the tree with what is added below it, all rules, and what differs."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        self.spec = session.form(key).field(FIELD)
        super().__init__(context, session, key, form=_without_list(session.form(key)))
        session.replaced.connect(self._reload_tree)
        session.edited.connect(self._session_edited)

    def lay_out(self) -> None:
        """Add the pages with tree, rules and comparison; each is built when it is first shown."""
        super().lay_out()
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._show_pages)
        self._holders: dict[str, QVBoxLayout] = {}
        for key in (TREE, RULES, DIFF):
            page = QWidget()
            self._holders[key] = QVBoxLayout(page)
            self._holders[key].setContentsMargins(0, 0, 0, 0)
            self._holders[key].setSpacing(0)
            self.add_page(key, page)

    @cached_property
    def tree(self) -> StructureTree:
        """The tree; the first one who asks has its page built."""
        context, theme = self.context, self.context.theme
        tree = StructureTree(context, tools=(self.files.button,))
        panes = splitter(theme, tree, self.detail, upright=True)
        panes.setStretchFactor(0, 1)
        panes.setSizes([theme.px(290), theme.px(260)])
        self._holders[TREE].addWidget(self.notices)
        self._holders[TREE].addWidget(panes, 1)
        tree.chosen.connect(self._show_node)
        tree.acted.connect(self._act)
        tree.show_extensions(parse_extensions(self.session.values(self.key)))
        self._mark_rows(tree, self._findings)
        return tree

    @cached_property
    def detail(self) -> StructureDetail:
        """What lies below the tree."""
        detail = StructureDetail(self.context, self.spec)
        detail.edited.connect(self._edit_row)
        detail.add_wanted.connect(self.add_row)
        detail.file_wanted.connect(self.add_file)
        detail.application_wanted.connect(self.add_application)
        detail.remove_wanted.connect(self.remove_row)
        detail.focused.connect(lambda: self.focused.emit(FIELD))
        return detail

    @cached_property
    def notices(self) -> NoticeBar:
        """What is said above the tree."""
        return NoticeBar(self.context.theme, self.context.texts)

    @cached_property
    def files(self) -> StructureFiles:
        """Export and import."""
        files = StructureFiles(self.context, self.session)
        files.taken.connect(self._take)
        files.done.connect(lambda text: self.notices.show_notice("ok", text))
        return files

    @cached_property
    def rules(self) -> RulesPage:
        """The rules; the first one who asks has the page built."""
        rules = RulesPage(self.context)
        rules.wanted.connect(self._go_to_row)
        self._holders[RULES].addWidget(rules)
        return rules

    @cached_property
    def diff(self) -> DiffPage:
        """The comparison; the first one who asks has the page built."""
        diff = DiffPage(self.context, self.session, self.session.form(self.key))
        diff.wanted.connect(self._go_to_row)
        self._holders[DIFF].addWidget(diff)
        return diff

    def _session_edited(self, key: MaterialKey) -> None:
        if key is self.key:
            self._follow.start()

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the section of the form and the pages."""
        texts = self.context.texts
        pages = [(key, texts(f"cases.structure.tab.{key}")) for key in (TREE, RULES, DIFF)]
        return [*super().form_tabs(), *pages]

    def choose(self, key: str) -> None:
        """Show a section or a page as it stands now."""
        super().choose(key)
        if key == TREE:
            self.tree.show()
        elif key == RULES:
            self.rules.judge(self.session.values(self.key))
        elif key == DIFF:
            self.diff.list_cases()

    def enter(self) -> None:
        """Go to the page shown, or to the first field of the form."""
        key = self.section()
        if key == TREE:
            self.tree.view.setFocus()
        elif key == RULES:
            self.rules.table.setFocus()
        elif key == DIFF:
            self.diff.table.setFocus()
        else:
            super().enter()

    def tab_of(self, finding: Finding) -> str:
        """Findings about local elements belong to the tree."""
        return TREE if base_name(finding) == FIELD else super().tab_of(finding)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under fields, in the tree and in the form of the local element."""
        super().show_findings(findings)
        if _TREE_IS_BUILT in self.__dict__:
            self._mark_rows(self.tree, findings)
            self.detail.show_findings(self._local(findings))

    def show_place(self, place: Place) -> None:
        """Go to a local element, or to a field of the form."""
        name, _, column = place.field.partition(".")
        if name != FIELD:
            super().show_place(place)
            return
        self.choose(TREE)
        if place.row >= 0 and self.tree.go_to("", place.row):
            wanted = column or self._column_at(place.row)
            QTimer.singleShot(0, self.detail, lambda: self.detail.form.focus_field(wanted))
        else:
            self.tree.go_to(_FIRST_FILE)
            self.tree.view.setFocus()

    def add_row(self, file: str) -> None:
        """Add a local element to a file and go to its name."""
        self.session.flush()
        rows = rows_in(self.session.values(self.key))
        rows.append(new_row(file, rows, self.context.workspace.rulebook.structure))
        if self.session.values(self.key).get(_DECLARED) is not True:
            declared: Value = True
            self.view.set_value(_DECLARED, declared)
            self.session.edit(self.key, _DECLARED, declared)
        self._store(rows)
        self.tree.go_to("", len(rows) - 1)
        self.detail.form.focus_field("name")

    def add_file(self, application: str) -> None:
        """Add a file of the locality to an application, with its first element."""
        rows = rows_in(self.session.values(self.key))
        structure = self.context.workspace.rulebook.structure
        file = free_file(application, rows, structure)
        if file:
            self.add_row(file)

    def add_application(self) -> None:
        """Add an application of the locality, with its first file and element."""
        rows = rows_in(self.session.values(self.key))
        structure = self.context.workspace.rulebook.structure
        self.add_file(free_application(rows, structure))

    def remove_row(self, row: int) -> None:
        """Remove a local element and offer to undo it."""
        self.session.flush()
        rows = rows_in(self.session.values(self.key))
        if not 0 <= row < len(rows):
            return
        gone = rows.pop(row)
        self._store(rows)
        self.tree.go_to(str(gone.get("file") or "")) or self.tree.go_to(_FIRST_FILE)
        self.tree.view.setFocus()
        name = str(gone.get("name") or gone.get("tag") or "")
        self.context.offer_undo(self.context.texts("cases.structure.removed", name=name))

    def _act(self, key: int) -> None:
        node = self.tree.current()
        if node is None:
            return
        if key == Qt.Key.Key_Delete and node.row >= 0:
            self.remove_row(node.row)
        elif key == Qt.Key.Key_Insert:
            self._insert(node)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter_detail(node)

    def _insert(self, node: Node) -> None:
        if node.extension is not None:
            self.add_row(node.extension.file)
        elif node.application is not None:
            self.add_file(node.application.id)
        elif node.element is None and (node.file is None or node.file.reserved):
            self.add_row(node.path)

    def _enter_detail(self, node: Node) -> None:
        if node.row >= 0:
            self.detail.form.focus_field("name")
        elif node.element is not None:
            self.detail.coder.field("value").setFocus()
        else:
            index = self.tree.view.currentIndex()
            self.tree.view.setExpanded(index, not self.tree.view.isExpanded(index))

    def _edit_row(self, row: int, name: str, value: Value) -> None:
        rows = rows_in(self.session.values(self.key))
        rows[row][name] = value
        self.session.edit(self.key, FIELD, as_value(rows))
        extensions = parse_extensions(self.session.values(self.key))
        if not self.tree.refresh_row(row, extensions):
            self.tree.show_extensions(extensions)
            self.tree.select_quietly(row)
        self.detail.refresh(self.session.values(self.key))

    def _store(self, rows: list[dict[str, object]]) -> None:
        self.session.edit(self.key, FIELD, as_value(rows))
        self._show_extensions()
        # A step of its own in the history: Ctrl+Z takes back just this.
        self.session.flush()

    def _take(self, taken: TakenStructure) -> None:
        self.session.flush()
        before = self.session.values(self.key)
        for name, value in taken.values.items():
            if before.get(name) != value:
                self.session.edit(self.key, name, value)
        self.session.flush()
        self._reload()
        self._reload_tree()
        texts = self.context.texts
        said = texts("structure.taken", case=self.session.case.number, count=taken.count)
        if taken.remarks:
            told = [said, *(finding_text(texts, item) for item in taken.remarks[:3])]
            self.notices.show_notice("warning", "\n".join(told))
        self.context.offer_undo(said)

    def _show_extensions(self) -> None:
        self.tree.show_extensions(parse_extensions(self.session.values(self.key)))

    def _reload_tree(self) -> None:
        if _TREE_IS_BUILT not in self.__dict__:
            return
        self._show_extensions()
        node = self.tree.current()
        if node is not None:
            self._show_node(node)
        self._show_pages()

    def _show_pages(self) -> None:
        if self.section() == RULES:
            self.rules.judge(self.session.values(self.key))
        elif self.section() == DIFF:
            self.diff.compare()

    def _show_node(self, node: Node) -> None:
        self.detail.show_node(node, self.session.values(self.key))
        self.detail.show_findings(self._local(self._findings))

    def _go_to_row(self, row: int) -> None:
        self.choose(TREE)
        self.tree.go_to("", row)
        self.tree.view.setFocus()

    def _local(self, findings: tuple[Finding, ...]) -> list[Finding]:
        return [item for item in findings if base_name(item) == FIELD]

    def _column_at(self, row: int) -> str:
        found = [item for item in self._local(self._findings) if item.place.row == row]
        return column_of(found[0]) if found else "name"

    def _mark_rows(self, tree: StructureTree, findings: tuple[Finding, ...]) -> None:
        by_row: dict[int, list[Finding]] = {}
        for item in self._local(findings):
            by_row.setdefault(item.place.row, []).append(item)
        tree.model.show_findings(by_row)


def _without_list(form: FormSpec) -> FormSpec:
    """Return the form without the list of local elements, which the tree edits."""
    first = tuple(item for item in form.sections if item.key == _SECTION)
    fields = tuple(replace(spec, section=_SECTION) for spec in form.fields if spec.name != FIELD)
    return replace(form, sections=first, fields=fields)
