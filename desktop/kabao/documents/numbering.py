"""Page numbers: where each part and each attachment begins, counted before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from kabao.documents.layout.compose import Kept, Pages
from kabao.documents.layout.contents import Entry
from kabao.documents.plan import PartKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kabao.documents.layout.flow import Page
    from kabao.documents.plan import PackagePlan, Part
    from kabao.domain.cases import Attachment

LISTED_LATER = frozenset({PartKey.CONTENTS, PartKey.MANIFEST})
"""Parts that list the others and are set again once these are counted."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part with its pages, the number of its first one, and the entries of its files."""

    part: Part
    pages: Sequence[Page]
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


class Files(Protocol):
    """What must be known about the files behind the parts before pages are counted."""

    def pages(self, attachment: Attachment) -> int:
        """Return how many pages a file has."""

    def remarks(self, attachment: Attachment) -> tuple[str, ...]:
        """Return what the manifest says about a file."""


class Told:
    """Files as the plan describes them, unopened; good enough to look at pages."""

    def pages(self, attachment: Attachment) -> int:
        """Return how many pages of a file are printed, by what was known when it was taken in."""
        return attachment.shown

    def remarks(self, attachment: Attachment) -> tuple[str, ...]:
        """Nothing is known yet."""
        return ()


def number(
    plan: PackagePlan, known_files: Files, known: Mapping[str, Sequence[Page]] | None = None
) -> list[Numbered]:
    """Set every part and count; lists of parts are set twice, first to count their own pages.

    ``known`` are the pages of parts that have been set already.
    """
    kept = Kept()
    counted = _count(plan, known_files, known or {}, kept)
    listed = entries(counted)
    again = {
        item.part.key: Pages(plan, item.part, listed, kept)
        for item in counted
        if item.part.key in LISTED_LATER
    }
    return _count(plan, known_files, {**{i.part.key: i.pages for i in counted}, **again}, kept)


def entries(numbered: Sequence[Numbered]) -> tuple[Entry, ...]:
    """Return the lines of the contents: each part, then the files behind it."""
    return tuple(entry for item in numbered for entry in (item.entry, *item.files))


def _count(
    plan: PackagePlan, known_files: Files, known: Mapping[str, Sequence[Page]], kept: Kept
) -> list[Numbered]:
    blank = tuple(
        entry
        for part in plan.parts
        for entry in (
            Entry(part.name, page=999, pages=999, sha256="0" * 64),
            *(_entry(file, known_files, 999, sha256="0" * 64) for file in part.attachments),
        )
    )
    result: list[Numbered] = []
    first = 1
    for part in plan.parts:
        pages = known.get(part.key) or Pages(plan, part, blank, kept)
        item = Numbered(part, pages, first, ())
        files: list[Entry] = []
        page = item.end
        for file in part.attachments:
            entry = _entry(file, known_files, page)
            files.append(entry)
            page += entry.pages
        result.append(replace(item, files=tuple(files)))
        first = page
    return result


def _entry(file: Attachment, known_files: Files, page: int, sha256: str = "") -> Entry:
    return Entry(
        file.title,
        attachment=True,
        page=page,
        pages=known_files.pages(file),
        sha256=sha256,
        remarks=known_files.remarks(file),
    )
