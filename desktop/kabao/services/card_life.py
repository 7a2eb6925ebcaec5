"""The life of a card as a use case: offered, said beforehand, and written as one step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState
from kabao.domain.card_life import CardAction, card_facts, why_not
from kabao.domain.card_life_steps import ARRIVED_WITH, check_step, plan_step
from kabao.domain.cards import Card
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import check_evidence
from kabao.domain.field_values import own_error
from kabao.domain.findings import Level
from kabao.services.cards import moment
from kabao.services.proofs import Proofs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kabao.domain.activation import Reason
    from kabao.domain.card_life import CardFacts
    from kabao.domain.card_life_steps import LifePlan, LifeStep
    from kabao.domain.evidence import Evidence
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.services.cards import Cards
    from kabao.services.proofs import ProofFile
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Offer:
    """One action on a card, and why it cannot be taken as the card stands."""

    action: CardAction
    refusal: Reason | None = None


class CardLife:
    """What can happen to cards after they were applied for."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
        cards: Cards,
    ) -> None:
        self._ledger = ledger
        self._rules = rulebook.activation
        self._clock = clock
        self._statuses = statuses
        self._cards = cards
        self._proofs = Proofs(ledger)

    def facts(self, card_id: int) -> CardFacts:
        """Return how a card stands today."""
        facts = self._facts(card_id)
        old = facts.predecessor
        if old is None:
            return facts
        cancelled = CardState.CANCELLED in self._facts(old.id).standing
        return replace(facts, predecessor_cancelled=cancelled)

    def offers(self, card_id: int) -> tuple[Offer, ...]:
        """Return every action in the order of the menu, each with what keeps it from a card."""
        facts = self.facts(card_id)
        return tuple(Offer(action, why_not(action, facts)) for action in CardAction)

    def plan(self, card_id: int, step: LifeStep) -> LifePlan:
        """Return what a step would write, without writing it."""
        return plan_step(step, self.facts(card_id))

    def check(self, card_id: int, step: LifeStep) -> tuple[Finding, ...]:
        """Say what keeps a step from being written."""
        facts = self.facts(card_id)
        if why_not(step.action, facts) is not None:
            return (own_error("life_not_now"),)
        plan = plan_step(step, facts)
        entries = self._ledger.evidence.of_card(card_id)
        return (
            *check_step(plan, facts, entries, self._rules),
            *(found for entry in plan.entries for found in self._check_entry(entry)),
            *self._check_arrived(card_id, plan),
        )

    def do(self, card_id: int, step: LifeStep, proofs: Sequence[ProofFile] = ()) -> Saved[Card]:
        """Write a step whole or not at all; returns the card to look at next."""
        step = replace(step, recorded_at=moment())
        findings = self.check(card_id, step)
        if any(item.level in (Level.CRITICAL, Level.ERROR) for item in findings):
            raise InputRefusedError("life_refused", findings)
        plan = self.plan(card_id, step)
        holder = self._ledger.holders.get(self._ledger.cards.get(card_id).holder_id)
        with self._ledger.transaction(f"card_life.{step.action}", holder.name):
            card, touched = self._write(card_id, plan, proofs)
        return Saved(card, Changed(frozenset({holder.id}), touched), findings)

    def _write(
        self, card_id: int, plan: LifePlan, proofs: Sequence[ProofFile]
    ) -> tuple[Card, frozenset[int]]:
        store = self._ledger.cards
        card = store.get(card_id)
        touched = {card_id, *(entry.card_id for entry in plan.entries)}
        if plan.values is not None:
            card = store.update(card.with_values(plan.values))
        for entry in plan.entries:
            stored = self._ledger.evidence.add(entry)
            self._proofs.store(stored.id, proofs)
        if plan.next_values is not None:
            card = store.add(Card(card.holder_id, plan.next_values))
            touched.add(card.id)
        for number in sorted(touched):
            self._statuses.refresh(number)
        return card, frozenset(touched)

    def _facts(self, card_id: int) -> CardFacts:
        card = self._ledger.cards.get(card_id)
        entries = self._ledger.evidence.of_card(card_id)
        cards = self._ledger.cards.of_holder(card.holder_id)
        return card_facts(card, entries, cards, self._rules, self._clock())

    def _check_entry(self, entry: Evidence) -> tuple[Finding, ...]:
        card = self._ledger.cards.get(entry.card_id)
        entries = self._ledger.evidence.of_card(card.id)
        return check_evidence(entry, card, entries, self._clock())

    def _check_arrived(self, card_id: int, plan: LifePlan) -> tuple[Finding, ...]:
        """Check only what was read from the card now: older slips do not hold up its collection."""
        if plan.step.action is not CardAction.COLLECT or plan.values is None:
            return ()
        given = {name for name in ARRIVED_WITH if plan.step.arrived.get(name)}
        found = self._cards.check(plan.values, card_id)
        return tuple(item for item in found if item.place.field in given)
