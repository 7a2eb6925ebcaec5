"""Deadlines in sentences: how each stands, why it ends on its day, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.clocks import ClockState, Unit

if TYPE_CHECKING:
    from kabao.domain.clocks import Clock
    from kabao.texts import Texts


def standing(clock: Clock, texts: Texts) -> str:
    """Return how a clock stands today in one sentence."""
    match clock.state:
        case ClockState.DONE:
            return texts("deadlines.done", on=clock.done_on or texts("deadlines.day_unknown"))
        case ClockState.DONE_LATE:
            return texts("deadlines.done_late", on=clock.done_on, days=clock.late_days)
        case ClockState.OVERDUE:
            return texts("deadlines.overdue", days=clock.late_days)
        case ClockState.PAST_NOMINAL:
            return texts("deadlines.past_nominal", final=clock.final_due)
        case ClockState.RUNNING:
            key = "today" if clock.days_left == 0 else "running"
            return texts(f"deadlines.{key}", days=clock.days_left)


def why_this_day(clock: Clock, texts: Texts) -> str:
    """Return the counting of one clock with its days."""
    rule = clock.rule
    unit = texts(f"deadlines.unit.{rule.unit}", days=rule.days)
    counted = texts("deadlines.counted", start=clock.start, unit=unit, nominal=clock.nominal_due)
    parts = [counted]
    if clock.final_due != clock.nominal_due:
        parts.append(texts("deadlines.moved", nominal=clock.nominal_due, final=clock.final_due))
    if not clock.schedule_known:
        year = (clock.nominal_due if rule.unit is Unit.WORKING else clock.final_due).year
        parts.append(texts("deadlines.schedule_unknown", year=year))
    return ("" if texts.language != "en" else " ").join(parts)


def explain_deadline(clock: Clock, texts: Texts) -> list[str]:
    """Return everything to be known about a clock, one line for each thing."""
    rule, language = clock.rule, texts.language
    lines = [
        texts("deadlines.line.article", text=rule.article.to(language)),
        texts("deadlines.line.event", text=rule.event.to(language), day=clock.start),
        texts("deadlines.line.why", text=why_this_day(clock, texts)),
        texts("deadlines.line.counting", text=rule.counting.to(language)),
        texts("deadlines.line.late", text=rule.late.to(language)),
    ]
    if rule.note.to(language):
        lines.append(texts("deadlines.line.note", text=rule.note.to(language)))
    return lines
