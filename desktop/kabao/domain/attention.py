"""What of a card deserves a look: kinds written as text, such as ``unactivated:90``.

The number after the colon is a count of days from the rulebook, so that a kept filter says by
itself whom it means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
)
"""Every kind, the gravest first."""
LOSS_DAYS = 7
"""Days before a temporary loss ends on which it is told; ours, no rule of law."""
REVIEW_DAYS = 30
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


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DAYS and int(text) < _LONGEST
