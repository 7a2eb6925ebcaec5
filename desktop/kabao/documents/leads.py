"""Links: lines of the contents and of the findings lead to what they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.layout.contents import EntryPiece
from kabao.documents.layout.pieces import Row
from kabao.documents.layout.style import LEFT, PAGE_HEIGHT, TOP, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.documents.layout.contents import Entry
    from kabao.documents.layout.flow import Page
    from kabao.documents.layout.tags import Tag


@dataclass(frozen=True, slots=True)
class _Lead:
    """A rectangle of a page (from 1) that leads to an entry; ``key`` where a tag knows of it."""

    page: int
    rectangle: tuple[float, ...]
    entry: Entry
    key: int | None


class Leads:
    """What leads where, gathered while pages are drawn in their order."""

    def __init__(self, listed: Sequence[Entry], starts: Mapping[str, Entry]) -> None:
        """Take the lines of the contents in their order, and the entries of parts by their key."""
        self._listed = listed
        self._starts = starts
        self._waiting = iter(listed)
        self._leads: list[_Lead] = []
        self._tagged = 0

    def begin(self) -> None:
        """Begin a part; one that lists the others lists them from the first."""
        self._waiting = iter(self._listed)

    def take(self, page: Page, number: int) -> Iterator[tuple[Tag | None, int]]:
        """Take the links of a page; yields for each its tag and its number among those tagged."""
        for rectangle, entry, tag in self._spots(page):
            key = self._tagged
            self._leads.append(_Lead(number, rectangle, entry, None if tag is None else key))
            self._tagged += tag is not None
            yield tag, key

    def write(self, document: Any) -> None:
        """Write the links into the pages of a document that is put together."""
        import pikepdf

        pages = [page.obj for page in document.pages]
        links: dict[int, list[Any]] = {}
        for lead in self._leads:
            link = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Link,
                Rect=pikepdf.Array([round(number, 2) for number in lead.rectangle]),
                Border=pikepdf.Array([0, 0, 0]),
                F=4,
                Contents=lead.entry.title,
                Dest=pikepdf.Array([pages[lead.entry.page - 1], pikepdf.Name.Fit]),
            )
            if lead.key is not None:
                link.StructParent = len(pages) + lead.key
            links.setdefault(lead.page, []).append(document.make_indirect(link))
        for number, held in links.items():
            pages[number - 1].Annots = pikepdf.Array(held)

    def _spots(self, page: Page) -> Iterator[tuple[tuple[float, ...], Entry, Tag | None]]:
        for y, piece in page.placed:
            if isinstance(piece, EntryPiece):
                yield _place(y, piece), next(self._waiting), piece.tag
            elif isinstance(piece, Row) and piece.lead in self._starts:
                yield _place(y, piece), self._starts[piece.lead], piece.cells[0].tag


def _place(y: float, piece: EntryPiece | Row) -> tuple[float, ...]:
    top = PAGE_HEIGHT - TOP - y
    return LEFT, top - piece.height, LEFT + WIDTH, top
