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

from kabao.domain.findings import worst
from kabao.ui.cases.editors.structure.nodes import Node, build_nodes
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.marks import level_icon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from kabao.domain.fields import Origin
    from kabao.domain.findings import Finding
    from kabao.domain.structure import Extension, FileStructure
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("name", "type", "length", "confidence", "source")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class StructureModel(QAbstractItemModel):
    """Nodes of the structure; ``show`` replaces what was added locally."""

    def __init__(self, structure: FileStructure, texts: Texts, theme: Theme) -> None:
        super().__init__()
        self._structure = structure
        self._texts = texts
        self._theme = theme
        self._root = build_nodes(structure, ())
        self._findings: Mapping[int, Sequence[Finding]] = {}

    def show(self, extensions: Sequence[Extension]) -> None:
        """Show the national structure with these local elements."""
        self.beginResetModel()
        self._root = build_nodes(self._structure, extensions)
        self.endResetModel()

    def show_findings(self, findings: Mapping[int, Sequence[Finding]]) -> None:
        """Mark local elements by the findings about their row."""
        marked = {*self._findings, *findings}
        self._findings = findings
        for row in marked:
            index = self.index_of("", row)
            if row >= 0 and index.isValid():
                self.dataChanged.emit(index, index)

    def node(self, index: Index) -> Node:
        """Return the node of an index, the root for an invalid one."""
        node = index.internalPointer() if index.isValid() else self._root
        assert isinstance(node, Node)
        return node

    def index_of(self, path: str, row: int = -1) -> QModelIndex:
        """Return the index of a path, or of the local element of a row."""
        return self._find(self._root, path, row)

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
        return len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._texts(f"cases.structure.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, icon or colour of a cell."""
        node, column = self.node(index), COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(node, column)
        if role == Qt.ItemDataRole.DecorationRole and column == "name":
            return self._icon(node)
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = "accent" if node.extension is not None else "ink"
            return self._theme.color.named(tone if column == "name" else "ink_2")
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(self._theme.px(40), self._theme.height("row_small_table"))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == "length":
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "name":
            lock = "structure.local" if node.extension is not None else "cases.structure.locked"
            words = [self._text(node, name) for name in COLUMNS] + [self._texts(lock)]
            return self._texts("labels.comma").join(word for word in words if word)
        return None

    def _text(self, node: Node, column: str) -> str:
        texts = self._texts
        if column == "name":
            return self._name(node)
        if node.extension is not None:
            extension = node.extension
            length = str(extension.length) if extension.length else ""
            own = texts("structure.local")
            values = {"type": extension.type, "length": length, "confidence": own, "source": ""}
            return values[column]
        if column == "type":
            return self._type(node)
        if column == "length":
            return self._length(node)
        origin = self._origin(node)
        if origin is None:
            return ""
        return (
            confidence_text(texts, origin.confidence) if column == "confidence" else origin.source
        )

    def _name(self, node: Node) -> str:
        language, mark = self._texts.language, node.path.rpartition("/")[2]
        if node.extension is not None:
            return f"{node.extension.tag or '??'}  {node.extension.name}"
        subject = node.application or node.file or node.element
        if subject is None:
            return mark
        return f"{mark}  {subject.name.to(language)}"

    def _type(self, node: Node) -> str:
        if node.element is not None:
            return node.element.type.value
        if node.file is not None:
            return self._texts(f"structure.file_type.{node.file.type}")
        return ""

    def _length(self, node: Node) -> str:
        if node.element is not None:
            return str(node.element.length)
        return str(node.file.size) if node.file is not None and node.file.size else ""

    def _origin(self, node: Node) -> Origin | None:
        subject = node.element or node.file or node.application
        return subject.origin if subject is not None else None

    def _icon(self, node: Node) -> Any:
        theme = self._theme
        if node.extension is not None:
            level = worst(self._findings.get(node.row, ()))
            name, tone = level_icon(level) if level else ("pencil", "accent")
            return theme.icon(name, tone, 16)
        if node.application is not None:
            return theme.icon("folder", "ink_2", 16)
        reserved = node.file is not None and node.file.reserved
        return theme.icon("lock-open" if reserved else "lock", "ink_3", 16)

    def _index(self, node: Node) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), 0, node)

    def _find(self, node: Node, path: str, row: int) -> QModelIndex:
        for child in node.children:
            if (row >= 0 and child.row == row) or (row < 0 and child.path == path):
                return self._index(child)
            found = self._find(child, path, row)
            if found.isValid():
                return found
        return QModelIndex()
