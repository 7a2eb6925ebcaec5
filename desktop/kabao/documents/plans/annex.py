"""The annex: activation status of the chosen cards, with the reasons for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import Column, Notice, Prose, Table
from kabao.documents.plan import Part, PartKey
from kabao.domain.evidence import Signal
from kabao.domain.origins import CONFIDENCE, DOUBTFUL

if TYPE_CHECKING:
    from kabao.documents.blocks import Block
    from kabao.documents.plans.inputs import HolderInput
    from kabao.documents.plans.sources import Source
    from kabao.domain.activation import ActivationStatus, Reason


def activation_annex(source: Source) -> Part:
    """Return the annex; the caller decides whether the case asks for one."""
    wording = source.wording
    note = wording("documents.annex.note", day=wording.date(source.order.today.isoformat()))
    blocks: list[Block] = [Notice(wording("states.local_record"))]
    if source.order.holders:
        blocks.append(_status_table(source))
    else:
        blocks.append(Prose(wording("documents.no_holders")))
    return Part(PartKey.ANNEX, wording("documents.annex.title"), tuple(blocks), note=note)


def _status_table(source: Source) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.annex.person"), 1.9),
        Column(wording("documents.annex.card"), 1.1),
        Column(wording("documents.annex.state"), 1.5),
        Column(wording("documents.annex.signals"), 3.1),
        Column(wording("documents.annex.reasons"), 3.2),
    )
    rows = tuple(_row(source, item) for item in source.order.holders)
    names = tuple(item.holder.name for item in source.order.holders)
    return Table(columns, rows, names=names, small=True)


def _row(source: Source, item: HolderInput) -> tuple[str, ...]:
    wording = source.wording
    person = f"{item.holder.name}\n{source.number(item.holder)}"
    number = item.card.number if item.card else ""
    if item.status is None:
        missing = wording.one("documents.annex.no_card")
        return (person, number or wording.one("documents.none"), missing, "", "")
    status = item.status
    state = [wording.one(f"labels.state.{status.state}")]
    if status.grade:
        state.append(wording.one(f"labels.grade.{status.grade}"))
    state.append(wording.one(f"financial.{status.financial}"))
    reasons = [_reason(source, reason) for reason in status.reasons]
    if status.review_on:
        day = wording.date(status.review_on.isoformat())
        reasons.append(wording.one("documents.annex.review", day=day))
    shown = number or wording.one("documents.none")
    return (person, shown, "\n".join(state), _signals(source, status), "\n".join(reasons))


def _reason(source: Source, reason: Reason) -> str:
    """Return a reason; one that rests on a doubtful rule says so."""
    wording = source.wording
    told = wording.one(f"reasons.{reason.code}", **reason.params)
    confidence = reason.params.get(CONFIDENCE)
    if confidence not in DOUBTFUL:
        return told
    remark = wording.one(f"labels.confidence.{confidence}")
    return wording.one("labels.in_brackets", text=told, remark=remark)


def _signals(source: Source, status: ActivationStatus) -> str:
    wording = source.wording
    lines = []
    for signal in Signal:
        light = status.signals.get(signal)
        if light is None or light.on is None:
            word = wording.one("labels.light.none")
        else:
            shown = wording.one(f"labels.light_short.{light.light}")
            word = f"{shown} {light.on.isoformat()}"
        lines.append(
            wording.one(
                "documents.annex.signal", signal=wording.one(f"labels.signal.{signal}"), word=word
            )
        )
    return "\n".join(lines)
