"""What counts of kept statuses miss where a day has changed and nothing may be written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.attention import OF_PEOPLE, deserves

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.attention import AttentionKind
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Shift:
    """Differences of counts; some are negative."""

    states: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    employers: dict[int, Counter[str]] = field(default_factory=dict)


def shift(
    ledger: Ledger, statuses: Statuses, kinds: Sequence[AttentionKind], today: dt.date
) -> Shift:
    """Derive anew the newest cards whose day has come, and count what that moves."""
    found = Shift()
    kinds = [kind for kind in kinds if kind.name not in OF_PEOPLE]
    lines = ledger.attention.lines(ledger.projections.due(today))
    if not lines:
        return found
    holders = [line.holder_id for line in lines.values()]
    found.kinds.subtract(ledger.attention.counts([kind.code for kind in kinds], today, holders))
    for card_id, line in lines.items():
        status, card = statuses.derive(card_id), ledger.cards.get(card_id)
        for counts in (found.states, found.employers.setdefault(line.employer_id, Counter())):
            counts[line.state] -= 1
            counts[_key(status)] += 1
        found.kinds.update(kind.code for kind in kinds if deserves(kind, card, status, today))
    return found


def joined(counts: Mapping[str, int], moved: Mapping[str, int]) -> dict[str, int]:
    """Add two counts and leave out what nobody is in."""
    total = Counter(counts)
    total.update(moved)
    return {key: count for key, count in total.items() if count}


def _key(status: ActivationStatus) -> str:
    return f"{status.state}/{status.grade}" if status.grade else status.state.value
