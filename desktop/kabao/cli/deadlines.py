"""``kabao deadlines``: what is due by law, and the same as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.services.deadline_words import explain_deadline, standing

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.clocks import Clock
    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts


@command("deadlines")
@click.option("--ics", type=PATH)
@click.option("--all", "finished", is_flag=True)
@click.option("--within", type=click.IntRange(min=0))
@employer_option
@click.option("--explain", is_flag=True)
@common_options
def deadlines(
    ics: Path | None, within: int | None, employer: str, *, finished: bool, explain: bool
) -> None:
    """List the deadlines of law."""
    session = current()
    service = session.workspace(read_only=True).deadlines
    wanted = employer_of(session, employer)
    found = [
        item
        for item in service.all(finished=finished)
        if (within is None or item.clock.days_left <= within) and wanted in (None, item.employer_id)
    ]
    lines = _lines(found, session.texts, explain=explain)
    if ics is not None:
        count = service.write_calendar(found, ics, session.texts)
        session.tell(session.texts("deadlines.written", count=count, file=ics))
    session.emit({"clocks": [deadline_entry(item, session.texts) for item in found]}, lines)


def _lines(found: list[Deadline], texts: Texts, *, explain: bool) -> list[str]:
    if not found:
        return [texts("deadlines.none")]
    lines = []
    for item in found:
        lines.append(deadline_line(item, texts))
        if explain:
            lines += [f"    {line}" for line in explain_deadline(item.clock, texts)]
    return lines


def deadline_line(item: Deadline, texts: Texts) -> str:
    """Return a clock as one line for people."""
    return f"{deadline_words(item.clock, texts)}  {item.clock.name}"


def deadline_words(clock: Clock, texts: Texts) -> str:
    """Return the day, the standing and the title of a clock."""
    title = clock.rule.title.to(texts.language)
    return f"{clock.nominal_due}  {standing(clock, texts)}  {title}"


def deadline_entry(item: Deadline, texts: Texts) -> dict[str, object]:
    """Return a clock with stable English keys, as the JSON output promises."""
    clock, language = item.clock, texts.language
    return {
        "employer": item.employer,
        "person": clock.name if clock.rule.record == "holder" else None,
        "clock": clock.rule.key,
        "article": clock.rule.article.to(language),
        "binds": clock.rule.binds.value,
        "confidence": clock.rule.origin.confidence.value,
        "start": clock.start.isoformat(),
        "nominal_due": clock.nominal_due.isoformat(),
        "final_due": clock.final_due.isoformat(),
        "schedule_known": clock.schedule_known,
        "done_on": clock.done_on.isoformat() if clock.done_on else None,
        "state": clock.state.value,
        "days_left": clock.days_left,
        "late_days": clock.late_days,
    }
