"""The life of a card: what can be done with it as it stands, and why something cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Reason
from kabao.domain.blocks import standing_blocks
from kabao.domain.card_life_progress import WITHDRAWN
from kabao.domain.days import ONE_DAY
from kabao.domain.observations import observe

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.rules import ActivationRules


class CardAction(StrEnum):
    """Something that happens to a card after it was applied for, in the order of the menu."""

    PROGRESS = "progress"
    COLLECT = "collect"
    LOSS_TEMP = "loss_temp"
    LOSS_FORMAL = "loss_formal"
    RELEASE_LOSS = "release_loss"
    UNLOCK = "unlock"
    REISSUE = "reissue"
    RENEW = "renew"
    UPGRADE = "upgrade"
    REPLACE = "replace"
    CANCEL = "cancel"


NEXT_CARD = (CardAction.REISSUE, CardAction.RENEW, CardAction.UPGRADE, CardAction.REPLACE)
"""Actions that end in another card."""
_REPLACEMENTS = frozenset({"reissue", "renew", "renew_same_no", "upgrade"})
_LOST = frozenset({CardState.LOST_TEMP, CardState.LOST_FORMAL})


@dataclass(frozen=True, slots=True)
class CardFacts:
    """How a card stands on a day, as far as its life is concerned."""

    card: Card
    today: dt.date
    standing: frozenset[CardState] = frozenset()
    """Blocks that have not been released."""
    cancelled_by_rule: bool = False
    """A temporary loss ran out and the region's rule cancelled the card; nobody recorded it."""
    loss_ended: bool = False
    """A temporary loss is over by the region's rule alone; nobody recorded its release."""
    successor: Card | None = None
    predecessor: Card | None = None
    predecessor_cancelled: bool = False
    renewal_on: dt.date | None = None
    """The first day of renewal; None while the end of validity is not known."""

    @property
    def received(self) -> bool:
        """Whether the holder has the card."""
        day = self.card.received_on
        return day is not None and day <= self.today

    @property
    def is_electronic(self) -> bool:
        """Whether there is no piece of plastic to lose, damage or collect."""
        return _is_electronic(self.card)


def card_facts(
    card: Card,
    entries: Sequence[Evidence],
    cards: Sequence[Card],
    rules: ActivationRules,
    today: dt.date,
) -> CardFacts:
    """Work out how a card stands; ``cards`` are all of its holder, in any order."""
    blocks = standing_blocks(card, observe(card, entries, rules, today), rules, today)
    ends = card.valid_to
    return CardFacts(
        card,
        today,
        frozenset(block.state for block in blocks.standing),
        cancelled_by_rule=any(
            block.by_rule and block.state is CardState.CANCELLED for block in blocks.standing
        ),
        loss_ended=blocks.released_on is not None,
        successor=successor(card, cards),
        predecessor=predecessor(card, cards),
        renewal_on=ends - ONE_DAY * rules.renewal_days if ends else None,
    )


def predecessor(card: Card, cards: Sequence[Card]) -> Card | None:
    """Return the card that a replacement replaces: the one it names, else the one before it."""
    if card.text("apply_for") not in _REPLACEMENTS:
        return None
    earlier = [item for item in cards if item.id < card.id and not _is_electronic(item)]
    earlier.sort(key=lambda item: item.id, reverse=True)
    number = card.text("replaces")
    named = (item for item in earlier if number and item.number == number)
    return next(named, earlier[0] if earlier and not number else None)


def _is_electronic(card: Card) -> bool:
    return card.text("card_kind") == "electronic"


def successor(card: Card, cards: Sequence[Card]) -> Card | None:
    """Return the card that replaces this one; an application taken back replaces nothing."""
    later = sorted((item for item in cards if item.id > card.id), key=lambda item: item.id)
    return next(
        (
            item
            for item in later
            if item.text("progress") != WITHDRAWN and predecessor(item, cards) == card
        ),
        None,
    )


