"""From a part of a plan to pages of pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from kabao.documents import blocks
from kabao.documents.layout import card_figures, figures, grids, portraits, prose, status, written
from kabao.documents.layout.contents import Entry, contents
from kabao.documents.layout.cover import CoverPiece
from kabao.documents.layout.flow import Page, pages
from kabao.documents.layout.pieces import LinePiece, Piece, Space
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    ACCENT,
    NOTE,
    NUMBER,
    ROOM,
    SUB,
    TITLE,
    TITLE_SUB,
    WIDE_ROOM,
    WIDE_WIDTH,
    WIDTH,
)
from kabao.documents.layout.tags import Tag
from kabao.documents.portraits import Portrait
from kabao.documents.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kabao.documents.plan import PackagePlan, Part


_SETTERS: dict[type, Callable[[Any], Iterator[Piece]]] = {
    blocks.Heading: prose.heading,
    blocks.Prose: prose.prose,
    blocks.Notice: prose.notice,
    blocks.CheckList: prose.check_list,
    blocks.FormGrid: grids.form_grid,
    blocks.Table: grids.table,
    blocks.CardFigure: card_figures.card_figure,
    blocks.EmptyBoxes: figures.empty_boxes,
    blocks.StateBanner: status.banner,
    blocks.SignalRow: status.signals,
    blocks.Points: status.points,
    Written: written.written,
    Portrait: portraits.portrait,
}


def set_block(block: Any) -> Iterable[Piece]:
    """Set one block of a part."""
    return _SETTERS[type(block)](block)


def lay_out(
    plan: PackagePlan,
    part: Part,
    entries: Iterable[Entry] = (),
    setter: Callable[[Any], Iterable[Piece]] = set_block,
) -> list[Page]:
    """Set one part; ``entries`` fill the contents or the manifest if it holds one of them."""
    return list(_flow(plan, part, tuple(entries), setter))


class Kept:
    """How many more pages may be kept as they are set; others are set again to be drawn."""

    def __init__(self, pages: int = 200) -> None:
        self.pages = pages


class Pages(Sequence[Page]):
    """The pages of a part: kept, or set again each time that they are gone through.

    The pieces of a page take a hundred kilobytes; those of thousands of pages are not kept.
    """

    def __init__(
        self, plan: PackagePlan, part: Part, entries: tuple[Entry, ...], kept: Kept
    ) -> None:
        self._of = (plan, part, entries)
        self._pages: list[Page] = []
        self._count = 0
        for page in _flow(plan, part, entries):
            self._count += 1
            if self._count <= kept.pages:
                self._pages.append(page)
        if self._count > kept.pages:
            self._pages.clear()
        kept.pages -= len(self._pages)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages) if self._pages else _flow(*self._of)

    @overload
    def __getitem__(self, index: int) -> Page: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...

    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        return (self._pages or list(self))[index]


def _flow(
    plan: PackagePlan,
    part: Part,
    entries: tuple[Entry, ...],
    setter: Callable[[Any], Iterable[Piece]] = set_block,
) -> Iterator[Page]:
    pieces = _pieces(plan, part, entries, setter)
    for page in pages(pieces, WIDE_ROOM if part.wide else ROOM):
        page.wide = part.wide
        yield page


def _pieces(
    plan: PackagePlan,
    part: Part,
    entries: tuple[Entry, ...],
    setter: Callable[[Any], Iterable[Piece]],
) -> Iterator[Piece]:
    first = part.blocks[0] if part.blocks else None
    if isinstance(first, blocks.CoverSheet):
        yield CoverPiece(first, plan)
        return
    yield from _title(part)
    following = (*part.blocks[1:], None)
    for block, after in zip(part.blocks, following, strict=True):
        if isinstance(block, blocks.FormGrid) and isinstance(after, blocks.EmptyBoxes):
            yield from grids.together(setter(block))
        elif isinstance(block, blocks.Table) and _signs(after):
            yield from grids.with_its_end(setter(block))
        elif isinstance(block, blocks.ContentsList):
            yield from contents(block, entries, plan.absent)
        elif isinstance(block, blocks.ManifestList):
            yield from grids.table(_manifest(block, entries))
        else:
            yield from setter(block)


def _signs(block: blocks.Block | None) -> bool:
    return isinstance(block, blocks.EmptyBoxes) or (
        isinstance(block, blocks.Table) and block.closing
    )


def _title(part: Part) -> Iterator[Piece]:
    title, note = Tag("H1"), Tag("P")
    if part.number.main:
        yield LinePiece(part.number.flat, NUMBER, keep=True, tag=title)
    for line in caption_lines(part.title, WIDTH, TITLE, TITLE_SUB):
        yield LinePiece(line.text, line.style, keep=True, tag=title)
    for line in caption_lines(part.note, WIDTH, NOTE, SUB) if part.note.main else ():
        yield LinePiece(line.text, line.style, keep=True, tag=note)
    width = WIDE_WIDTH if part.wide else WIDTH
    yield Space(6.0, before=6.0, keep=True, colour=ACCENT, thickness=1.2, width=width)


def _manifest(block: blocks.ManifestList, entries: tuple[Entry, ...]) -> blocks.Table:
    said = dict(block.remarks)
    rows = tuple(
        (
            _listed(block, entry, [said[code].main for code in entry.remarks if code in said]),
            str(entry.page),
            str(entry.pages),
            # A digest still to come takes the same two lines, so that pages can be counted.
            f"{entry.sha256[:32]}\n{entry.sha256[32:]}",
        )
        for entry in entries
    )
    return blocks.Table(block.columns, rows, small=True)


def _listed(block: blocks.ManifestList, entry: Entry, remarks: list[str]) -> str:
    title = f"　{block.attachment.main}　{entry.title}" if entry.attachment else entry.title
    return "\n".join((title, *remarks))
