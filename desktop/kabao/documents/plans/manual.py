"""The manual on paper: a title page with the contents, then one part for each chapter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, Column, ContentsList, Table
from kabao.documents.plan import PackagePlan, Part, PartKey
from kabao.documents.plans.wording import Wording
from kabao.documents.written import Run, Written, WrittenLine, WrittenPicture
from kabao.domain.manual.model import Grid, Kind, Line, Picture, flat
from kabao.domain.prose.model import Kind as ProseKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.manual.model import Block, Chapter, Runs

_KINDS = {
    Kind.BODY: ProseKind.BODY,
    Kind.HEAD_2: ProseKind.HEAD_1,
    Kind.HEAD_3: ProseKind.HEAD_3,
    Kind.BULLET: ProseKind.BULLET,
    Kind.NUMBER: ProseKind.NUMBER,
    Kind.CODE: ProseKind.BODY,
}
_LEAST, _MOST = 5.0, 26.0
"""Ems that a column is taken to need."""
_HEADS = frozenset({ProseKind.HEAD_1, ProseKind.HEAD_2, ProseKind.HEAD_3})
_SHORT, _FEW = 6, 600
"""Lines and characters of an entry that is not torn apart."""
_SHARE, _WHOLE = 92, 960
"""Per cent of the width of the text that a picture of so many pixels takes; a smaller one less."""


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """The bytes of a picture and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ManualInput:
    """What is printed: the chapters of each language in their order."""

    books: tuple[tuple[str, tuple[Chapter, ...]], ...]
    today: dt.date
    version: str
    pictures: Callable[[str, str], PrintedPicture | None]
    """The picture of a name in a language, or None where there is none."""


def build_manual(order: ManualInput, language: str) -> PackagePlan:
    """Plan the manual in one language or in both, one behind the other."""
    wording = Wording(language)
    title = wording("help.paper.title")
    return PackagePlan(
        case_number="",
        title=title,
        applicant="",
        language=wording.language,
        draft=False,
        made_on=order.today.isoformat(),
        rulebook="",
        program=f"Kabao {order.version}",
        notice=wording("help.paper.foot"),
        parts=(_first(order, wording, title), *_chapters(order)),
    )


def _first(order: ManualInput, wording: Wording, title: Caption) -> Part:
    iso = order.today.isoformat()
    day = Caption(wording.date(iso), iso)
    note = wording("help.paper.note", version=order.version, day=day)
    block = ContentsList(
        Column(wording("help.paper.chapter")),
        Column(wording("help.paper.first")),
        wording("documents.attachment"),
    )
    return Part(PartKey.CONTENTS, title, (block,), note=note)


def _chapters(order: ManualInput) -> Iterator[Part]:
    for language, chapters in order.books:
        for number, chapter in enumerate(chapters, start=1):
            parts = [part for block in chapter.blocks for part in _part(block, language, order)]
            yield Part(
                f"{language}_{chapter.key}",
                Caption(chapter.title),
                (Written(tuple(_kept_together(parts)), chapter.title),),
                number=Caption(str(number)),
            )


def _kept_together(
    parts: Sequence[WrittenLine | WrittenPicture | Table],
) -> Iterator[WrittenLine | WrittenPicture | Table]:
    """Keep a short entry on one page: its heading, its few lines, and the head of its table."""
    begins = [at for at, part in enumerate(parts) if _is_head(part)]
    for first, after in pairwise([0, *begins, len(parts)]):
        entry = parts[first:after]
        lines = [part for part in entry if isinstance(part, WrittenLine)]
        short = len(lines) <= _SHORT and sum(len(line.text) for line in lines) <= _FEW
        for place, part in enumerate(entry, start=1):
            if short and place < len(entry) and isinstance(part, WrittenLine):
                yield replace(part, keep=True)
            else:
                yield part


def _is_head(part: WrittenLine | WrittenPicture | Table) -> bool:
    return isinstance(part, WrittenLine) and part.kind in _HEADS


def _part(
    block: Block, language: str, order: ManualInput
) -> Iterator[WrittenLine | WrittenPicture | Table]:
    if isinstance(block, Line):
        yield WrittenLine(tuple(_runs(block.runs)), _KINDS[block.kind], block.depth, _mark(block))
    elif isinstance(block, Grid):
        yield _table(block)
    else:
        shown = order.pictures(block.name, language)
        if shown is not None:
            yield _picture(block, shown)


def _picture(block: Picture, shown: PrintedPicture) -> WrittenPicture:
    digest = hashlib.sha256(shown.data).hexdigest()
    share = min(_SHARE, max(10, _SHARE * shown.width // _WHOLE))
    return WrittenPicture(digest, block.alt, shown.width, shown.height, share, shown.data)


def _runs(runs: Runs) -> Iterator[Run]:
    for run in runs:
        yield run.text, run.bold or run.key


def _mark(line: Line) -> str:
    if line.kind is Kind.BULLET:
        return "•◦"[line.depth]
    if line.kind is not Kind.NUMBER:
        return ""
    return f"{line.number}." if line.depth == 0 else f"({line.number})"


def _table(block: Grid) -> Table:
    rows = [tuple(flat(cell) for cell in row) for row in block.rows]
    columns = tuple(
        Column(Caption(label), _breadth([row[at] for row in rows]))
        for at, label in enumerate(rows[0])
    )
    return Table(columns, tuple(rows[1:]))


def _breadth(cells: list[str]) -> float:
    longest = max(sum(1.0 if sign >= "\u2e80" else 0.55 for sign in cell) for cell in cells)
    return min(_MOST, max(_LEAST, longest))
