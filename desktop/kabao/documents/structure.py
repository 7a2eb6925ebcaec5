"""The structure tree of a package: what was drawn and what is foreign, in the order of reading.

Own pages are tagged whole: headings, paragraphs, lists, tables, pictures, links. A foreign page is
one element: a picture with its title as alternative text, or a paragraph where it has text of its
own. What its maker had tagged inside is not carried over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kabao.documents.layout.tags import Element, Mark, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kabao.documents.layout.tags import Structure
    from kabao.documents.numbering import Numbered

_HEADING = re.compile(r"H([1-6])")
_MARKED = re.compile(rb"/MCID\s+(\d+)")


def free_number(page: Any) -> int:
    """Return the smallest number that no marked content of a foreign page has."""
    data = b"\n".join(_data(stream) for stream in _streams(page.obj.get("/Contents")))
    taken = {int(number) for number in _MARKED.findall(data)}
    for named in dict(page.resources.get("/Properties", {}).items()).values():
        if "/MCID" in named:
            taken.add(int(named.MCID))
    return next(number for number in range(len(taken) + 1) if number not in taken)


def foreign_role(page: Any) -> str:
    """Return what a foreign page is as a whole: text if it has fonts, else a picture."""
    return "P" if dict(page.resources.get("/Font", {}).items()) else "Figure"


def write_structure(
    document: Any,
    structure: Structure,
    numbered: Sequence[Numbered],
    foreign: Mapping[int, tuple[int, str]],
) -> None:
    """Write the tree; ``foreign`` tells number and role of the marked content of foreign pages."""
    import pikepdf

    tree = _Tree(document)
    whole = Element(Tag("Document"))
    for item in numbered:
        part = structure.part(item.part.key)
        whole.inside.append(part)
        for entry in item.files:
            file = Element(Tag("Part", title=entry.title))
            for index in range(entry.pages):
                number, role = foreign[entry.page + index]
                told = f"{entry.title} ({index + 1}/{entry.pages})" if role == "Figure" else ""
                mark = Mark(entry.page + index, number)
                file.inside.append(Element(Tag(role, alternative=told), [mark]))
            part.inside.append(file)
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    root.K = tree.write(whole, root)
    tree.write_parents(root)
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


class _Tree:
    """Writes elements and remembers which one owns which content."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._pages = [page.obj for page in document.pages]
        self._owners: dict[int, dict[int, Any]] = {}
        self._links: list[tuple[Any, Any]] = []
        self._names: dict[str, Any] = {}
        self._level = 0

    def write(self, element: Element, above: Any) -> Any:
        """Write an element and all inside it; returns what stands in the file."""
        import pikepdf

        made = self._document.make_indirect(
            pikepdf.Dictionary(S=self._name(self._role(element.tag.role)), P=above)
        )
        _describe(made, element.tag)
        home = next((item.page for item in element.inside if isinstance(item, Mark)), 0)
        if home:
            made.Pg = self._pages[home - 1]
        inside = [self._item(item, made, home) for item in element.inside]
        if len(inside) == 1:
            made.K = inside[0]
        elif inside:
            made.K = pikepdf.Array(inside)
        return made

    def _item(self, item: Any, owner: Any, home: int) -> Any:
        import pikepdf

        if isinstance(item, Element):
            return self.write(item, owner)
        if not isinstance(item, Mark):
            self._links.append((item.annotation, owner))
            page = self._pages[item.page - 1]
            return pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=item.annotation, Pg=page)
        self._owners.setdefault(item.page, {})[item.number] = owner
        if item.page == home:
            return item.number
        page = self._pages[item.page - 1]
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=item.number)

    def _role(self, role: str) -> str:
        """Return a role; no heading stands more than one level below the one before it."""
        found = _HEADING.fullmatch(role)
        if found is None:
            return role
        self._level = min(int(found[1]), self._level + 1)
        return f"H{self._level}"

    def _name(self, role: str) -> Any:
        import pikepdf

        if role not in self._names:
            self._names[role] = pikepdf.Name("/" + role)
        return self._names[role]

    def write_parents(self, root: Any) -> None:
        """Let every page and every link tell the elements to which it belongs."""
        import pikepdf

        tree = pikepdf.Array()
        for index, page in enumerate(self._pages):
            owners = self._owners.get(index + 1, {})
            page.StructParents = index
            page.Tabs = pikepdf.Name.S
            listed = pikepdf.Array([owners.get(n) for n in range(max(owners, default=-1) + 1)])
            tree.append(index)
            tree.append(self._document.make_indirect(listed))
        for key, (annotation, owner) in enumerate(self._links, start=len(self._pages)):
            annotation.StructParent = key
            tree.append(key)
            tree.append(owner)
        root.ParentTree = self._document.make_indirect(pikepdf.Dictionary(Nums=tree))
        root.ParentTreeNextKey = len(self._pages) + len(self._links)


def _describe(made: Any, tag: Tag) -> None:
    """Write what a tag says beyond its role."""
    import pikepdf

    if tag.title:
        made.T = tag.title
    if tag.alternative:
        made.Alt = tag.alternative
    if tag.actual:
        made.ActualText = tag.actual
    if tag.scope or tag.span > 1:
        told = pikepdf.Dictionary(O=pikepdf.Name.Table)
        if tag.scope:
            told.Scope = pikepdf.Name("/" + tag.scope)
        if tag.span > 1:
            told.ColSpan = tag.span
        made.A = told


def _data(stream: Any) -> bytes:
    """Return what a stream holds; one that nobody can unpack shows nothing either."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):
        return b""


def _streams(value: Any) -> Iterable[Any]:
    import pikepdf

    return [value] if isinstance(value, pikepdf.Stream) else list(value or [])
