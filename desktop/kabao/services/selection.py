"""Many people at once: what there is to choose from, how they count, and what a step did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Finding
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """One step over many records: what it changed, how many it took and which it refused."""

    changed: Changed
    done: int
    """Records taken."""
    refused: tuple[tuple[int, Finding], ...] = ()
    """Ids of records left as they were, each with the reason."""

    @property
    def asked(self) -> int:
        """Count every record that was asked for; done and refused always add up to it."""
        return self.done + len(self.refused)


class Selections:
    """Reads what a window needs about sets of people and about choices for a filter."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def counts(self, ids: Sequence[int]) -> dict[str, int]:
        """Count some people by the state of their current card (see ``HolderStore``)."""
        return self._ledger.selections.counts_by_state(ids)

    def cards(self, ids: Sequence[int]) -> list[int]:
        """Return the current cards of some people in their order, leaving out who has none."""
        cards = self._ledger.selections.cards(ids)
        return [cards[number] for number in ids if number in cards]

    def regions(self) -> list[str]:
        """Return the division codes that occur on current cards."""
        return self._ledger.selections.regions()

    def employers(self, part: str = "", limit: int = 20) -> list[tuple[int, str]]:
        """Return id and name of the first employers whose name or code holds a part."""
        return self._ledger.selections.employers(part.strip(), limit)
