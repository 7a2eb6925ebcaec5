"""The evidence of one card as of today: what counts, what speaks against, and the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import Financial
from kabao.domain.evidence import EvidenceKind, Strength, withdrawn_ids

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.rules import ActivationRules

ACTIVATION_KINDS = (
    EvidenceKind.PASSWORD_SET,
    EvidenceKind.USED_NORMALLY,
    EvidenceKind.QUERYABLE_ONLINE,
    EvidenceKind.NOTICE_RECEIVED,
    EvidenceKind.OFFICE_CONFIRMED,
    EvidenceKind.ELECTRONIC_CARD,
)
"""Kinds that can make a card active, in the order in which reasons name them."""


@dataclass(frozen=True, slots=True)
class Observations:
    """What is known about one card on one day; dates alone decide, not the order of entry."""

    positives: tuple[Evidence, ...] = ()
    """Strong and weak observations for activation since the card was received."""
    negatives: tuple[Evidence, ...] = ()
    uncounted: tuple[Evidence, ...] = ()
    """Observations that prove nothing about the social security function."""
    early: tuple[Evidence, ...] = ()
    """Observations dated before the card was received; they cannot be about this card."""
    events: tuple[Evidence, ...] = ()
    """Blocks and releases."""
    financial: Financial = Financial.UNKNOWN
    to_come: tuple[dt.date, ...] = ()
    """Dates of entries after today, from which they will count."""
    bank_channels: frozenset[str] = frozenset()
    """Channels that speak for the bank function only."""

    def strong(self) -> tuple[Evidence, ...]:
        """Return the strong positive observations."""
        return tuple(item for item in self.positives if item.strength is Strength.STRONG)

    def last_negative(self) -> dt.date | None:
        """Return the day of the latest observation against activation."""
        return max((item.observed_on for item in self.negatives), default=None)

    def last_positive(self) -> dt.date | None:
        """Return the day of the latest observation for activation."""
        return max((item.observed_on for item in self.positives), default=None)

    def standing(self) -> tuple[Evidence, ...]:
        """Return the positives later than everything that speaks against activation."""
        against = self.last_negative()
        return tuple(item for item in self.positives if not against or item.observed_on > against)


def observe(
    card: Card, entries: Sequence[Evidence], rules: ActivationRules, today: dt.date
) -> Observations:
    """Sort the entries of a card; those withdrawn or dated after today are left out.

    Entries of another card, such as the one it replaced, are left out too.
    """
    mine = [item for item in entries if not card.id or item.card_id == card.id]
    known = [item for item in mine if item.observed_on <= today]
    taken = withdrawn_ids(known)
    live = [item for item in known if item.id not in taken or not item.id]
    received = card.received_on or today
    seen = [item for item in live if item.observed_on >= received]
    signals = [_weighed(item, card, rules) for item in seen if item.kind in ACTIVATION_KINDS]
    counted = [item for item in signals if item.strength is not Strength.NONE]
    return Observations(
        positives=tuple(item for item in counted if item.positive),
        negatives=tuple(item for item in counted if not item.positive),
        uncounted=tuple(item for item in signals if item.strength is Strength.NONE),
        early=tuple(
            item for item in live if item.observed_on < received and item.kind in ACTIVATION_KINDS
        ),
        events=tuple(item for item in live if item.kind not in ACTIVATION_KINDS),
        financial=_financial(seen, rules),
        to_come=tuple(item.observed_on for item in mine if item.observed_on > today),
        bank_channels=rules.financial_channels,
    )


def region_codes(region: str) -> tuple[str, ...]:
    """Return the codes under which a region's rules may stand: its own, prefecture, province."""
    return (region, f"{region[:4]}00", f"{region[:2]}0000")


def _weighed(entry: Evidence, card: Card, rules: ActivationRules) -> Evidence:
    """Take the strength from what proves nothing here.

    An electronic card proves something only where the region asks for an active card first, and
    the app of a bank tells nothing of the social security function.
    """
    if entry.channel in rules.financial_channels:
        return replace(entry, strength=Strength.NONE)
    if entry.kind is not EvidenceKind.ELECTRONIC_CARD:
        return entry
    demanding = rules.electronic_needs_active.intersection(region_codes(card.region))
    return entry if demanding else replace(entry, strength=Strength.NONE)


def _financial(entries: Sequence[Evidence], rules: ActivationRules) -> Financial:
    effects = [(item.observed_on, _switch(item, rules)) for item in entries]
    known = [effect for effect in effects if effect[1] is not Financial.UNKNOWN]
    latest = max((day for day, _ in known), default=None)
    switches = {switch for day, switch in known if day == latest}
    return switches.pop() if len(switches) == 1 else Financial.UNKNOWN


def _switch(entry: Evidence, rules: ActivationRules) -> Financial:
    detail = next((item for item in rules.details if item.code == entry.detail), None)
    if detail is not None and detail.financial:
        return Financial(detail.financial)
    if entry.kind is not EvidenceKind.BANK_ACTIVATED or entry.strength is Strength.NONE:
        return Financial.UNKNOWN
    return Financial.ON if entry.positive else Financial.OFF
