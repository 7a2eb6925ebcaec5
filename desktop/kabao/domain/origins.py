"""How far a reason can be trusted that rests on a rule of a region or of an authority."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.evidence import EvidenceKind
from kabao.domain.findings import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.activation import Reason
    from kabao.domain.fields import Origin
    from kabao.domain.rules import ActivationRules, RegionLossRule

CONFIDENCE = "confidence"
"""The parameter of a reason that holds the confidence of its rule."""
DOUBTFUL = frozenset({Confidence.SINGLE, Confidence.INFERRED, Confidence.PROPOSED})
"""A rule of this confidence is told as such."""
_OF_REGION = frozenset(
    {
        *("loss_ends_in_release", "loss_ends_in_cancel", "cancelled_by_rule"),
        *("released_by_calendar", "lifted_too_late"),
        *("bank_reported_separately", "bank_reported_together"),
    }
)
_BY_ELECTRONIC_CARD = tuple(
    f"{EvidenceKind.ELECTRONIC_CARD}_{how}" for how in ("strong", "weak", "not_counted")
)
_WHILE = "electronic_while_"


def with_confidence(
    reasons: Iterable[Reason], rule: RegionLossRule | None, rules: ActivationRules
) -> tuple[Reason, ...]:
    """Add the confidence of its rule to every reason that rests on one."""
    return tuple(_marked(reason, _origin(reason.code, rule, rules)) for reason in reasons)


def _marked(reason: Reason, origin: Origin | None) -> Reason:
    if origin is None:
        return reason
    return replace(reason, params={**reason.params, CONFIDENCE: origin.confidence.value})


def _origin(code: str, rule: RegionLossRule | None, rules: ActivationRules) -> Origin | None:
    if code in _OF_REGION:
        return rule.origin if rule else None
    if code in _BY_ELECTRONIC_CARD:
        return rules.origins.get("electronic_card")
    if code.startswith(_WHILE):
        fact = rules.facts.electronic_while(code.removeprefix(_WHILE))
        return fact.origin if fact else None
    if code == "renewal_open":
        return rules.origins.get("renewal")
    delay = rules.facts.delay
    return delay.origin if code == "delay_possible" and delay else None
