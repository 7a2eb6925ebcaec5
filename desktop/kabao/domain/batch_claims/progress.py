"""How far each person of a batch has come: the progress of the card that the batch applied for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.card_life_progress import COLLECTED, FAILED, WAY, WITH_REASON, WITHDRAWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kabao.domain.cards import Card

STATES = (*WAY, COLLECTED, *FAILED, WITHDRAWN)
"""Every state, in the order in which lists and menus show them."""
IN_PRODUCTION = frozenset(WAY[WAY.index("submitted") :])
"""States in which a card is on its way through office, bank or factory."""
SETTLED = frozenset({COLLECTED, WITHDRAWN})
BEGINNING = WAY[0]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a batch and how far that person's card has come."""

    holder_id: int
    name: str
    number: str
    """The document number in plain form."""
    card_id: int = 0
    """The card that the batch applied for; 0 while nothing was submitted."""
    state: str = BEGINNING
    reason: str = ""
    since: str = ""
    """ISO date on which the state was reached."""
    card_number: str = ""
    apply_for: str = ""
    born: str = ""
    """ISO date of birth, empty where the record tells none."""

    @property
    def failed(self) -> bool:
        """Whether office, bank or factory refused."""
        return self.state in WITH_REASON


def state_of(card: Card | None) -> tuple[str, str, str]:
    """Return state, reason and day of a card that a batch applied for."""
    if card is None:
        return BEGINNING, "", ""
    if card.received_on is not None:
        return COLLECTED, "", card.received_on.isoformat()
    state = card.text("progress") or BEGINNING
    rows = card.values.get("progress_log")
    last = rows[-1] if isinstance(rows, tuple | list) and rows else {}
    since = str(last.get("on") or "") if hasattr(last, "get") else ""
    return state, card.text("progress_reason"), since


def counts(members: Iterable[Member]) -> Mapping[str, int]:
    """Count people by state, in the order of ``STATES``; states of nobody are left out."""
    seen = Counter(member.state for member in members)
    return {state: seen[state] for state in STATES if seen[state]}
