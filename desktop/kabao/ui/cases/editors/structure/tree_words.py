"""What the tree says of a node, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.services.structure_sheets import element_form
from kabao.ui.kit.labels import confidence_text

if TYPE_CHECKING:
    from kabao.domain.extensions import FileBudget
    from kabao.domain.fields import Origin
    from kabao.domain.structure import FileStructure
    from kabao.texts import Texts
    from kabao.ui.cases.editors.structure.nodes import Node


class NodeWords:
    """Turns nodes into the text of cells."""

    def __init__(self, structure: FileStructure, texts: Texts) -> None:
        self._structure = structure
        self._texts = texts

    def cell(self, node: Node, column: str) -> str:
        """Return the text of a cell that depends on nothing but the node."""
        return {
            "name": self.name,
            "type": self._type,
            "length": self._length,
            "codes": self._codes,
            "confidence": self._confidence,
            "source": self._source,
        }[column](node)

    def name(self, node: Node) -> str:
        """Return identifier and name."""
        mark = node.path.rpartition("/")[2]
        if node.extension is not None:
            return f"{node.extension.tag or '??'}  {node.extension.name}"
        subject = node.application or node.file or node.element
        if subject is None:
            own = "application" if "/" not in node.path else "file"
            return f"{mark}  {self._texts(f'structure.change.{own}')}"
        return f"{mark}  {subject.name.to(self._texts.language)}"

    def budget(self, budget: FileBudget) -> str:
        """Return the bytes taken of a file."""
        if not budget.size:
            return str(budget.used)
        return f"{budget.used} / {budget.size}"

    def spoken_budget(self, budget: FileBudget) -> str:
        """Return the bytes taken and left in words."""
        texts = self._texts
        if budget.left is None:
            used = texts("structure.bytes", count=budget.used)
            return texts("labels.comma").join((used, texts("structure.size_unknown")))
        parts = texts("structure.budget", file=budget.path, used=budget.used, size=budget.size)
        key = "structure.bytes_over" if budget.left < 0 else "structure.bytes_left"
        return texts("labels.comma").join((parts, texts(key, count=abs(budget.left))))

    def _type(self, node: Node) -> str:
        if node.extension is not None:
            return node.extension.type
        if node.element is not None:
            return node.element.type.value
        if node.file is not None:
            return self._texts(f"structure.file_type.{node.file.type}")
        return ""

    def _length(self, node: Node) -> str:
        if node.extension is not None:
            return str(node.extension.length) if node.extension.length else ""
        if node.element is not None:
            return str(node.element.length)
        return str(node.file.size) if node.file is not None and node.file.size else ""

    def _codes(self, node: Node) -> str:
        element = node.element
        if element is None:
            return ""
        form = element_form(element, self._texts)
        return "; ".join(
            part for part in (self._structure.code_lists.get(element.code_list, ""), form) if part
        )

    def _confidence(self, node: Node) -> str:
        if node.extension is not None:
            return self._texts("structure.local")
        origin = self._origin(node)
        return confidence_text(self._texts, origin.confidence) if origin else ""

    def _source(self, node: Node) -> str:
        origin = self._origin(node)
        return origin.source if origin else ""

    def _origin(self, node: Node) -> Origin | None:
        subject = node.element or node.file or node.application
        return subject.origin if subject is not None else None