def why_not(action: CardAction, facts: CardFacts) -> Reason | None:
    """Say why an action makes no sense for a card as it stands; None when it does."""
    return next((reason for test in _TESTS[action] if (reason := test(facts))), None)


def _because(code: str, **params: str | int) -> Reason:
    return Reason(code, params)


def _plastic(facts: CardFacts) -> Reason | None:
    return _because("electronic") if facts.is_electronic else None


def _in_hand(facts: CardFacts) -> Reason | None:
    return None if facts.received else _because("not_collected")


def _being_made(facts: CardFacts) -> Reason | None:
    if facts.card.received_on is not None:
        return _because("collected", on=facts.card.received_on.isoformat())
    return _because("withdrawn") if facts.card.text("progress") == WITHDRAWN else None


def _not_cancelled(facts: CardFacts) -> Reason | None:
    return _because("cancelled") if CardState.CANCELLED in facts.standing else None


def _not_cancelled_but_by_loss(facts: CardFacts) -> Reason | None:
    return None if facts.cancelled_by_rule else _not_cancelled(facts)


def _not_formally_lost(facts: CardFacts) -> Reason | None:
    return _because("lost_formal") if CardState.LOST_FORMAL in facts.standing else None


def _not_lost(facts: CardFacts) -> Reason | None:
    return _because("lost") if _LOST & facts.standing else None


def _not_temporarily_lost(facts: CardFacts) -> Reason | None:
    return _because("lost_temp") if CardState.LOST_TEMP in facts.standing else None


def _lost(facts: CardFacts) -> Reason | None:
    return None if _LOST & facts.standing or facts.loss_ended else _because("not_lost")


def _locked(facts: CardFacts) -> Reason | None:
    return None if CardState.APP_LOCKED in facts.standing else _because("not_locked")


def _not_replaced(facts: CardFacts) -> Reason | None:
    return _because("replaced") if facts.successor is not None else None


def _formal_loss_can_end(facts: CardFacts) -> Reason | None:
    return _not_replaced(facts) if CardState.LOST_FORMAL in facts.standing else None


def _renewal_open(facts: CardFacts) -> Reason | None:
    opens = facts.renewal_on
    if opens is None or opens <= facts.today:
        return None
    ends = facts.card.valid_to
    return _because("renewal_later", on=opens.isoformat(), ends=ends.isoformat() if ends else "")


def _older_generation(facts: CardFacts) -> Reason | None:
    return _because("newest") if facts.card.text("generation") == "gen3" else None


_Tests = tuple["Callable[[CardFacts], Reason | None]", ...]
_REPLACEABLE: _Tests = (_plastic, _in_hand, _not_cancelled, _not_replaced)
_TESTS: Mapping[CardAction, _Tests] = {
    CardAction.PROGRESS: (_plastic, _being_made),
    CardAction.COLLECT: (_plastic, _being_made),
    CardAction.LOSS_TEMP: (
        _plastic,
        _in_hand,
        _not_cancelled,
        _not_formally_lost,
        _not_temporarily_lost,
    ),
    CardAction.LOSS_FORMAL: (_plastic, _in_hand, _not_cancelled, _not_formally_lost),
    CardAction.RELEASE_LOSS: (_plastic, _in_hand, _not_cancelled, _lost, _formal_loss_can_end),
    CardAction.UNLOCK: (_in_hand, _not_cancelled, _locked),
    CardAction.REISSUE: (_plastic, _in_hand, _not_cancelled_but_by_loss, _not_replaced),
    CardAction.RENEW: (*_REPLACEABLE, _not_lost, _renewal_open),
    CardAction.UPGRADE: (*_REPLACEABLE, _not_lost, _older_generation),
    CardAction.REPLACE: (*_REPLACEABLE, _not_lost),
    CardAction.CANCEL: (_in_hand, _not_cancelled),
}
