"""The face on its own, for a card vendor: both sides, the places in mm, and what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import Column, Heading, Prose, Table
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.card_face import element_table, placed_elements, side_figures
from kabao.documents.plans.files import file_table
from kabao.documents.plans.sources import Source
from kabao.documents.plans.wording import Wording
from kabao.domain.cases import MaterialKey
from kabao.domain.face_compare import ChangeKind, compare_faces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block, CardFigure
    from kabao.documents.plans.inputs import PackageInput
    from kabao.domain.face_compare import FaceChange
    from kabao.domain.faces import Box

FACTS = "face_facts"
"""Key of the part with the tables."""


@dataclass(frozen=True, slots=True)
class FaceSheets:
    """Two pages as large as the card with its margin, then the tables on A4."""

    sides: tuple[CardFigure, ...]
    plan: PackagePlan


def plan_face_sheets(order: PackageInput, before: PackageInput | None = None) -> FaceSheets:
    """Plan the sheets of a case; with ``before`` they tell what has changed since that case."""
    wording = Wording(order.language)
    source = Source(order, wording)
    earlier = Source(before, wording) if before else None
    title = wording("documents.face_sheets.title")
    return FaceSheets(
        sides=side_figures(source, placed_elements(source)),
        plan=PackagePlan(
            case_number=order.case.number,
            title=title,
            applicant=order.applicant_name,
            language=wording.language,
            draft=False,
            made_on=order.today.isoformat(),
            rulebook=order.rulebook.version,
            program=f"Kabao {__version__}",
            notice=wording("documents.notice"),
            parts=(Part(FACTS, title, tuple(_blocks(source, earlier))),),
        ),
    )


def _blocks(source: Source, earlier: Source | None) -> Iterator[Block]:
    wording = source.wording
    elements = placed_elements(source)
    yield Prose(wording("documents.face_sheets.note"), kind="note")
    if earlier is not None:
        yield from _changes(source, earlier)
    yield Heading(wording("documents.face.elements"))
    yield element_table(source, elements)
    yield Prose(wording.words(source.order.rulebook.face.note), kind="note")
    files = source.files(MaterialKey.CARD_FACE)
    if files:
        yield Heading(wording("documents.files.title"))
        yield file_table(source, files)


def _changes(source: Source, earlier: Source) -> Iterator[Block]:
    wording = source.wording
    number = earlier.order.case.number
    yield Heading(wording("documents.face_sheets.changes", case=number))
    old, new = placed_elements(earlier), placed_elements(source)
    changes = compare_faces(old, new)
    if changes:
        yield _change_table(source, changes)
    else:
        yield Prose(wording("documents.face_sheets.unchanged"))
    yield Heading(wording("documents.face_sheets.before", case=number))
    yield from side_figures(earlier, old)
    yield Heading(wording("documents.face_sheets.after", case=source.order.case.number))
    yield from side_figures(source, new)


def _change_table(source: Source, changes: tuple[FaceChange, ...]) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.face.side"), 1.2),
        Column(wording("documents.face.element"), 1.8),
        Column(wording("documents.face_sheets.change"), 1.0),
        Column(wording("documents.face_sheets.was"), 2.4),
        Column(wording("documents.face_sheets.now"), 2.4),
    )
    rows = tuple(
        (
            wording.one(f"documents.face.short_{change.item.side}"),
            change.item.name.to(wording.main),
            wording.one(f"face.change.{change.kind}"),
            _told(change, after=False),
            _told(change, after=True),
        )
        for change in changes
    )
    return Table(columns, rows, small=True)


def _told(change: FaceChange, *, after: bool) -> str:
    item = change.after if after else change.before
    if item is None:
        return ""
    if change.kind is ChangeKind.WORDED:
        return f"{item.text} ({item.size:g} pt)"
    return _box(item.box)


def _box(box: Box) -> str:
    return f"{box.left:g}, {box.top:g} - {box.right:g}, {box.bottom:g}"
