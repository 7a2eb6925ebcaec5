"""One step in the life of a card: what it will write, said beforehand, and what forbids it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Reason
from kabao.domain.blocks import standing_blocks
from kabao.domain.card_life import NEXT_CARD, CardAction
from kabao.domain.card_life_progress import (
    COLLECTED,
    WITH_REASON,
    ProgressStep,
    next_states,
    with_progress,
)
from kabao.domain.days import read_iso_date
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.field_values import own_error
from kabao.domain.findings import Place
from kabao.domain.observations import observe

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.card_life import CardFacts
    from kabao.domain.fields import Value, Values
    from kabao.domain.findings import Finding
    from kabao.domain.rules import ActivationRules

_WRITES: Mapping[CardAction, tuple[EvidenceKind, str]] = {
    CardAction.LOSS_TEMP: (EvidenceKind.LOST_TEMP, "loss_temporary"),
    CardAction.LOSS_FORMAL: (EvidenceKind.LOST_FORMAL, "loss_formal"),
    CardAction.RELEASE_LOSS: (EvidenceKind.LOSS_RELEASED, "loss_lifted"),
    CardAction.UNLOCK: (EvidenceKind.UNLOCKED, "pin_reset"),
    CardAction.CANCEL: (EvidenceKind.CANCELLED, "card_cancelled"),
    CardAction.REISSUE: (EvidenceKind.LOST_FORMAL, "loss_formal"),
}
"""Kind and detail of the entry that an action writes about the card."""
APPLIES: Mapping[CardAction, tuple[str, str]] = {
    CardAction.REISSUE: ("reissue", "lost"),
    CardAction.RENEW: ("renew", "expired"),
    CardAction.UPGRADE: ("upgrade", "upgrade"),
    CardAction.REPLACE: ("renew", "damaged"),
}
"""What the next card is applied for, and why."""
_SETS = {
    CardAction.LOSS_TEMP: CardState.LOST_TEMP,
    CardAction.LOSS_FORMAL: CardState.LOST_FORMAL,
    CardAction.REISSUE: CardState.LOST_FORMAL,
    CardAction.CANCEL: CardState.CANCELLED,
}
_LIFTS = {
    CardAction.RELEASE_LOSS: frozenset({CardState.LOST_TEMP, CardState.LOST_FORMAL}),
    CardAction.UNLOCK: frozenset({CardState.APP_LOCKED}),
}
_KEPT = ("region", "card_kind", "generation", "bank")
"""What a card hands on to the one that replaces it."""
ARRIVED_WITH = ("card_number", "issued_on", "valid_to")
"""What is known of a card only once it is in the hand."""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """What was asked for about a card."""

    action: CardAction
    on: dt.date
    """The day it happened; of a next card the day it was applied for."""
    channel: str = ""
    """Code of the channel or office from the rulebook's pick list."""
    note: str = ""
    """Goes with the entry of evidence, else with the next card."""
    progress: str = ""
    """The state reached, or the first one of the next card."""
    reason: str = ""
    """Why a card being made does not go on, in words."""
    generation: str = ""
    """Of the next card."""
    arrived: Values = field(default_factory=dict)
    """Values of ``ARRIVED_WITH`` read from the card at collection."""
    old_returned: bool = False
    """At collection: the card replaced was handed back or taken out of use."""
    recorded_at: str = ""
    """ISO date and time, UTC."""


@dataclass(frozen=True, slots=True)
class LifePlan:
    """Everything that a step writes, in one go."""

    step: LifeStep
    entries: tuple[Evidence, ...] = ()
    """About this card, or at collection about the one it replaces."""
    values: Values | None = None
    """New values of this card."""
    next_values: Values | None = None
    """Values of the card that will replace it."""
    said: tuple[Reason, ...] = ()
    """What will be written, in words: ``card_life.will.<code>``."""


def plan_step(step: LifeStep, facts: CardFacts) -> LifePlan:
    """Work out what a step writes about a card as it stands."""
    if step.action is CardAction.PROGRESS:
        return _progressed(step, facts)
    if step.action is CardAction.COLLECT:
        return _collected(step, facts)
    entry = _entry(step, facts)
    entries = (entry,) if entry else ()
    said = tuple(Reason(item.kind.value, {"on": item.observed_on.isoformat()}) for item in entries)
    if step.action not in NEXT_CARD:
        return LifePlan(step, entries, said=said)
    stays = () if entries or facts.standing else (Reason("old_stays"),)
    news = Reason("next_card", {"progress": step.progress, "on": step.on.isoformat()})
    values = _next_values(step, facts, noted=bool(entries))
    return LifePlan(step, entries, next_values=values, said=(*said, news, *stays))


