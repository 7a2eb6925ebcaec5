"""What of a card deserves a look: kinds written as text, such as ``unactivated:90``.

The number after the colon is a count of days from the rulebook, so that a kept filter says by
itself whom it means.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Grade
from kabao.domain.days import read_iso_date

if TYPE_CHECKING:
    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.rules import ActivationRules

KINDS = (
    "in_doubt",
    "expired",
    "expiring",
    "loss_ending",
    "loss_ended",
    "lost_temp",
    "unactivated",
    "claimed",
    "ready",
    "review",
    "outstayed",
)
"""Every kind, the gravest first."""
OF_PEOPLE = frozenset({"outstayed"})
"""Kinds that a person deserves by a day of their own, whatever the card."""
LOSS_DAYS = 7
"""Days before a temporary loss ends on which it is told; ours, no rule of law."""
REVIEW_DAYS = 30
_STATES = {
    "in_doubt": CardState.IN_DOUBT,
    "expired": CardState.EXPIRED,
    "lost_temp": CardState.LOST_TEMP,
}
_IN_FORCE = frozenset(
    {
        CardState.LOST_TEMP,
        CardState.APP_LOCKED,
        CardState.NOT_ACTIVATED,
        CardState.IN_DOUBT,
        CardState.ACTIVE,
    }
)
_MOST_DAYS = 4
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class AttentionKind:
    """One kind with its days; 0 where it has none."""

    name: str
    days: int = 0

    @property
    def code(self) -> str:
        """The text of a filter, read by ``read_kind``."""
        return f"{self.name}:{self.days}" if self.days else self.name


def read_kind(code: str) -> AttentionKind | None:
    """Read what ``AttentionKind.code`` wrote; None for anything else."""
    name, _, days = code.partition(":")
    if name not in KINDS or not (days == "" or _is_count(days)):
        return None
    return AttentionKind(name, int(days or 0))


def attention_kinds(rules: ActivationRules) -> tuple[AttentionKind, ...]:
    """Return the kinds that the first page tells of, with the days of the rulebook."""
    days = {
        "expiring": (rules.renewal_days,),
        "loss_ending": (LOSS_DAYS,),
        "unactivated": tuple(sorted(rules.reminder_days, reverse=True)),
        "review": (REVIEW_DAYS,),
    }
    return tuple(AttentionKind(name, count) for name in KINDS for count in days.get(name, (0,)))


def deserves(kind: AttentionKind, card: Card, status: ActivationStatus, today: dt.date) -> bool:
    """Say of one card what the store of attention says of all by their lines."""
    soon, state = today + dt.timedelta(days=kind.days), status.state
    match kind.name:
        case "unactivated":
            since = today - dt.timedelta(days=kind.days)
            return state is CardState.NOT_ACTIVATED and _is_by(card.received_on, since)
        case "expiring":
            last = card.valid_to
            return state in _IN_FORCE and last is not None and today <= last <= soon
        case "ready":
            return state is CardState.NOT_COLLECTED and _is_ready(card, today)
        case "claimed":
            return state is CardState.ACTIVE and status.grade is Grade.CLAIMED
        case "loss_ending":
            return state is CardState.LOST_TEMP and _is_by(_told(status, "loss_ends_in"), soon)
        case "loss_ended":
            return _is_by(_told(status, "released_by_calendar"), today)
        case "review":
            return _is_by(status.review_on, soon)
    return state is _STATES[kind.name]


def _is_by(day: dt.date | None, last: dt.date) -> bool:
    return day is not None and day <= last


def _is_ready(card: Card, today: dt.date) -> bool:
    progress = card.text("progress")
    return progress == "ready" or (not progress and _is_by(card.issued_on, today))


def _told(status: ActivationStatus, code: str) -> dt.date | None:
    """Return the first day that the reasons of a kind name."""
    days = (
        read_iso_date(reason.params.get("on"))
        for reason in status.reasons
        if reason.code.startswith(code)
    )
    return min(filter(None, days), default=None)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DAYS and int(text) < _LONGEST
