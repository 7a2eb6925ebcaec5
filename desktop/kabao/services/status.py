"""Activation status as a use case: derive it, keep it beside the evidence, refresh it by date."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kabao.domain.fingerprints import fingerprint
from kabao.storage.projections import Basis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger

_AT_ONCE = 1000


class Statuses:
    """Derives the status of cards and keeps the result as a projection in the ledger."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock

    def derive(self, card_id: int) -> ActivationStatus:
        """Derive the status of one card from its evidence as of today."""
        return self.on(card_id, self._clock())

    def on(self, card_id: int, day: dt.date) -> ActivationStatus:
        """Derive the status that one card had, or will have, on a day."""
        from kabao.domain.derivation import derive_status  # the first picture derives nothing

        card = self._ledger.cards.get(card_id)
        entries = self._ledger.evidence.of_card(card_id)
        return derive_status(card, entries, self._rulebook.activation, day)

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

    def refresh_outdated(self) -> int:
        """Derive again all cards kept by other rules than today's; returns how many."""
        done = 0
        while some := self.outdated(_AT_ONCE):
            done += self.renew(some)
        return done

    def outdated(self, most: int = -1) -> list[int]:
        """Return the (first) cards that an older program or rulebook derived, in their order."""
        basis = self._ledger.projections.basis()
        if basis == (self.rules, None):
            return []
        return self._ledger.cards.ids_after(self._renewed_to(basis), most)

    def due(self) -> list[int]:
        """Return the cards whose review day has come."""
        return self._ledger.projections.due(self._clock())

    def renew(self, card_ids: Sequence[int]) -> int:
        """Derive some cards again as a short change of its own that leaves no entry."""
        if card_ids:
            statuses = [(card_id, self.derive(card_id)) for card_id in card_ids]
            self._ledger.projections.renew(statuses)
        self._note_basis(card_ids)
        return len(card_ids)

    @cached_property
    def rules(self) -> str:
        """Fingerprint of everything but evidence and day that a status depends on."""
        from kabao.domain.derivation import DERIVATION

        return fingerprint(DERIVATION, self._rulebook.activation)

    def _renewed_to(self, basis: Basis) -> int:
        return basis.after or 0 if basis.rules == self.rules else 0

    def _note_basis(self, renewed: Sequence[int]) -> None:
        """Note how far the change to today's rules has come: as far as no card is left out."""
        projections, cards = self._ledger.projections, self._ledger.cards
        basis = projections.basis()
        if basis == (self.rules, None):
            return
        after = self._renewed_to(basis)
        if renewed and cards.ids_after(after, len(renewed)) == list(renewed):
            after = renewed[-1]
        is_all = not cards.ids_after(after, 1)
        projections.set_basis(Basis(self.rules, None if is_all else after))

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
