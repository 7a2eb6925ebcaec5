"""The register as of today, whether or not the ledger may be written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Light
from kabao.domain.attention import deserves, read_kind
from kabao.domain.holders import ATTENTION_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.holders import HolderFilter, HolderRow
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

_BATCH = 500
LIT = frozenset({Light.STRONG, Light.WEAK})
_WATCHED = frozenset(
    {CardState.IN_DOUBT, CardState.LOST_TEMP, CardState.EXPIRED, CardState.NOT_ACTIVATED}
)


class Register:
    """Lists people with the status that holds today, also where the kept one is out of date."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], statuses: Statuses) -> None:
        self._ledger = ledger
        self._clock = clock
        self._statuses = statuses

    def lines(self, wanted: HolderFilter) -> Iterator[HolderRow]:
        """Go through the people a filter lets through, in its order."""
        today = self._clock()
        wanted = replace(wanted, today=wanted.today or today.isoformat())
        # Kept statuses that are out of date cannot be searched by: everybody is looked at.
        asked = _without_status(wanted)
        stale = asked != wanted and bool(self._ledger.projections.due(today))
        asked = asked if stale else wanted
        ids = self._ledger.holders.ids(asked)
        for start in range(0, len(ids), _BATCH):
            for row in self._ledger.holders.rows(ids[start : start + _BATCH]):
                line = self._today(row)
                if not stale or (_fits(line.status, wanted) and self._is_meant(line, wanted)):
                    yield line

    def cards(self, holder_id: int) -> Iterator[tuple[Card, ActivationStatus]]:
        """Go through the cards of one person, the newest first, each with today's status."""
        for card in self._ledger.cards.of_holder(holder_id):
            yield card, self._statuses.current(card.id)

    def _is_meant(self, line: HolderRow, wanted: HolderFilter) -> bool:
        """Say whether one of the kinds of attention asked for means somebody."""
        if not wanted.attention_kinds:
            return True
        if line.card_id is None or line.status is None:
            return False
        today = dt.date.fromisoformat(wanted.today)
        card, status = self._ledger.cards.get(line.card_id), line.status
        kinds = filter(None, map(read_kind, wanted.attention_kinds))
        return any(deserves(kind, card, status, today) for kind in kinds)

    def _today(self, row: HolderRow) -> HolderRow:
        if row.card_id is None or self._statuses.holds(row.status):
            return row
        return replace(row, status=self._statuses.derive(row.card_id))


def _without_status(wanted: HolderFilter) -> HolderFilter:
    """Return what a filter says about people alone, not about what their cards are like today."""
    nothing: frozenset[str] = frozenset()
    return replace(
        wanted,
        states=nothing,
        grades=nothing,
        signals=nothing,
        without_signals=nothing,
        review_until="",
        attention=False,
        attention_kinds=nothing,
    )


def _fits(status: ActivationStatus | None, wanted: HolderFilter) -> bool:
    """Say of one person what the search says of all by their kept statuses."""
    lights = status.signals if status else {}
    lit = {signal.value for signal, shown in lights.items() if shown.light in LIT}
    return (
        (not wanted.states or _is_in(status, wanted.states))
        and (not wanted.grades or (status is not None and status.grade in wanted.grades))
        and lit >= wanted.signals
        and not lit & wanted.without_signals
        and (not wanted.review_until or _is_due(status, wanted.review_until))
        and (not wanted.attention or _is_watched(status, wanted))
    )


def _is_in(status: ActivationStatus | None, states: frozenset[str]) -> bool:
    if status is None:
        return "no_card" in states
    graded = f"{status.state}/{status.grade}" if status.grade else ""
    return status.state.value in states or graded in states


def _is_due(status: ActivationStatus | None, until: str) -> bool:
    day = status.review_on if status else None
    return day is not None and day.isoformat() <= until


def _is_watched(status: ActivationStatus | None, wanted: HolderFilter) -> bool:
    soon = dt.date.fromisoformat(wanted.today) + dt.timedelta(days=ATTENTION_DAYS)
    return (status is not None and status.state in _WATCHED) or _is_due(status, soon.isoformat())
