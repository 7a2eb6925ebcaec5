"""How the activation status of a card follows from its evidence, the rules and today.

Any one of the signals is enough, as the source says; a standing block outranks them all. The
result depends on dates only, and nothing in it changes by the calendar before ``review_on``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import OVER, ActivationStatus, CardState, Financial, Grade, Reason
from kabao.domain.activation_facts import ActivationFacts
from kabao.domain.blocks import Blocks, standing_blocks
from kabao.domain.days import ONE_DAY, add_months
from kabao.domain.evidence import Strength
from kabao.domain.lights import DARK, signal_lights
from kabao.domain.observations import observe
from kabao.domain.origins import with_confidence
from kabao.domain.reasons import (
    explain_active,
    explain_block,
    explain_delay,
    explain_doubt,
    explain_missing,
    explain_renewal,
    explain_rest,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.observations import Observations
    from kabao.domain.rules import ActivationRules

DERIVATION = 1
"""To be raised whenever the same card, entries, rules and day may come to another status."""

_GRADES = tuple(Grade)
"""Blocks after which only a new card follows; there is nothing to renew any more."""


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
    status = _derive(card, evidence, rules, today)
    if all(entry.observed_on <= today for entry in evidence):
        return status
    # An entry to come need not change anything on its day: look for the first day that does.
    review_on = status.review_on
    while review_on is not None:
        later = _derive(card, evidence, rules, review_on)
        if replace(later, review_on=None) != replace(status, review_on=None):
            break
        review_on = later.review_on
    return replace(status, review_on=review_on)


def _derive(
    card: Card, evidence: Sequence[Evidence], rules: ActivationRules, today: dt.date
) -> ActivationStatus:
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
    # A record of an electronic card alone has no physical card beside it.
    alone = asked.card.text("card_kind") == "electronic"
    facts = ActivationFacts() if alone else asked.rules.facts
    reasons = explain_block(asked.blocks, asked.seen, facts)
    return _status(asked, state, reasons, ())


def _in_doubt(asked: _Asked) -> ActivationStatus:
    reasons = (*explain_doubt(asked.seen), *explain_delay(asked.seen, asked.rules.facts.delay))
    return _status(asked, CardState.IN_DOUBT, reasons, ())


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
    notes = []
    steps = 0
    released_on = asked.blocks.released_on
    if released_on and not _confirmed_since(standing, released_on):
        steps += 1
        notes.append(Reason("released_by_calendar", {"on": released_on.isoformat()}))
    if today >= stale_on:
        steps += 1
        notes.append(Reason("evidence_old", {"on": last.isoformat(), "months": rules.stale_months}))
    grade = _GRADES[min(_GRADES.index(_grade(standing)) + steps, len(_GRADES) - 1)]
    reasons = (*explain_active(standing), *notes)
    return _status(asked, CardState.ACTIVE, reasons, (stale_on,), grade)


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
    seen, renewal_on = asked.seen, _renewal_on(asked)
    turning = (*days, *asked.blocks.changes, *seen.to_come, *((renewal_on,) if renewal_on else ()))
    told = (*reasons, *explain_renewal(asked.card, renewal_on, asked.today))
    rest = explain_rest(seen, asked.blocks)
    return ActivationStatus(
        state=state,
        grade=grade,
        financial=_account(asked),
        signals=signal_lights(seen, state),
        reasons=with_confidence((*told, *rest), asked.blocks.rule, asked.rules),
        review_on=min((day for day in turning if day > asked.today), default=None),
    )


def _renewal_on(asked: _Asked) -> dt.date | None:
    last = asked.card.valid_to
    if last is None or asked.blocks.states.intersection(OVER):
        return None
    return last - ONE_DAY * asked.rules.renewal_days


def _account(asked: _Asked) -> Financial:
    """Return what is known of the bank function while the blocks stand.

    Where both functions are reported lost together the account stands still with the card; where
    each is reported by itself, not even a formal loss tells anything of it.
    """
    if not asked.blocks.standing:
        return asked.seen.financial
    states, rule = asked.blocks.states, asked.blocks.rule
    separate = rule.bank_separate if rule is not None else None
    unknown = {CardState.CANCELLED, CardState.EXPIRED}
    if separate is not True:
        unknown.add(CardState.LOST_FORMAL)
    if separate is False:
        unknown.add(CardState.LOST_TEMP)
    return Financial.UNKNOWN if states.intersection(unknown) else asked.seen.financial
