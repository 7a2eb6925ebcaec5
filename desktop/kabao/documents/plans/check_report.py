"""The check report by itself: what was checked, what was found, which warnings were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, FormGrid, FormItem, Heading, Notice
from kabao.documents.plan import PackagePlan, Part, PartKey
from kabao.documents.plans.results import checklist, preflight
from kabao.documents.plans.sources import Source
from kabao.documents.plans.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plans.inputs import PackageInput

_TONES = {"final": "ok", "draft": "warning", "stopped": "error"}


def build_report(order: PackageInput, gate: str, program: str) -> PackagePlan:
    """Plan the report of a case; no material and no file is part of it."""
    wording = Wording(order.language)
    source = Source(order, wording)
    found, checked = preflight(source), checklist(source)
    title = wording("case_report.title")
    body = Part(
        PartKey.PREFLIGHT,
        title,
        (*_head(source, gate), *found.blocks),
        note=found.note,
    )
    return PackagePlan(
        case_number=order.case.number,
        title=Caption(title.main),
        applicant=order.applicant_name,
        language=wording.language,
        draft=False,
        made_on=order.today.isoformat(),
        rulebook=order.rulebook.version,
        program=program,
        notice=wording("documents.notice"),
        parts=(body, checked),
        copy=order.copy,
    )


def _head(source: Source, gate: str) -> Iterator[Block]:
    wording, order = source.wording, source.order
    yield FormGrid(
        (
            FormItem(wording("documents.cover.number"), order.case.number),
            FormItem(wording("documents.cover.date"), wording.date(order.today.isoformat())),
            FormItem(wording("documents.cover.applicant"), order.applicant_name, wide=True),
            FormItem(wording("documents.cover.rulebook"), order.rulebook.version, wide=True),
        )
    )
    yield Notice(wording(f"case_report.gate.{gate}"), _TONES[gate])  # type: ignore[arg-type]
    yield Heading(wording("documents.preflight.title"))
