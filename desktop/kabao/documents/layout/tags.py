"""Tags: what the pieces of a page are, for readers that speak, search, convert or set anew.

A piece names its tag; a tag names the one it stands in. Whoever sets blocks gives tags, plans know
nothing of them. While pages are drawn, a ``Structure`` notes which marked content belongs to which
tag; what nobody claims is an artifact, so that nothing on a page stays untold.

A long package has hundreds of thousands of elements. Pages are drawn in their order, so what stood
on a page and does not go on to the next one is finished: it is packed, and unpacked to be written.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any


@dataclass(slots=True, eq=False)
class Tag:
    """What something is, in the standard roles of PDF; each is itself only, and stays as made."""

    role: str
    parent: Tag | None = None
    """The tag that it stands in; None for the part."""
    alternative: str = ""
    """What a picture shows, for those who do not see it."""
    scope: str = ""
    """``Column`` or ``Row`` for the head of a table."""
    span: int = 1
    """Columns that a cell takes."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An annotation that leads somewhere: its page (from 1), its place among those of the page."""

    page: int
    place: int
    key: int
    """Its number in the tree of parents."""


_PLACES = 20
"""Bits for the number of marked content on its page."""


def mark(page: int, number: int) -> int:
    """Return marked content as one number: its page (from 1) and its number there."""
    return page << _PLACES | number


def marked(value: int) -> tuple[int, int]:
    """Return page and number of marked content."""
    return value >> _PLACES, value & (1 << _PLACES) - 1


@dataclass(slots=True, eq=False)
class Element:
    """A tag as it came to stand on pages: what is inside it, in the order of reading.

    Marked content is inside as a number, finished elements as packed bytes.
    """

    tag: Tag
    inside: list[Element | Link | int | bytes] = field(default_factory=list)
    box: tuple[float, ...] = ()
    """Left, bottom, right and top of a picture on its page."""

    def plain(self) -> tuple[Any, ...]:
        """Return role, what a tag says beyond it, and what is inside, as plain values."""
        tag, inside = self.tag, list[Any]()
        for item in self.inside:
            if isinstance(item, Element):
                inside.append(item.plain())
            elif isinstance(item, bytes):
                inside += marshal.loads(item)  # noqa: S302 (packed a moment ago by ourselves)
            elif isinstance(item, Link):
                inside.append((item.page, item.place, item.key))
            else:
                inside.append(item)
        described = (tag.title, tag.alternative, tag.scope, tag.span, self.box)
        return tag.role, _NOTHING if described == _NOTHING else described, inside, None

    def pack(self) -> list[Tag]:
        """Pack all elements inside but the last, which may go on; returns their tags."""
        gone: list[Tag] = []
        *done, last = self.inside or [0]
        if isinstance(last, Element):
            gone += last.pack()
        kept: list[Element | Link | int | bytes] = []
        for finished, run in groupby(done, key=lambda item: isinstance(item, Element)):
            items: list[Any] = list(run)
            if finished:
                kept.append(marshal.dumps([item.plain() for item in items]))
                gone += [tag for item in items for tag in item.tags()]
            else:
                kept += items
        if gone:
            self.inside[:] = [*kept, last]
        return gone

    def tags(self) -> list[Tag]:
        """Return its own tag and those of all elements inside."""
        inside = [item for item in self.inside if isinstance(item, Element)]
        return [self.tag, *[tag for item in inside for tag in item.tags()]]


_NOTHING = ("", "", "", 1, ())


class Structure:
    """Elements by part, gathered while pages are drawn in their order."""

    def __init__(self) -> None:
        self._roots: dict[str, Element] = {}
        self._elements: dict[Tag, Element] = {}
        self._root = Element(Tag("Part"))
        self._page = 0
        self._marks = 0
        self.links = 0

    def begin_page(self, part: str, title: str, page: int) -> None:
        """Go on with a page of a part."""
        root = self._roots.setdefault(part, Element(Tag("Part", title=title)))
        if root is not self._root:
            self._root.inside = [marshal.dumps(self._root.plain()[2])]
            self._elements.clear()
        else:
            for tag in root.pack():
                del self._elements[tag]
        self._root = root
        self._page, self._marks = page, 0

    def part(self, key: str) -> Element:
        """Return what was drawn of a part."""
        return self._roots.get(key) or Element(Tag("Part"))

    def declare(self, tag: Tag) -> Element:
        """Return the element of a tag; it takes its place behind what its parent holds by now."""
        element = self._elements.get(tag)
        if element is None:
            element = Element(tag)
            above = self._root if tag.parent is None else self.declare(tag.parent)
            above.inside.append(element)
            self._elements[tag] = element
        return element

    def mark(self, tag: Tag) -> int:
        """Note further content of a tag on the present page; returns its number there."""
        number = self._marks
        self._marks = number + 1
        self.declare(tag).inside.append(self._page << _PLACES | number)
        return number

    def bound(self, tag: Tag, box: tuple[float, ...]) -> None:
        """Note where a picture stands; of one that goes on, where it began."""
        element = self.declare(tag)
        element.box = element.box or box

    def link(self, tag: Tag, link: Link) -> None:
        """Note that the element of a tag leads somewhere."""
        self.declare(tag).inside.append(link)
        self.links += 1
