"""What a use case changed, so that models refresh just those rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """Ids of the records that a committed change touched or removed."""

    holders: frozenset[int] = frozenset()
    cards: frozenset[int] = frozenset()
    employers: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()

    def __or__(self, other: Changed) -> Changed:
        """Join two sets of changes."""
        return Changed(
            self.holders | other.holders,
            self.cards | other.cards,
            self.employers | other.employers,
            self.cases | other.cases,
        )
