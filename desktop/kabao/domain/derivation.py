"""How the activation status of a card follows from its evidence, the rules and today.

Any one of the signals is enough, as the source says; a standing block outranks them all. The
result depends on dates only, and nothing in it changes by the calendar before ``review_on``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.activation import ActivationStatus, CardState, Financial, Grade, Reason
from kabao.domain.blocks import Blocks, standing_blocks
from kabao.domain.days import ONE_DAY, add_months
from kabao.domain.evidence import Strength
from kabao.domain.lights import DARK, signal_lights
from kabao.domain.observations import observe
from kabao.domain.reasons import (
    explain_active,
    explain_block,
    explain_doubt,
    explain_missing,
    explain_rest,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.observations import Observations
    from kabao.domain.rules import ActivationRules

_GRADES = tuple(Grade)
_ACCOUNT_UNKNOWN = (CardState.CANCELLED, CardState.LOST_FORMAL, CardState.EXPIRED)
"""States after which nothing is known any more about the bank account on the card."""


@dataclass(frozen=True, slots=True)
class _Asked:
    card: Card
    received: dt.date
    seen: Observations
    blocks: Blocks
    rules: ActivationRules
    today: dt.date


def derive_status(
    card: Card, evidence: Sequence[Evidence], rules: ActivationRules, today: dt.date
) -> ActivationStatus:
    """Derive state, grade, lights, reasons and review day of one card as of today."""
    received = card.received_on
    if received is None:
        return _not_collected(Reason("not_collected"), None)
    if received > today:
        return _not_collected(Reason("collected_later", {"on": received.isoformat()}), received)
    seen = observe(card, evidence, rules, today)
    blocks = standing_blocks(card, seen, rules, today)
    asked = _Asked(card, received, seen, blocks, rules, today)
    if blocks.worst is not None:
        return _blocked(asked, blocks.worst.state)
    if not seen.positives:
        return _not_activated(asked)
    return _active(asked) if seen.standing() else _in_doubt(asked)


def _not_collected(reason: Reason, review_on: dt.date | None) -> ActivationStatus:
    return ActivationStatus(
        CardState.NOT_COLLECTED, signals=DARK, reasons=(reason,), review_on=review_on
    )


def _blocked(asked: _Asked, state: CardState) -> ActivationStatus:
    reasons = explain_block(asked.blocks, asked.seen)
    return _status(asked, state, reasons, ())


def _in_doubt(asked: _Asked) -> ActivationStatus:
    return _status(asked, CardState.IN_DOUBT, explain_doubt(asked.seen), ())


def _not_activated(asked: _Asked) -> ActivationStatus:
    received, today = asked.received, asked.today
    reminders = {days: received + ONE_DAY * days for days in asked.rules.reminder_days}
    passed = max((days for days, day in reminders.items() if day <= today), default=0)
    reasons = explain_missing(asked.seen, received, passed)
    return _status(asked, CardState.NOT_ACTIVATED, reasons, reminders.values())


def _active(asked: _Asked) -> ActivationStatus:
    standing, rules, today = asked.seen.standing(), asked.rules, asked.today
    last = max(item.observed_on for item in standing)
    stale_on = add_months(last, rules.stale_months) + ONE_DAY
    renewal_on = asked.card.valid_to and asked.card.valid_to - ONE_DAY * rules.renewal_days
    notes = []
    steps = 0
    released_on = asked.blocks.released_on
    if released_on and not _confirmed_since(standing, released_on):
        steps += 1
        notes.append(Reason("released_by_calendar", {"on": released_on.isoformat()}))
    if today >= stale_on:
        steps += 1
        notes.append(Reason("evidence_old", {"on": last.isoformat(), "months": rules.stale_months}))
    if renewal_on and asked.card.valid_to and today >= renewal_on:
        notes.append(Reason("renewal_open", {"on": asked.card.valid_to.isoformat()}))
    grade = _GRADES[min(_GRADES.index(_grade(standing)) + steps, len(_GRADES) - 1)]
    reasons = (*explain_active(standing), *notes)
    days = (stale_on, *((renewal_on,) if renewal_on else ()))
    return _status(asked, CardState.ACTIVE, reasons, days, grade)


def _grade(standing: Sequence[Evidence]) -> Grade:
    strong = {item.kind for item in standing if item.strength is Strength.STRONG}
    if len(strong) > 1:
        return Grade.WELL_SUPPORTED
    return Grade.SUPPORTED if strong else Grade.CLAIMED


def _confirmed_since(standing: Sequence[Evidence], day: dt.date) -> bool:
    return any(item.strength is Strength.STRONG and item.observed_on >= day for item in standing)


def _status(
    asked: _Asked,
    state: CardState,
    reasons: Sequence[Reason],
    days: Iterable[dt.date],
    grade: Grade | None = None,
) -> ActivationStatus:
    """Put a status together; ``days`` are those of the state itself on which it could change."""
    seen = asked.seen
    turning = (*days, *asked.blocks.changes, *seen.to_come)
    return ActivationStatus(
        state=state,
        grade=grade,
        financial=Financial.UNKNOWN if state in _ACCOUNT_UNKNOWN else seen.financial,
        signals=signal_lights(seen, state),
        reasons=(*reasons, *explain_rest(seen)),
        review_on=min((day for day in turning if day > asked.today), default=None),
    )
