"""What a use case changed, so that models refresh just those rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from kabao.domain.findings import Finding

T = TypeVar("T")


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


_ANYBODY = frozenset({0})
NEW_DAY = Changed(_ANYBODY, _ANYBODY, _ANYBODY)
"""Nobody changed a record, but what follows from dates may be another thing today."""


@dataclass(frozen=True, slots=True)
class Saved(Generic[T]):
    """A record as it was stored, what that changed, and the warnings that came with it."""

    record: T
    changed: Changed
    findings: tuple[Finding, ...] = ()
