"""The register as of today, whether or not the ledger may be written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.holders import HolderFilter, HolderRow
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

_BATCH = 500


class Register:
    """Lists people with the status that holds today, also where the kept one is out of date."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], statuses: Statuses) -> None:
        self._ledger = ledger
        self._clock = clock
        self._statuses = statuses

    def lines(self, wanted: HolderFilter) -> Iterator[HolderRow]:
        """Go through the people a filter lets through, by name."""
        stale = bool(wanted.states) and bool(self._ledger.projections.due(self._clock()))
        # Kept statuses that are out of date cannot be searched by: everybody is looked at.
        asked = replace(wanted, states=frozenset()) if stale else wanted
        ids = self._ledger.holders.ids(asked)
        for start in range(0, len(ids), _BATCH):
            for row in self._ledger.holders.rows(ids[start : start + _BATCH]):
                line = self._today(row)
                if not stale or _is_in(line.status, wanted.states):
                    yield line

    def cards(self, holder_id: int) -> Iterator[tuple[Card, ActivationStatus]]:
        """Go through the cards of one person, the newest first, each with today's status."""
        for card in self._ledger.cards.of_holder(holder_id):
            yield card, self._statuses.current(card.id)

    def _today(self, row: HolderRow) -> HolderRow:
        if row.card_id is None or self._statuses.holds(row.status):
            return row
        return replace(row, status=self._statuses.derive(row.card_id))


def _is_in(status: ActivationStatus | None, states: frozenset[str]) -> bool:
    if status is None:
        return "no_card" in states
    graded = f"{status.state}/{status.grade}" if status.grade else ""
    return status.state.value in states or graded in states
