"""What to do next about a card: short instructions that follow from its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Financial, Grade, Reason
from kabao.domain.observations import region_codes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.rules import ActivationRules

_THIN = frozenset({"released_by_calendar", "evidence_old", "formal_release_rare"})
"""Reasons for which an active card had better be verified."""
_USUAL_TRIES = 6
_USABLE = frozenset({CardState.ACTIVE, CardState.NOT_ACTIVATED})
_LOST = frozenset({CardState.LOST_TEMP, CardState.LOST_FORMAL})


def next_steps(
    status: ActivationStatus, card: Card, rules: ActivationRules, today: dt.date
) -> tuple[Reason, ...]:
    """Return what to do next, most pressing first; the text is ``advice.<code>`` in the words."""
    told = {reason.code: reason for reason in status.reasons}
    steps = [*_of_state(status, card, rules, today)]
    if "loss_ends_in_cancel" in told:
        steps.append(Reason("lift_before", {"on": told["loss_ends_in_cancel"].params["on"]}))
    if status.state in _LOST and "bank_reported_together" not in told:
        steps.append(Reason("report_bank"))
    if "renewal_open" in told:
        steps.append(Reason("renew"))
    if "fraud_warning" in told:
        steps.append(Reason("fraud"))
    if status.state in _USABLE and status.financial is not Financial.ON:
        steps.append(Reason("bank"))
    return tuple(steps)


def _of_state(
    status: ActivationStatus, card: Card, rules: ActivationRules, today: dt.date
) -> Iterator[Reason]:
    state, received = status.state, card.received_on
    if state is CardState.NOT_COLLECTED and received is not None:
        yield Reason("collect_later", {"on": received.isoformat()})
    elif state is CardState.NOT_ACTIVATED and received is not None:
        yield Reason("enable", {"days": (today - received).days})
        yield Reason("ask_status")
    elif state is CardState.ACTIVE:
        thin = status.grade is Grade.CLAIMED or _THIN & {item.code for item in status.reasons}
        yield Reason("verify" if thin else "nothing")
    elif state is CardState.APP_LOCKED:
        tries = rules.facts.lock_tries(region_codes(card.region)) or _USUAL_TRIES
        yield Reason("app_locked", {"tries": tries})
    elif state is CardState.EXPIRED:
        yield Reason("expired", {"days": rules.renewal_days})
    else:
        yield Reason(state.value)
