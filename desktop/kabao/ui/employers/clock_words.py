"""The clock of article 57 in plain words, and how urgent it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.deadlines import SOON_DAYS, URGENT_DAYS, ClockState

if TYPE_CHECKING:
    from kabao.domain.deadlines import RegistrationClock
    from kabao.texts import Texts


def clock_sentence(texts: Texts, clock: RegistrationClock | None) -> str:
    """Say how the clock stands: days left, late, or done."""
    if clock is None:
        return texts("employers.clock.none")
    if clock.state is ClockState.ISSUED:
        return texts("employers.clock.issued")
    who = "agency" if clock.state is ClockState.FILED else "register"
    days = clock.days_left
    if days < 0:
        return texts(f"employers.clock.{who}_late", days=-days)
    if days == 0:
        return texts(f"employers.clock.{who}_today")
    return texts(f"employers.clock.{who}_left", days=days)


def clock_level(clock: RegistrationClock | None) -> str:
    """Return the colour token of a clock: ``ink_2``, ``ok``, ``warning`` or ``error``."""
    if clock is None:
        return "ink_3"
    if clock.state is ClockState.ISSUED:
        return "ok"
    if clock.days_left <= URGENT_DAYS:
        return "error"
    return "warning" if clock.days_left <= SOON_DAYS else "ink_2"
