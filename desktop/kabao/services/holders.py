"""Holders as a use case: list, look at, draft, check, save, remove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.cards import current_card
from kabao.domain.changes import Changed, Saved
from kabao.domain.employers import check_hire
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.holders import Holder, check_holder
from kabao.domain.identity import plain_number
from kabao.services.drafting import Drafting

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence

    from kabao.domain.cards import Card
    from kabao.domain.employers import Employer
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.holders import HolderFilter, HolderRow
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger


_SLICE = 2000
"""People given another employer between two looks at whether the user wants to stop."""


@dataclass(frozen=True, slots=True)
class HolderView:
    """A holder with what the side panel shows: cards newest first, and the employer."""

    holder: Holder
    cards: tuple[Card, ...]
    employer: Employer | None
    card: Card | None = None
    """The current card, see ``current_card``."""


class Holders(Drafting):
    """The register of people."""

    _room = "holders"

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock

    @property
    def form(self) -> FormSpec:
        """The list of fields of a holder."""
        return self._rulebook.form("holder")

    def ids(self, wanted: HolderFilter) -> Sequence[int]:
        """Return the ids of the holders a filter lets through, ordered by name."""
        return self._ledger.holders.ids(wanted)

    def is_quick(self, wanted: HolderFilter) -> bool:
        """Say whether ``ids`` answers at once; else find them in a worker and arrange them."""
        return self._ledger.holders.is_quick(wanted)

    def found(self, wanted: HolderFilter) -> Collection[int]:
        """Return the ids that a filter lets through, in no order and some twice."""
        return self._ledger.holders.found(wanted)

    def arranger(self, order: str) -> Callable[[Collection[int]], Sequence[int]] | None:
        """Return what orders ids on any thread; None while everybody is still read beside."""
        return self._ledger.holders.arranger(order)

    def rows(self, ids: Sequence[int]) -> list[HolderRow]:
        """Return the lines of the register for some ids, in their order."""
        return self._ledger.holders.rows(ids)

    def counts(self) -> dict[str, int]:
        """Count holders by the state of their current card (see ``HolderStore``)."""
        return self._ledger.holders.counts_by_state()

    def count(self) -> int:
        """Count all holders."""
        return self._ledger.holders.count()

    def view(self, holder_id: int) -> HolderView:
        """Return a holder with cards and employer; raises NotFoundError."""
        holder = self._ledger.holders.get(holder_id)
        cards = tuple(self._ledger.cards.of_holder(holder_id))
        employer = self._ledger.employers.get(holder.employer_id) if holder.employer_id else None
        return HolderView(
            holder, cards, employer, current_card(cards, self._ledger.projections.state)
        )

    def begun(self) -> Values:
        """Return what a new person begins with: cards of one desk come from one place."""
        latest = self._ledger.holders.latest()
        region = latest.values.get("region") if latest else None
        return {"region": region} if region else {}

    def stored(self, record: int) -> Values:
        """Return the values of a saved holder; raises NotFoundError."""
        return self._ledger.holders.get(record).values

    def by_number(self, number: str) -> Holder | None:
        """Return the person with a document number, typed with wide digits or not."""
        return self._ledger.holders.by_number(plain_number(number))

    def check(
        self, values: Values, holder_id: int = 0, employer_id: int | None = None
    ) -> tuple[Finding, ...]:
        """Check a holder's values, also against the register for the same number twice."""
        place = Place("holders", holder_id)
        findings = check_holder(Draft(self.form, values), self._clock(), place)
        if employer_id is not None:
            employer = self._ledger.employers.get(employer_id)
            where = replace(place, field="work_started_on")
            findings += check_hire(employer, str(values.get("work_started_on") or ""), where)
        # As typed and as it is meant: wide digits do not make another person.
        number = str(values.get("doc_no") or "")
        store = self._ledger.holders
        found = (store.by_number(number), store.by_number(plain_number(number)))
        twin = next((item for item in found if item and item.id != holder_id), None)
        if twin is None:
            return findings
        return (*findings, _duplicate(replace(place, field="doc_no"), twin))

    def save(self, holder_id: int, values: Values, employer_id: int | None = None) -> Saved[Holder]:
        """Store a new (id 0) or changed holder; raises InputRefusedError with the findings."""
        findings = self.check(values, holder_id, employer_id)
        if any(item.level in (Level.CRITICAL, Level.ERROR) for item in findings):
            raise InputRefusedError("holder_not_saved", findings)
        store = self._ledger.holders
        holder = store.get(holder_id) if holder_id else Holder()
        holder = replace(holder, values=values, employer_id=employer_id)
        action = "holders.change" if holder_id else "holders.add"
        with self._ledger.transaction(action, holder.name):
            holder = store.update(holder) if holder_id else store.add(holder)
            self._ledger.drafts.remove("holders", holder_id)
        return Saved(holder, Changed(holders=frozenset({holder.id})), findings)

    def remove(self, holder_id: int) -> Changed:
        """Remove a holder with cards and evidence; refused while a case names the holder."""
        holder = self._ledger.holders.get(holder_id)
        cards = [card.id for card in self._ledger.cards.of_holder(holder_id)]
        drafts = (("holders", holder_id), *(("cards", card) for card in (-holder_id, *cards)))
        with self._ledger.transaction("holders.remove", holder.name):
            self._ledger.holders.remove(holder_id)
            for room, record in drafts:
                self._ledger.drafts.remove(room, record)
        return Changed(frozenset({holder_id}), frozenset(cards))

    def assign_employer(
        self,
        ids: Sequence[int],
        employer_id: int | None,
        *,
        progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changed:
        """Give people an employer, or none, as one step; stopped half-way it changes nobody.

        Raises NotFoundError for an employer that is not there, CancelledError when stopped.
        """
        store = self._ledger.holders
        name = self._ledger.employers.get(employer_id).name if employer_id else ""
        before: dict[int, int | None] = {}
        with self._ledger.transaction("holders.assign", f"{name or '-'} ({len(ids)})") as step:
            for start in range(0, len(ids), _SLICE):
                if cancelled is not None and cancelled():
                    raise CancelledError("stopped")
                before |= store.assign_employer(ids[start : start + _SLICE], employer_id)
                if progress is not None:
                    progress(min(start + _SLICE, len(ids)), len(ids))
            moved = {number: was for number, was in before.items() if was != employer_id}
            if not moved:
                step.roll_back()
        touched = {was for was in moved.values() if was} | ({employer_id} if employer_id else set())
        return Changed(frozenset(moved), employers=frozenset(touched if moved else ()))


def _duplicate(place: Place, twin: Holder) -> Finding:
    return Finding(Level.ERROR, "holder_twice", place, {"name": twin.name})
