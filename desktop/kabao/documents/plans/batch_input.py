"""What the pages of a batch are built from, besides what every package is built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.batch_claims.rows import Listed, Listing


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """Somebody whose photograph does not go along, or goes along with a remark."""

    number: int
    """Running number in the list."""
    holder_id: int
    problem: str
    """``missing``, ``unfit``, ``twice`` or ``waived``."""
    detail: str = ""
    """What is wrong with it, in words."""


@dataclass(frozen=True, slots=True)
class BatchInput:
    """The list of a batch with its people and their photographs."""

    listing: Listing
    people: tuple[Listed, ...]
    weights: Mapping[str, float]
    """Share of the width of the printed list by column."""
    photos: tuple[PhotoLine, ...] = ()
    with_photo: int = 0
    made: frozenset[int] = frozenset()
    """Cards that this batch applied for, by their id; any other card is an older one."""

    figures: tuple[tuple[str, int, int], ...] = ()
    """Kinds of application, their people, and how many have a new card; of everybody, also where
    only the first pages are drawn."""

    photographed: int = 0
    """How many of everybody have a photograph, opened or not."""

    @property
    def total(self) -> int:
        """Everybody, also where only the first pages are drawn."""
        return sum(count for _, count, _ in self.figures) or len(self.people)

    def with_photos(self) -> int:
        """Return whose photographs go along; of a preview of the first pages, who has one."""
        return self.with_photo if self.total == len(self.people) else self.photographed

    def new_number(self, person: Listed) -> str:
        """Return the number of the card that arrived for somebody; empty while none did."""
        card = person.card
        return card.number if card is not None and card.id in self.made else ""

    def hand_out_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return number, name, starred document number and new card of everybody; room to sign.

        The list goes round, so no number stands in it in full.
        """
        return tuple(
            (
                str(number),
                person.holder.name,
                mask_number(person.holder.doc_no),
                self.new_number(person),
                *("", "", ""),
            )
            for number, person in enumerate(self.people, start=1)
        )
