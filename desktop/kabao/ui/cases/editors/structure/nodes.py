"""The structure as a tree of nodes: applications, files, elements and what was added locally."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        Extension,
        FileStructure,
    )


@dataclass(slots=True, eq=False)
class Node:
    """One line of the tree; exactly one of its four subjects is there."""

    path: str
    """``DF01``, ``DF01/EF16`` or ``DF01/EF05/21``."""
    parent: Node | None = None
    application: CardApplication | None = None
    file: ElementaryFile | None = None
    element: Element | None = None
    extension: Extension | None = None
    row: int = -1
    """Row of a local element in the list of the material."""
    children: list[Node] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Hang a node below this one."""
        child.parent = self
        self.children.append(child)
        return child

    def keep(self, wanted: Callable[[Node], bool]) -> bool:
        """Leave only what is wanted, with the way to it and what lies below; say if any is."""
        if wanted(self):
            return True
        self.children = [child for child in self.children if child.keep(wanted)]
        return bool(self.children)

    def count(self) -> int:
        """Count the nodes below this one."""
        return sum(1 + child.count() for child in self.children)


def build_nodes(structure: FileStructure, extensions: Sequence[Extension]) -> Node:
    """Return the root of the tree; files of the locality alone come after the national ones."""
    root = Node("")
    for application in structure.applications:
        top = root.add(Node(application.id, application=application))
        for file in application.files:
            branch = top.add(Node(f"{application.id}/{file.id}", file=file))
            _add_elements(branch, file.elements)
            _add_extensions(branch, extensions)
        _add_unknown_files(top, extensions, structure)
    _add_homeless(root, extensions, structure)
    return root


def _add_elements(branch: Node, elements: Sequence[Element]) -> None:
    for element in elements:
        mark = element.tag or str(element.position)
        node = branch.add(Node(f"{branch.path}/{mark}", element=element))
        _add_elements(node, element.children)


def _add_extensions(branch: Node, extensions: Sequence[Extension]) -> None:
    for row, extension in enumerate(extensions):
        if extension.file == branch.path:
            branch.add(Node(f"{branch.path}/{extension.tag}", extension=extension, row=row))


def _add_unknown_files(
    top: Node, extensions: Sequence[Extension], structure: FileStructure
) -> None:
    paths = {item.file for item in extensions if item.file.startswith(f"{top.path}/")}
    for path in sorted(path for path in paths if structure.find(path) is None):
        _add_extensions(top.add(Node(path)), extensions)


def _add_homeless(root: Node, extensions: Sequence[Extension], structure: FileStructure) -> None:
    known = {application.id for application in structure.applications}
    for row, extension in enumerate(extensions):
        if extension.file.partition("/")[0] not in known or "/" not in extension.file:
            root.add(Node(extension.file or "?", extension=extension, row=row))
