"""The card that a claim is about: taken up while it is being made, or entered when first told of.

Steps of a claim are offered for its card too; nothing is written to the card unless that is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.card_life import CardAction, why_not
from kabao.domain.card_life_progress import COLLECTED, WITHDRAWN, next_states
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.cards import Card
from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.days import read_iso_date

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.case_way import CaseStep
    from kabao.domain.cases import Case
    from kabao.domain.fields import Value, Values
    from kabao.services.card_life import CardLife
    from kabao.storage.ledger import Ledger

REPLACES = frozenset({"reissue", "renew", "renew_same_no", "upgrade"})
_OF_HOLDER = ("region", "apply_for", "bank")
_OF_FORM = {
    "apply_for": "apply_for",
    "apply_reason": "replace_reason",
    "region_code": "region",
    "bank": "bank",
}
"""Fields of the form of a claim and those of a card that say the same."""
_PROGRESS = {
    "handed_in": "submitted",
    **{
        state: state
        for state in (
            *("accepted", "bank_open", "bank_failed", "making", "make_failed"),
            *("ready", COLLECTED, "returned", WITHDRAWN),
        )
    },
}
"""The state of a card that goes with a state of the claim."""
_LATE = frozenset({"returned", WITHDRAWN})
"""What says nothing about a card that was never told of."""


@dataclass(frozen=True, slots=True)
class CardFollow:
    """What a step of a claim would say about its card."""

    state: str
    """Code of the list ``progress``."""
    card_id: int = 0
    """0 for a card that is entered with this step."""
    before: str = ""
    """The state that the card is in; empty for none."""


class ClaimCards:
    """Lets the life of a card follow the claim that it comes from."""

    def __init__(self, ledger: Ledger, card_life: CardLife) -> None:
        self._ledger = ledger
        self._life = card_life

    def offer(self, case: Case, target: str) -> CardFollow | None:
        """Return what reaching a state says about the card; None when that is nothing new."""
        state = _PROGRESS.get(target, "")
        if case.kind is not CaseKind.CLAIM or len(case.holder_ids) != 1 or not state:
            return None
        card = under_way(self._ledger, case.holder_ids[0])
        if card is None:
            return None if state in _LATE else CardFollow(state)
        before = card.text("progress")
        if state == COLLECTED:
            possible = why_not(CardAction.COLLECT, self._life.facts(card.id)) is None
        else:
            possible = state in next_states(before)
        return CardFollow(state, card.id, before) if possible else None

    def follow(self, case: Case, step: CaseStep) -> Changed:
        """Write what a step says about the card; raises InputRefusedError ``life_refused``."""
        offer, on = self.offer(case, step.target), read_iso_date(step.happened_on)
        if offer is None or on is None:
            return Changed()
        holder_id = case.holder_ids[0]
        card_id = offer.card_id or self._entered(case, holder_id, on).id
        action = CardAction.COLLECT if offer.state == COLLECTED else CardAction.PROGRESS
        life = LifeStep(action, on, progress=offer.state, reason=step.reasons)
        return self._life.do(card_id, life).changed

    def _entered(self, case: Case, holder_id: int, on: dt.date) -> Card:
        form = case.values(MaterialKey.CLAIM_FORM)
        told = {card: form[name] for name, card in _OF_FORM.items() if form.get(name)}
        return applied(self._ledger, holder_id, on, told)


def under_way(ledger: Ledger, holder_id: int) -> Card | None:
    """Return the card that is being made for somebody already; it is taken up as it stands."""
    cards = ledger.cards.of_holder(holder_id)
    newest = cards[0] if cards else None
    if newest is None or newest.received_on is not None:
        return None
    over = newest.text("progress") == WITHDRAWN or newest.text("card_kind") == "electronic"
    return None if over else newest


def applied(ledger: Ledger, holder_id: int, on: dt.date, told: Values | None = None) -> Card:
    """Enter the card that is applied for; it replaces the one in use where that is meant."""
    holder = ledger.holders.get(holder_id)
    values: dict[str, Value] = {
        name: holder.values[name] for name in _OF_HOLDER if holder.values.get(name)
    }
    values |= {"card_kind": "physical", "applied_on": on.isoformat(), **(told or {})}
    values.setdefault("apply_for", "new")
    if values["apply_for"] not in REPLACES:
        values.pop("replace_reason", None)
    cards = ledger.cards.of_holder(holder_id)
    used = next((card for card in cards if card.text("card_kind") != "electronic"), None)
    if used is not None and values["apply_for"] in REPLACES and used.number:
        values["replaces"] = used.number
    return ledger.cards.add(Card(holder_id, values))
