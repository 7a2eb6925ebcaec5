"""Tags: what the pieces of a page are, for readers that speak, search, convert or set anew.

A piece names its tag; a tag names the one it stands in. Whoever sets blocks gives tags, plans know
nothing of them. While pages are drawn, a ``Structure`` notes which marked content belongs to which
tag; what nobody claims is an artifact, so that nothing on a page stays untold.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """What something is, in the standard roles of PDF; each is itself only."""

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
class Mark:
    """Marked content: its page (from 1) and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """An annotation that leads somewhere: its page (from 1), its place among those of the page."""

    page: int
    place: int
    key: int
    """Its number in the tree of parents."""


@dataclass(slots=True, eq=False)
class Element:
    """A tag as it came to stand on pages: what is inside it, in the order of reading."""

    tag: Tag
    inside: list[Element | Mark | Link] = field(default_factory=list)


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
        if part not in self._roots:
            self._roots[part] = Element(Tag("Part", title=title))
        self._root = self._roots[part]
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
        element = self.declare(tag)
        number = self._marks
        self._marks += 1
        element.inside.append(Mark(self._page, number))
        return number

    def link(self, tag: Tag, link: Link) -> None:
        """Note that the element of a tag leads somewhere."""
        self.declare(tag).inside.append(link)
        self.links += 1
