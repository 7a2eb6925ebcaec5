"""The structure as a tree of nodes: applications, files, elements and what was added locally."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        Extension,
        FileStructure,
    )

    Local = dict[str, list[tuple[int, Extension]]]


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
    place: int = 0
    """Place among the children of the parent."""

    def add(self, child: Node) -> Node:
        """Hang a node below this one."""
        child.parent = self
        child.place = len(self.children)
        self.children.append(child)
        return child

    def keep(self, wanted: Callable[[Node], bool]) -> bool:
        """Leave only what is wanted, with the way to it and what lies below; say if any is."""
        if wanted(self):
            return True
        self.children = [child for child in self.children if child.keep(wanted)]
        for place, child in enumerate(self.children):
            child.place = place
        return bool(self.children)

    def below(self) -> Iterator[Node]:
        """Yield every node below this one, from the top down."""
        for child in self.children:
            yield child
            yield from child.below()


def build_nodes(structure: FileStructure, extensions: Sequence[Extension]) -> Node:
    """Return the root of the tree; files of the locality alone come after the national ones."""
    root = Node("")
    local: Local = {}
    for row, item in enumerate(extensions):
        local.setdefault(item.file, []).append((row, item))
    for application in structure.applications:
        top = root.add(Node(application.id, application=application))
        for file in application.files:
            branch = top.add(Node(f"{application.id}/{file.id}", file=file))
            _add_elements(branch, file.elements)
            _add_extensions(branch, local)
        _add_unknown_files(top, local, structure)
    _add_homeless(root, local, structure)
    return root


def _add_elements(branch: Node, elements: Sequence[Element]) -> None:
    for element in elements:
        mark = element.tag or str(element.position)
        node = branch.add(Node(f"{branch.path}/{mark}", element=element))
        _add_elements(node, element.children)


def _add_extensions(branch: Node, local: Local) -> None:
    for row, extension in local.get(branch.path, ()):
        branch.add(Node(f"{branch.path}/{extension.tag}", extension=extension, row=row))


def _add_unknown_files(top: Node, local: Local, structure: FileStructure) -> None:
    paths = (path for path in local if path.startswith(f"{top.path}/"))
    for path in sorted(path for path in paths if structure.find(path) is None):
        _add_extensions(top.add(Node(path)), local)


def _add_homeless(root: Node, local: Local, structure: FileStructure) -> None:
    """Add what stands in an application of the locality, or nowhere yet."""
    tops: dict[str, Node] = {}
    for path in sorted(local):
        df, _, ef = path.partition("/")
        if structure.application(df) is not None and ef:
            continue
        if not ef:
            for row, extension in local[path]:
                root.add(Node(f"{path or '?'}", extension=extension, row=row))
            continue
        if df not in tops:
            tops[df] = root.add(Node(df))
        _add_extensions(tops[df].add(Node(path)), local)
