"""The structure tree of a package: what was drawn and what is foreign, in the order of reading.

Own pages are tagged whole: headings, paragraphs, lists, tables, pictures, links. A foreign page is
one element: a picture with its title as alternative text, or a paragraph where it has text of its
own. What its maker had tagged inside is not carried over.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kabao.documents.appending import reference, string
from kabao.documents.layout.tags import Element, Tag, mark, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kabao.documents.appending import Increment
    from kabao.documents.layout.contents import Entry
    from kabao.documents.layout.tags import Structure
    from kabao.documents.numbering import Numbered

_HEADING = re.compile(r"H([1-6])")
_ELEMENT = 4
"""Length of the plain values of an element; those of a link are fewer."""
Foreign = tuple[int, str, tuple[float, ...]]
"""Number and role of the marked content of a foreign page, and the part of it that is seen."""
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
    foreign: Mapping[int, Foreign],
) -> None:
    """Write the tree, part by part; ``foreign`` tells how foreign pages are marked."""
    tree = _Tree(increment)
    parts: list[Element] = []
    for item in numbered:
        part = structure.part(item.part.key)
        part.inside += [_file(entry, foreign) for entry in item.files]
        parts.append(part)
    tree.write_root(parts)


def _file(entry: Entry, foreign: Mapping[int, Foreign]) -> Element:
    file = Element(Tag("Part", title=entry.title))
    for index in range(entry.pages):
        number, role, box = foreign[entry.page + index]
        told = f"{entry.title} ({index + 1}/{entry.pages})" if role == "Figure" else ""
        content = mark(entry.page + index, number)
        tag = Tag(role, alternative=told)
        file.inside.append(Element(tag, [content], box if role == "Figure" else ()))
    return file


class _Tree:
    """Writes elements and remembers which one owns which content."""

    def __init__(self, increment: Increment) -> None:
        self._increment = increment
        self._pages = [page.obj for page in increment.document.pages]
        self._named = [reference(page) for page in self._pages]
        self._owners = [array("i") for _ in self._pages]
        self._links: dict[int, int] = {}
        self._level = 0

    def write_root(self, parts: Iterable[Element]) -> None:
        """Write the whole tree, and for every page and link the elements to which it belongs."""
        increment = self._increment
        root = increment.document.Root.StructTreeRoot.objgen[0]
        top = increment.new_number()
        inside = [b"%d 0 R" % self._write(part.plain(), top) for part in parts]
        told = b"<</S/Document/P %d 0 R/K[%b]>>" % (root, b" ".join(inside))
        increment.put(top, told)
        listed: list[bytes] = []
        for index, owners in enumerate(self._owners):
            number = increment.new_number()
            owned = [b"%d 0 R" % owner if owner else b"null" for owner in owners]
            increment.put(number, b"[%b]" % b" ".join(owned))
            listed.append(b"%d %d 0 R" % (index, number))
        listed += [b"%d %d 0 R" % pair for pair in sorted(self._links.items())]
        parents = increment.new_number()
        increment.put(parents, b"<</Nums[%b]>>" % b" ".join(listed))
        told_root = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
        increment.put(root, told_root % (top, parents, len(listed)))

    def _write(self, element: tuple[Any, ...], above: int) -> int:
        """Write an element and all inside it; returns its number."""
        number = self._increment.new_number()
        role, described, items, _ = element
        if role[0] == "H":
            role = self._role(role)
        home, told, inside = 0, b"", []
        for item in items:
            if not isinstance(item, int):
                inside.append(self._below(item, number))
                continue
            page, place = marked(item)
            if not home:
                home, told = page, b"/Pg " + self._named[page - 1]
            self._own(page, place, number)
            if page == home:
                inside.append(b"%d" % place)
            else:
                inside.append(b"<</Type/MCR/Pg %b/MCID %d>>" % (self._named[page - 1], place))
        kept = b"/K[%b]" % b" ".join(inside) if inside else b""
        head = _described(role, described)
        self._increment.put(number, b"%b/P %d 0 R%b%b>>" % (head, above, told, kept))
        return number

    def _below(self, item: tuple[Any, ...], owner: int) -> bytes:
        """Write what stands inside an element: another element, or a link."""
        if len(item) == _ELEMENT:
            return b"%d 0 R" % self._write(item, owner)
        page, place, key = item
        self._links[key] = owner
        annotation = reference(self._pages[page - 1].Annots[place])
        return b"<</Type/OBJR/Obj %b/Pg %b>>" % (annotation, self._named[page - 1])

    def _own(self, page: int, number: int, owner: int) -> None:
        owners = self._owners[page - 1]
        if number == len(owners):
            owners.append(owner)
        else:
            owners.extend([0] * (number + 1 - len(owners)))
            owners[number] = owner

    def _role(self, role: str) -> str:
        """Return a role; no heading stands more than one level below the one before it."""
        found = _HEADING.fullmatch(role)
        if found is None:
            return role
        self._level = min(int(found[1]), self._level + 1)
        return f"H{self._level}"


@lru_cache(maxsize=256)
def _described(role: str, described: tuple[Any, ...]) -> bytes:
    """Return the beginning of an element: its role and what its tag says beyond it."""
    title, alternative, scope, span, box = described
    told = [b"<</S/" + role.encode()]
    for key, words in ((b"/T", title), (b"/Alt", alternative)):
        if words:
            told.append(key + string(words))
    if scope or span > 1:
        wide = b"/ColSpan %d" % span if span > 1 else b""
        told.append(b"/A<</O/Table%b%b>>" % (b"/Scope/" + scope.encode() if scope else b"", wide))
    elif box:
        sides = " ".join(f"{side:.2f}" for side in box).encode()
        told.append(b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % sides)
    return b"".join(told)


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
