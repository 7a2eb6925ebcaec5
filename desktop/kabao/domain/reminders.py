"""Which deadlines are worth a reminder today, and when a desk is to be left in peace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.clocks import Urgency
from kabao.domain.deadlines import SOON_DAYS, URGENT_DAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kabao.domain.clocks import Clock

_ON = frozenset({SOON_DAYS, 7})
"""Days before the plain end on which one reminder is enough; nearer than that, each day."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """How many deadlines there are to be told of; whose they are is nobody else's business."""

    near: int = 0
    """That end soon, today included."""
    late: int = 0
    cards: int = 0
    """People whose card has come to a day to look after it since somebody was last told."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to tell."""
        return not (self.near or self.late or self.cards)


def is_worth_reminding(clock: Clock) -> bool:
    """Say whether a clock is told of on the day it was counted for."""
    if not clock.state.is_open:
        return False
    return clock.days_left in _ON or clock.days_left <= URGENT_DAYS


def reminder_of(clocks: Iterable[Clock], cards: int = 0) -> Reminder:
    """Count what is near and what is late beside the cards to look after."""
    late = near = 0
    for clock in clocks:
        if clock.urgency is Urgency.LATE:
            late += 1
        else:
            near += 1
    return Reminder(near, late, cards)


def is_quiet(now: dt.time, begins: int, ends: int) -> bool:
    """Say whether a time lies within the quiet hours, which may run past midnight.

    The same hour twice means none.
    """
    begins, ends = begins % 24, ends % 24
    if begins <= ends:
        return begins <= now.hour < ends
    return now.hour >= begins or now.hour < ends
