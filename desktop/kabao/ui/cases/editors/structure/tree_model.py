"""The tree of the structure with types, lengths and sources; the national part is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)

from kabao.domain.extensions import byte_budget
from kabao.domain.findings import worst
from kabao.ui.cases.editors.structure.nodes import Node, build_nodes
from kabao.ui.cases.editors.structure.tree_words import NodeWords
from kabao.ui.kit.labels import level_text
from kabao.ui.kit.marks import level_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from PySide6.QtCore import QObject

    from kabao.domain.extensions import FileBudget
    from kabao.domain.findings import Finding
    from kabao.domain.structure import Extension, FileStructure
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

    Filled = Mapping[str, tuple[str, str, int, int]]
    """For each path: value, bytes, bytes used and length."""

Index = QModelIndex | QPersistentModelIndex
NATIONAL = ("name", "type", "length", "used", "confidence", "codes", "source")
FILLED = ("name", "value", "encoded", "used", "type", "length", "codes", "confidence", "source")
USED_ROLE = int(Qt.ItemDataRole.UserRole) + 70
"""Share of bytes taken, for the bar of a cell; None where nothing bounds them."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StructureModel(QAbstractItemModel):
    """Nodes of the structure; ``show`` replaces what was added locally."""

    def __init__(
        self,
        structure: FileStructure,
        texts: Texts,
        theme: Theme,
        columns: tuple[str, ...] = NATIONAL,
    ) -> None:
        super().__init__()
        self.columns = columns
        self._structure = structure
        self._texts = texts
        self._theme = theme
        self._words = NodeWords(structure, texts)
        self._root = build_nodes(structure, ())
        self._findings: Mapping[int, Sequence[Finding]] = {}
        self._budgets: dict[str, FileBudget] = {}
        self._filled: Filled = {}
        self._by_path: dict[str, Node] = {}
        self._by_row: dict[int, Node] = {}
        self._note_nodes()

    def show(
        self, extensions: Sequence[Extension], wanted: Callable[[Node], bool] | None = None
    ) -> None:
        """Show the structure with these local elements, or only what is wanted of it."""
        self.beginResetModel()
        self._root = build_nodes(self._structure, extensions)
        if wanted is not None:
            self._root.keep(wanted)
        self._note_nodes()
        self._count(extensions)
        self.endResetModel()

    def fill(self, filled: Filled) -> None:
        """Show the values of one person."""
        self._filled = filled
        self.redraw()

    def refresh_row(self, row: int, extensions: Sequence[Extension]) -> bool:
        """Show another content of one local element; False if the tree has to be built anew."""
        index = self.index_of("", row)
        if not index.isValid() or self.node(index).extension is None:
            return False
        node, item = self.node(index), extensions[row]
        if node.extension is None or node.extension.file != item.file:
            return False
        node.extension, node.path = item, f"{item.file}/{item.tag}"
        self._by_path[node.path] = node
        self._count(extensions)
        for place in (index, index.parent()):
            self._redraw_line(place)
        return True

    def show_findings(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """Mark local elements by the findings about their row."""
        marked = {*self._findings, *findings}
        self._findings = findings
        for row in marked:
            index = self.index_of("", row)
            if row >= 0 and index.isValid():
                self._redraw_line(index)

    def redraw(self) -> None:
        """Draw every cell again."""
        self.layoutChanged.emit()

    def node(self, index: Index) -> Node:
        """Return the node of an index, the root for an invalid one."""
        node = index.internalPointer() if index.isValid() else self._root
        assert isinstance(node, Node)
        return node

    def index_of(self, path: str, row: int = -1) -> QModelIndex:
        """Return the index of a path, or of the local element of a row."""
        node = self._by_row.get(row) if row >= 0 else self._by_path.get(path)
        return self._index(node) if node is not None else QModelIndex()

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes shown, from the top down."""
        return self._root.below()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's own default)
        """Return the index of a child."""
        children = self.node(parent).children
        if not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex | QObject:  # type: ignore[override]  # noqa: B008
        """Return the index of what a node hangs below."""
        above = self.node(index).parent if index.isValid() else None
        return self._index(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the children."""
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the columns."""
        return len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._texts(f"cases.structure.column.{self.columns[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, icon, bar or colour of a cell."""
        node, column = self.node(index), self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(node, column)
        if role == Qt.ItemDataRole.DecorationRole and column == "name":
            return self._icon(node)
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = "accent" if node.extension is not None else "ink"
            return self._theme.color.named(tone if column in ("name", "value") else "ink_2")
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(self._theme.px(40), self._theme.height("row_small_table"))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == "length":
            return _RIGHT
        if role == USED_ROLE and column == "used":
            return self._share(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(node) if column == "name" else self.text(node, column)
        return None

    def text(self, node: Node, column: str) -> str:
        """Return the text of a cell."""
        if column in ("value", "encoded"):
            filled = self._filled.get(node.path)
            value, encoded = filled[:2] if filled else ("", "")
            return value if column == "value" else encoded
        if column == "used":
            return self._used(node)
        return self._words.cell(node, column)

    def _used(self, node: Node) -> str:
        filled = self._filled.get(node.path)
        if filled and filled[1]:
            return f"{filled[2]} / {filled[3]}"
        budget = self._budgets.get(node.path)
        return self._words.budget(budget) if budget else ""

    def _share(self, node: Node) -> float | None:
        filled = self._filled.get(node.path)
        if filled and filled[1]:
            return filled[2] / filled[3] if filled[3] else None
        budget = self._budgets.get(node.path)
        return budget.used / budget.size if budget and budget.size else None

    def _spoken(self, node: Node) -> str:
        lock = "structure.local" if node.extension is not None else "cases.structure.locked"
        words = [self.text(node, name) for name in self.columns if name != "used"]
        budget = self._budgets.get(node.path)
        if budget is not None:
            words.append(self._words.spoken_budget(budget))
        level = worst(self._findings.get(node.row, ())) if node.row >= 0 else None
        words += [level_text(self._texts, level)] if level else []
        words.append(self._texts(lock))
        return self._texts("labels.comma").join(word for word in words if word)

    def _count(self, extensions: Sequence[Extension]) -> None:
        budgets = byte_budget(self._structure, tuple(extensions))
        self._budgets = {item.path: item for item in budgets}

    def _icon(self, node: Node) -> Any:
        theme = self._theme
        if node.extension is not None:
            level = worst(self._findings.get(node.row, ()))
            name, tone = level_icon(level) if level else ("pencil", "accent")
            return theme.icon(name, tone, 16)
        if node.application is not None:
            return theme.icon("folder", "ink_2", 16)
        national = node.element or (node.file if node.file and not node.file.reserved else None)
        return theme.icon("lock" if national else "lock-open", "ink_3", 16)

    def _redraw_line(self, index: QModelIndex) -> None:
        if index.isValid():
            last = index.siblingAtColumn(len(self.columns) - 1)
            self.dataChanged.emit(index.siblingAtColumn(0), last)

    def _index(self, node: Node) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.place, 0, node)

    def _note_nodes(self) -> None:
        self._by_path, self._by_row = {}, {}
        for node in self._root.below():
            self._by_path.setdefault(node.path, node)
            if node.row >= 0:
                self._by_row[node.row] = node
