"""Page numbers: where each part and each attachment begins, counted before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.layout.compose import lay_out
from kabao.documents.layout.contents import Entry
from kabao.documents.plan import PartKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.documents.layout.flow import Page
    from kabao.documents.plan import PackagePlan, Part
    from kabao.domain.cases import Attachment

LISTED_LATER = frozenset({PartKey.CONTENTS, PartKey.MANIFEST})
"""Parts that list the others and are set again once these are counted."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part with its pages, the number of its first one, and the entries of its files."""

    part: Part
    pages: list[Page]
    first: int
    files: tuple[Entry, ...]

    @property
    def end(self) -> int:
        """Number of the first page after the part and its files."""
        return self.first + len(self.pages) + sum(entry.pages for entry in self.files)

    @property
    def entry(self) -> Entry:
        """The line of the contents for the part itself."""
        return Entry(self.part.name, page=self.first, pages=len(self.pages))


def number(plan: PackagePlan, pages_of: Callable[[Attachment], int]) -> list[Numbered]:
    """Set every part and count; lists of parts are set twice, first to count their own pages."""
    counted = _count(plan, pages_of, {})
    listed = entries(counted)
    again = {
        item.part.key: lay_out(plan, item.part, listed)
        for item in counted
        if item.part.key in LISTED_LATER
    }
    return _count(plan, pages_of, {**{i.part.key: i.pages for i in counted}, **again})


def entries(numbered: Sequence[Numbered]) -> tuple[Entry, ...]:
    """Return the lines of the contents: each part, then the files behind it."""
    return tuple(entry for item in numbered for entry in (item.entry, *item.files))


def _count(
    plan: PackagePlan, pages_of: Callable[[Attachment], int], known: dict[str, list[Page]]
) -> list[Numbered]:
    blank = tuple(
        entry
        for part in plan.parts
        for entry in (
            Entry(part.name, page=999, pages=999, sha256="0" * 64),
            *(
                Entry(file.title, attachment=True, page=999, pages=999, sha256="0" * 64)
                for file in part.attachments
            ),
        )
    )
    result: list[Numbered] = []
    first = 1
    for part in plan.parts:
        pages = known.get(part.key) or lay_out(plan, part, blank)
        item = Numbered(part, pages, first, ())
        files: list[Entry] = []
        page = item.end
        for file in part.attachments:
            entry = Entry(file.title, attachment=True, page=page, pages=pages_of(file))
            files.append(entry)
            page += entry.pages
        result.append(replace(item, files=tuple(files)))
        first = page
    return result
