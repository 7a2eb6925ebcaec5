"""The parts of an employer's registration: the sheet, the papers, the period with its law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    Caption,
    Column,
    FormGrid,
    FormItem,
    Heading,
    Notice,
    Prose,
    Table,
)
from kabao.documents.plans.forms import form_blocks
from kabao.documents.plans.papers import paper_blocks, rest_of
from kabao.domain.cases import MaterialKey
from kabao.domain.claims import registration_facts
from kabao.domain.clocks import ClockState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block, Tone
    from kabao.documents.plan import Part
    from kabao.documents.plans.sources import Source
    from kabao.domain.clocks import Clock

FORM = MaterialKey.REGISTRATION_SHEET
PAPERS = MaterialKey.REGISTRATION_MATERIALS
PERIOD = MaterialKey.REGISTRATION_PERIOD
_TONES: dict[ClockState, Tone] = {
    ClockState.RUNNING: "info",
    ClockState.PAST_NOMINAL: "warning",
    ClockState.OVERDUE: "error",
    ClockState.DONE: "ok",
    ClockState.DONE_LATE: "warning",
}


def registration_sheet(source: Source) -> Part:
    """Return the sheet with its empty boxes."""
    blocks = form_blocks(source, source.form(FORM), source.values(FORM), source.files(FORM))
    return source.material(FORM, tuple(blocks))


def registration_materials(source: Source) -> Part:
    """Return the papers by kind of unit, legal and local told apart."""
    facts = registration_facts(source.values(FORM))
    values = source.values(PAPERS)
    blocks = list(paper_blocks(source, source.order.rulebook.papers.registration, facts, values))
    blocks += form_blocks(source, rest_of(source, PAPERS), values, source.files(PAPERS))
    return source.material(PAPERS, tuple(blocks))


def registration_period(source: Source) -> Part:
    """Return the law's page: each period with both ends, why, and what follows; then practice."""
    wording = source.wording
    blocks: list[Block] = [Prose(wording("documents.period.as_of", day=_today(source)))]
    clocks = source.order.clocks
    for clock in clocks:
        blocks += _clock(source, clock)
    if not clocks:
        blocks.append(Notice(wording("documents.period.no_date"), "warning"))
    practice = source.order.rulebook.deadlines.tracks.get(str(_kind(source)))
    blocks.append(Heading(wording("documents.period.practice")))
    if practice is not None:
        trust = wording("labels.confidence.inferred")
        said = wording("documents.papers.trusted", text=wording.words(practice), trust=trust)
        blocks.append(Notice(said))
    blocks.append(Prose(wording("documents.period.both"), kind="note"))
    blocks += form_blocks(source, source.form(PERIOD), source.values(PERIOD), source.files(PERIOD))
    return source.material(PERIOD, tuple(blocks))


def _clock(source: Source, clock: Clock) -> Iterator[Block]:
    wording, rule = source.wording, clock.rule
    yield Heading(wording.words(rule.title), note=wording.words(rule.article))
    yield Notice(_standing(source, clock), _TONES[clock.state])
    columns = tuple(
        Column(wording(f"documents.period.{name}"))
        for name in ("start", "nominal", "final", "done")
    )
    days = (clock.start, clock.nominal_due, clock.final_due, clock.done_on)
    none = wording.one("documents.none")
    row = tuple(wording.date(day.isoformat()) if day else none for day in days)
    yield Table(columns, (row,))
    yield FormGrid(
        (
            FormItem(wording("documents.period.event"), rule.event.to(wording.main), wide=True),
            FormItem(wording("documents.period.counting"), _counting(source, clock), wide=True),
            FormItem(wording("documents.period.late"), rule.late.to(wording.main), wide=True),
        )
    )
    if rule.note.zh:
        yield Prose(wording.words(rule.note), kind="note")


def _standing(source: Source, clock: Clock) -> Caption:
    wording = source.wording
    done = clock.done_on.isoformat() if clock.done_on else ""
    key = f"documents.period.state_{clock.state}"
    if clock.state is ClockState.DONE and not done:
        key = "documents.period.state_settled"
    final = wording.date(clock.final_due.isoformat())
    return wording(
        key, days=clock.days_left, late=clock.late_days, on=wording.date(done), final=final
    )


def _counting(source: Source, clock: Clock) -> str:
    text = clock.rule.counting.to(source.wording.main)
    if clock.schedule_known:
        return text
    return f"{text}\n{source.wording.one('documents.period.unknown', year=clock.final_due.year)}"


def _kind(source: Source) -> object:
    employer = source.order.employer
    recorded = employer.values.get("kind") if employer else ""
    return source.values(FORM).get("employer_kind") or recorded


def _today(source: Source) -> str:
    return source.wording.date(source.order.today.isoformat())


BUILDERS = {
    FORM: registration_sheet,
    PAPERS: registration_materials,
    PERIOD: registration_period,
}
"""For each part of a registration what lays it out."""
