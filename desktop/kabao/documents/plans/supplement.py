"""A supplement request on paper: what a bureau asks for, in the look of the package it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    Caption,
    Column,
    EmptyBoxes,
    FormGrid,
    FormItem,
    Heading,
    Notice,
    Table,
)
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.domain.supplements import Supplement

PART = "supplement"


@dataclass(frozen=True, slots=True)
class SupplementPaper:
    """What the paper tells besides the request itself."""

    supplement: Supplement
    places: Sequence[str]
    """For each request where in the package it belongs, in words."""
    rulebook: str
    program: str
    language: str


def build_supplement(order: SupplementPaper, carried: str) -> PackagePlan:
    """Plan the paper; ``carried`` is the request as JSON, which the file encloses."""
    wording, item = Wording(order.language), order.supplement
    title = wording("supplements.paper.title")
    return PackagePlan(
        case_number=item.case,
        title=Caption(title.main),
        applicant=item.issuer,
        language=wording.language,
        draft=False,
        made_on=item.issued_on,
        rulebook=order.rulebook,
        program=order.program,
        notice=wording("supplements.paper.line"),
        parts=(Part(PART, title, tuple(_blocks(order, wording))),),
        copy="open",
        carried=carried,
    )


def _blocks(order: SupplementPaper, wording: Wording) -> Iterator[Block]:
    item = order.supplement
    yield FormGrid(
        (
            FormItem(wording("documents.cover.number"), item.case),
            FormItem(wording("supplements.paper.day"), wording.date(item.issued_on)),
            FormItem(wording("supplements.paper.issuer"), item.issuer, wide=True),
            FormItem(wording("supplements.paper.package"), item.package, wide=True),
        )
    )
    yield Notice(wording("supplements.paper.notice"))
    yield Heading(wording("supplements.paper.requests"))
    columns = (
        Column(wording("supplements.paper.number"), 0.5, "right"),
        Column(wording("supplements.paper.place"), 2.0),
        Column(wording("supplements.paper.text"), 3.6),
        Column(wording("supplements.paper.rule"), 1.4),
    )
    rows = tuple(
        (str(number), place, request.text, request.rule)
        for number, (place, request) in enumerate(
            zip(order.places, item.requests, strict=True), start=1
        )
    )
    yield Table(columns, rows)
    yield EmptyBoxes(
        (wording("supplements.paper.clerk"), wording("supplements.paper.seal")),
        36.0,
        (wording("documents.sign.date"), wording("documents.sign.date")),
    )
