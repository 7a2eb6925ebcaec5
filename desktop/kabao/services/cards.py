"""Cards as a use case: enter, check, save."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.card_life_progress import ProgressStep, with_progress
from kabao.domain.cards import Card, check_card
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.rules import Rulebook
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


class Cards:
    """The cards of holders; a replacement is a new card."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._statuses = statuses

    @property
    def form(self) -> FormSpec:
        """The list of fields of a card."""
        return self._rulebook.form("card")

    def get(self, card_id: int) -> Card:
        """Return one card; raises NotFoundError."""
        return self._ledger.cards.get(card_id)

    def draft(self, card_id: int = 0, holder_id: int = 0) -> Draft:
        """Return the form to edit: what was typed before a crash, else the stored values.

        A new card (id 0) needs its ``holder_id``, or one person's typing shows up at another's.
        """
        kept = self._ledger.drafts.get("cards", _slot(card_id, holder_id))
        if kept is None:
            known = self._ledger.cards.get(card_id).values if card_id else {}
            kept = known or self.begun(holder_id)
        return Draft(self.form, kept)

    def begun(self, holder_id: int) -> Values:
        """Return what a new card starts with: a physical one, of the person's region."""
        region = self._ledger.holders.get(holder_id).values.get("region") if holder_id else None
        return {"card_kind": "physical"} | ({"region": region} if region else {})

    def keep_draft(self, card_id: int, values: Values, holder_id: int = 0) -> None:
        """Keep what is being typed, so that it survives a crash."""
        self._ledger.drafts.put("cards", _slot(card_id, holder_id), values)

    def drop_draft(self, card_id: int, holder_id: int = 0) -> None:
        """Forget unsaved typing."""
        self._ledger.drafts.remove("cards", _slot(card_id, holder_id))

    def check(self, values: Values, card_id: int = 0) -> tuple[Finding, ...]:
        """Check a card's values, also against other cards with the same number."""
        place = Place("cards", card_id)
        findings = check_card(Draft(self.form, values), self._clock(), place)
        number = values.get("card_number")
        twin = self._ledger.cards.by_number(number) if isinstance(number, str) and number else None
        if twin is None or twin.id == card_id:
            return findings
        again = Finding(Level.WARNING, "card_number_twice", replace(place, field="card_number"))
        return (*findings, again)

    def save(self, card_id: int, holder_id: int, values: Values) -> Saved[Card]:
        """Store a new (id 0) or changed card and derive its status anew."""
        findings = self.check(values, card_id)
        if any(item.level in (Level.CRITICAL, Level.ERROR) for item in findings):
            raise InputRefusedError("card_not_saved", findings)
        store = self._ledger.cards
        name = self._ledger.holders.get(holder_id).name
        with self._ledger.transaction("cards.change" if card_id else "cards.add", name):
            if card_id:
                stored = store.get(card_id)
                card = store.update(stored.with_values(self._with_step(stored, values)))
            else:
                card = store.add(Card(holder_id, values))
            self._statuses.refresh(card.id)
            for slot in {_slot(card_id), _slot(card_id, holder_id)}:
                self._ledger.drafts.remove("cards", slot)
        changed = Changed(frozenset({holder_id}), frozenset({card.id}))
        return Saved(card, changed, findings)

    def _with_step(self, stored: Card, values: Values) -> Values:
        """Keep the state before, when the form was used to set another state of progress."""
        state = str(values.get("progress") or "")
        if not state or state == stored.text("progress"):
            return values
        kept = {**values, "progress": stored.values.get("progress")}
        kept["progress_reason"] = stored.values.get("progress_reason")
        kept["progress_log"] = stored.values.get("progress_log")
        reason = str(values.get("progress_reason") or "")
        on = self._clock().isoformat()
        return with_progress(kept, ProgressStep(state, on, reason, recorded_at=moment()))


def moment() -> str:
    """Return the present moment as ISO text, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _slot(card_id: int, holder_id: int = 0) -> int:
    """Return the record of a draft; new cards have that of their holder below zero."""
    return card_id or -holder_id
