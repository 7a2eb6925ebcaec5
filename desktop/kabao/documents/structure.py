"""The structure tree of a package: what was drawn and what is foreign, in the order of reading.

Own pages are tagged whole: headings, paragraphs, lists, tables, pictures, links. A foreign page is
one element: a picture with its title as alternative text, or a paragraph where it has text of its
own. What its maker had tagged inside is not carried over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kabao.documents.appending import reference, string
from kabao.documents.layout.tags import Element, Link, Mark, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kabao.documents.appending import Increment
    from kabao.documents.layout.contents import Entry
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


def announce_structure(document: Any) -> None:
    """Say that a document is tagged, and where its tree will stand, before it is saved."""
    import pikepdf

    root = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    document.Root.StructTreeRoot = document.make_indirect(root)
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    for index, page in enumerate(document.pages):
        page.obj.StructParents = index
        page.obj.Tabs = pikepdf.Name.S


def append_structure(
    increment: Increment,
    structure: Structure,
    numbered: Sequence[Numbered],
    foreign: Mapping[int, tuple[int, str]],
) -> None:
    """Write the tree; ``foreign`` tells number and role of the marked content of foreign pages."""
    tree = _Tree(increment)
    whole = Element(Tag("Document"))
    for item in numbered:
        part = structure.part(item.part.key)
        whole.inside.append(part)
        part.inside += [_file(entry, foreign) for entry in item.files]
    tree.write_root(whole)


def _file(entry: Entry, foreign: Mapping[int, tuple[int, str]]) -> Element:
    file = Element(Tag("Part", title=entry.title))
    for index in range(entry.pages):
        number, role = foreign[entry.page + index]
        told = f"{entry.title} ({index + 1}/{entry.pages})" if role == "Figure" else ""
        mark = Mark(entry.page + index, number)
        file.inside.append(Element(Tag(role, alternative=told), [mark]))
    return file


class _Tree:
    """Writes elements and remembers which one owns which content."""

    def __init__(self, increment: Increment) -> None:
        self._increment = increment
        self._pages = [page.obj for page in increment.document.pages]
        self._named = [reference(page) for page in self._pages]
        self._owners: dict[int, dict[int, int]] = {}
        self._links: dict[int, int] = {}
        self._level = 0

    def write_root(self, whole: Element) -> None:
        """Write the whole tree, and for every page and link the elements to which it belongs."""
        increment = self._increment
        root = increment.document.Root.StructTreeRoot.objgen[0]
        top = self._write(whole, root)
        listed: list[bytes] = []
        for index in range(len(self._pages)):
            owners = self._owners.get(index + 1, {})
            told = [
                b"%d 0 R" % owners[n] if n in owners else b"null"
                for n in range(max(owners, default=-1) + 1)
            ]
            number = increment.new_number()
            increment.put(number, b"[%b]" % b" ".join(told))
            listed.append(b"%d %d 0 R" % (index, number))
        listed += [b"%d %d 0 R" % pair for pair in sorted(self._links.items())]
        parents = increment.new_number()
        increment.put(parents, b"<</Nums[%b]>>" % b" ".join(listed))
        told_root = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        increment.put(root, told_root % (top, parents, len(listed)))

    def _write(self, element: Element, above: int) -> int:
        """Write an element and all inside it; returns its number."""
        number = self._increment.new_number()
        tag = element.tag
        told = [b"<</S/%b/P %d 0 R" % (self._role(tag.role).encode(), above), *_described(tag)]
        home = next((item.page for item in element.inside if isinstance(item, Mark)), 0)
        if home:
            told.append(b"/Pg " + self._named[home - 1])
        inside = [self._item(item, number, home) for item in element.inside]
        if inside:
            told.append(b"/K[%b]" % b" ".join(inside))
        self._increment.put(number, b"".join([*told, b">>"]))
        return number

    def _item(self, item: Element | Mark | Link, owner: int, home: int) -> bytes:
        if isinstance(item, Element):
            return b"%d 0 R" % self._write(item, owner)
        page = self._named[item.page - 1]
        if isinstance(item, Link):
            self._links[item.key] = owner
            annotation = reference(self._pages[item.page - 1].Annots[item.place])
            return b"<</Type/OBJR/Obj %b/Pg %b>>" % (annotation, page)
        self._owners.setdefault(item.page, {})[item.number] = owner
        if item.page == home:
            return b"%d" % item.number
        return b"<</Type/MCR/Pg %b/MCID %d>>" % (page, item.number)

    def _role(self, role: str) -> str:
        """Return a role; no heading stands more than one level below the one before it."""
        found = _HEADING.fullmatch(role)
        if found is None:
            return role
        self._level = min(int(found[1]), self._level + 1)
        return f"H{self._level}"


def _described(tag: Tag) -> Iterator[bytes]:
    """Yield what a tag says beyond its role."""
    for key, words in ((b"/T", tag.title), (b"/Alt", tag.alternative)):
        if words:
            yield key + string(words)
    if tag.scope or tag.span > 1:
        scope = b"/Scope/" + tag.scope.encode() if tag.scope else b""
        yield b"/A<</O/Table%b%b>>" % (scope, b"/ColSpan %d" % tag.span if tag.span > 1 else b"")


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