def check_step(
    plan: LifePlan,
    facts: CardFacts,
    entries: Sequence[Evidence],
    rules: ActivationRules,
) -> tuple[Finding, ...]:
    """Say what forbids a step beyond what is wrong with its entries and values themselves."""
    found = (
        *_check_day(plan.step, facts),
        *_check_progress(plan.step, facts),
        *_check_effect(plan, facts, entries, rules),
    )
    place = Place(room="cards", record=facts.card.id, section="life")
    return tuple(finding.at(replace(place, field=name)) for name, finding in found)


def _progressed(step: LifeStep, facts: CardFacts) -> LifePlan:
    values = with_progress(facts.card.values, _kept_step(step, step.progress))
    said = Reason("progress", {"progress": step.progress, "on": step.on.isoformat()})
    return LifePlan(step, values=values, said=(said,))


def _collected(step: LifeStep, facts: CardFacts) -> LifePlan:
    values: dict[str, Value] = dict(with_progress(facts.card.values, _kept_step(step, COLLECTED)))
    values |= {name: step.arrived[name] for name in ARRIVED_WITH if step.arrived.get(name)}
    values["collected_on"] = step.on.isoformat()
    on = {"on": step.on.isoformat()}
    old = facts.predecessor
    if not step.old_returned or old is None or facts.predecessor_cancelled:
        return LifePlan(step, values=values, said=(Reason("collected", on),))
    entry = Evidence(
        old.id,
        EvidenceKind.CANCELLED,
        step.on,
        detail="card_cancelled",
        channel=step.channel,
    )
    said = (Reason("collected", on), Reason("old_cancelled", {**on, "number": old.number}))
    return LifePlan(step, (entry,), values, said=said)


def _kept_step(step: LifeStep, state: str) -> ProgressStep:
    return ProgressStep(state, step.on.isoformat(), step.reason, step.channel, step.recorded_at)


def _entry(step: LifeStep, facts: CardFacts) -> Evidence | None:
    written = _WRITES.get(step.action)
    over = {CardState.LOST_FORMAL, CardState.CANCELLED}
    reported = step.action is CardAction.REISSUE and bool(over & facts.standing)
    if written is None or reported:
        return None
    kind, detail = written
    return Evidence(
        facts.card.id, kind, step.on, detail=detail, channel=step.channel, note=step.note
    )


def _next_values(step: LifeStep, facts: CardFacts, *, noted: bool) -> Values:
    card = facts.card
    apply_for, reason = APPLIES[step.action]
    values: dict[str, Value] = {
        name: value for name in _KEPT if (value := card.values.get(name)) not in (None, "")
    }
    values |= {"apply_for": apply_for, "replace_reason": reason}
    values["applied_on"] = step.on.isoformat()
    if card.number:
        values["replaces"] = card.number
    if step.generation:
        values["generation"] = step.generation
    if step.note and not noted:
        values["remark"] = step.note
    return with_progress(values, _kept_step(step, step.progress))


def _check_day(step: LifeStep, facts: CardFacts) -> Iterator[tuple[str, Finding]]:
    if step.on > facts.today:
        yield "on", own_error("life_in_future")
        return
    received = facts.card.received_on
    if step.action in NEXT_CARD and received is not None and step.on < received:
        yield "on", own_error("life_before_collection", on=received.isoformat())
    issued = read_iso_date(step.arrived.get("issued_on")) or facts.card.issued_on
    if step.action is CardAction.COLLECT and issued is not None and step.on < issued:
        yield "on", own_error("collected_before_issued")


def _check_progress(step: LifeStep, facts: CardFacts) -> Iterator[tuple[str, Finding]]:
    if step.action is CardAction.PROGRESS:
        if step.progress not in next_states(facts.card.text("progress")):
            yield "progress", own_error("life_progress_order")
        elif step.progress in WITH_REASON and not step.reason.strip():
            yield "reason", own_error("life_reason_missing")
    elif step.action in NEXT_CARD and step.progress not in next_states(""):
        yield "progress", own_error("life_progress_order")


def _check_effect(
    plan: LifePlan, facts: CardFacts, entries: Sequence[Evidence], rules: ActivationRules
) -> Iterator[tuple[str, Finding]]:
    """Dates decide, not the order of entry: a step dated too early would change nothing."""
    action = plan.step.action
    if not plan.entries or action is CardAction.COLLECT or plan.step.on > facts.today:
        return
    known = (*entries, *plan.entries)
    seen = observe(facts.card, known, rules, facts.today)
    after = standing_blocks(facts.card, seen, rules, facts.today)
    standing = {block.state for block in after.standing}
    missing = action in _SETS and _SETS[action] not in standing
    left = action in _LIFTS and bool(_LIFTS[action] & standing)
    if (missing or left) and plan.step.on >= (facts.card.received_on or plan.step.on):
        yield "on", own_error("life_no_effect")
