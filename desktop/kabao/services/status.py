"""Activation status as a use case: derive it, keep it beside the evidence, refresh it by date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger


class Statuses:
    """Derives the status of cards and keeps the result as a projection in the ledger."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock

    def derive(self, card_id: int) -> ActivationStatus:
        """Derive the status of one card from its evidence as of today."""
        from kabao.domain.derivation import derive_status  # the first picture derives nothing

        card = self._ledger.cards.get(card_id)
        entries = self._ledger.evidence.of_card(card_id)
        return derive_status(card, entries, self._rulebook.activation, self._clock())

    def refresh(self, card_id: int) -> ActivationStatus:
        """Derive one status anew and keep it; call inside the transaction of the change."""
        status = self.derive(card_id)
        self._ledger.projections.put(card_id, status)
        return status

    def current(self, card_id: int) -> ActivationStatus:
        """Return the status by today's rules; a kept one may be that of an older program."""
        return self.derive(card_id)

    def refresh_due(self) -> int:
        """Derive again only the cards whose review day has come; returns how many."""
        due = self.due()
        self._refresh_all(due)
        return len(due)

    def due(self) -> list[int]:
        """Return the cards whose review day has come."""
        return self._ledger.projections.due(self._clock())

    def renew(self, card_ids: Iterable[int]) -> None:
        """Derive some cards again as a short change of its own that leaves no entry."""
        self._ledger.projections.renew([(card_id, self.derive(card_id)) for card_id in card_ids])

    def differing(self) -> tuple[int, ...]:
        """Return the cards whose kept status is missing or not the derived one.

        One whose review day has come is not wrong: it is derived anew at the next opening.
        """
        return tuple(card.id for card in self._ledger.cards.all() if self._differs(card.id))

    def holds(self, status: ActivationStatus | None) -> bool:
        """Say whether a kept status is still that of today."""
        if status is None:
            return False
        return status.review_on is None or status.review_on > self._clock()

    def _differs(self, card_id: int) -> bool:
        kept = self._ledger.projections.get(card_id)
        if kept is None:
            return True
        return self.holds(kept) and kept != self.derive(card_id)

    def _refresh_all(self, card_ids: Iterable[int]) -> None:
        ids = list(card_ids)
        if not ids:
            return
        with self._ledger.transaction("status.refresh", str(len(ids))):
            for card_id in ids:
                self.refresh(card_id)
