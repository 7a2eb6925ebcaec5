"""Material 3 of a department: the application fields, and the structure with local elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QTreeView

from kabao.domain.extensions import parse_extensions
from kabao.ui.cases.editors.base import base_name
from kabao.ui.cases.editors.structure.detail import StructureDetail
from kabao.ui.cases.editors.structure.extension_rows import FIELD, as_value, free_tag, rows_in
from kabao.ui.cases.editors.structure.tree_model import StructureModel
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.panels import splitter
from kabao.ui.kit.tables import Column, Header

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FormSpec, Value
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

TREE = "tree"
_LENGTH = 52
_WIDTHS = (232, 116, _LENGTH, 84, 96)
_SECTION = "structure"
_DECLARED = "has_local_extension"
_FIRST_FILE = "DF01/EF16"


class StructureEditor(TabbedEditor):
    """One tab with the form, one with the tree; a local element is edited below the tree."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        self.spec = session.form(key).field(FIELD)
        super().__init__(context, session, key, form=_without_list(session.form(key)))
        self._show_extensions()
        session.replaced.connect(self._show_extensions)

    def lay_out(self) -> None:
        """Add the page with the tree."""
        super().lay_out()
        theme, texts = self.context.theme, self.context.texts
        self.model = StructureModel(self.context.workspace.rulebook.structure, texts, theme)
        self.tree = QTreeView()
        self.tree.setObjectName("structure_tree")
        self.tree.setAccessibleName(texts("cases.structure.tree"))
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        side = theme.icon_px("inline")
        self.tree.setIconSize(QSize(side, side))
        self.tree.setIndentation(theme.px(18))
        header = Header(theme, self.tree)  # type: ignore[arg-type]  # any item view will do
        header.columns = [Column(width, align_right=width == _LENGTH) for width in _WIDTHS]
        header.setFixedHeight(theme.height("table_header"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.tree.setHeader(header)
        for column, width in enumerate(_WIDTHS):
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            room = header.fontMetrics().horizontalAdvance(title) + theme.px(20)
            header.resizeSection(column, max(theme.px(width), room))
        header.setStretchLastSection(True)
        self.detail = StructureDetail(self.context, self.spec)
        self.detail.edited.connect(self._edit_row)
        self.detail.add_wanted.connect(self.add_row)
        self.detail.remove_wanted.connect(self.remove_row)
        self.detail.focused.connect(lambda: self.focused.emit(FIELD))
        page = splitter(theme, self.tree, self.detail, upright=True)
        page.setSizes([theme.px(230), theme.px(280)])
        self.add_page(TREE, page)
        self.tree.selectionModel().currentChanged.connect(self._show_node)

    def form_tabs(self) -> list[tuple[str, str]]:
        """Return the section of the form and the tree."""
        return [*super().form_tabs(), (TREE, self.context.texts("cases.structure.tree"))]

    def enter(self) -> None:
        """Go to the tree, or to the first field of the form."""
        if self.section() == TREE:
            self.tree.setFocus()
        else:
            super().enter()

    def tab_of(self, finding: Finding) -> str:
        """Findings about local elements belong to the tree."""
        return TREE if base_name(finding) == FIELD else super().tab_of(finding)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under fields, in the tree and in the form of the local element."""
        super().show_findings(findings)
        by_row: dict[int, list[Finding]] = {}
        for item in self._local(findings):
            by_row.setdefault(item.place.row, []).append(item)
        self.model.show_findings(by_row)
        self.tree.viewport().update()
        self.detail.show_findings(self._local(findings))

    def show_place(self, place: Place) -> None:
        """Go to a local element, or to a field of the form."""
        name, _, column = place.field.partition(".")
        if name != FIELD:
            super().show_place(place)
            return
        self.choose(TREE)
        index = self.model.index_of("", place.row) if place.row >= 0 else QModelIndex()
        if not index.isValid():
            index = self.model.index_of(_FIRST_FILE)
        self._go_to(index)
        if place.row >= 0:
            wanted = column or self._column_at(place.row)
            QTimer.singleShot(0, self.detail, lambda: self.detail.form.focus_field(wanted))
        else:
            self.tree.setFocus()

    def add_row(self, file: str) -> None:
        """Add a local element to a file and go to its name."""
        rows = rows_in(self.session.values(self.key))
        tag = free_tag(rows, self.context.workspace.rulebook.structure)
        rows.append({"file": file, "tag": tag})
        if self.session.values(self.key).get(_DECLARED) is not True:
            declared: Value = True
            self.view.set_value(_DECLARED, declared)
            self.session.edit(self.key, _DECLARED, declared)
        self._store(rows)
        self._go_to(self.model.index_of("", len(rows) - 1))
        self.detail.form.focus_field("name")

    def remove_row(self, row: int) -> None:
        """Remove a local element."""
        rows = rows_in(self.session.values(self.key))
        if not 0 <= row < len(rows):
            return
        file = str(rows.pop(row).get("file") or _FIRST_FILE)
        self._store(rows)
        self._go_to(self.model.index_of(file))
        self.tree.setFocus()

    def _edit_row(self, row: int, name: str, value: Value) -> None:
        rows = rows_in(self.session.values(self.key))
        rows[row][name] = value
        self.session.edit(self.key, FIELD, as_value(rows))
        self._show_extensions()
        self._select_quietly(self.model.index_of("", row))
        self.detail.refresh_budget(self.session.values(self.key))

    def _store(self, rows: list[dict[str, object]]) -> None:
        self.session.edit(self.key, FIELD, as_value(rows))
        self._show_extensions()

    def _show_extensions(self) -> None:
        opened = {index for index in self._paths() if self._is_open(index)}
        with QSignalBlocker(self.tree.selectionModel()):
            self.model.show(parse_extensions(self.session.values(self.key)))
        for row in range(self.model.rowCount()):
            self.tree.expand(self.model.index(row, 0))
        for path in opened:
            self.tree.expand(self.model.index_of(path))
        for item in parse_extensions(self.session.values(self.key)):
            self.tree.expand(self.model.index_of(item.file))

    def _paths(self) -> list[str]:
        structure = self.context.workspace.rulebook.structure
        return [path for path, _file in structure.files()]

    def _is_open(self, path: str) -> bool:
        index = self.model.index_of(path)
        return index.isValid() and self.tree.isExpanded(index)

    def _go_to(self, index: QModelIndex) -> None:
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _select_quietly(self, index: QModelIndex) -> None:
        selection = self.tree.selectionModel()
        with QSignalBlocker(selection):
            self.tree.setCurrentIndex(index)
        self.tree.viewport().update()

    def _show_node(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            node = self.model.node(now)
            self.detail.show_node(node, self.session.values(self.key))
            self.detail.show_findings(self._local(self._findings))

    def _local(self, findings: tuple[Finding, ...]) -> list[Finding]:
        return [item for item in findings if base_name(item) == FIELD]

    def _column_at(self, row: int) -> str:
        from kabao.ui.cases.editors.structure.extension_rows import column_of

        found = [item for item in self._local(self._findings) if item.place.row == row]
        return column_of(found[0]) if found else "name"


def _without_list(form: FormSpec) -> FormSpec:
    """Return the form without the list of local elements, which the tree edits."""
    first = tuple(item for item in form.sections if item.key == _SECTION)
    fields = tuple(replace(spec, section=_SECTION) for spec in form.fields if spec.name != FIELD)
    return replace(form, sections=first, fields=fields)
