"""Findings: what a check found, where, by which rule, and how far that rule can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Param = str | int


class Level(StrEnum):
    """How much a finding holds up, from the gravest down."""

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Position from 0 (critical) to 3 (info)."""
        return _LEVELS.index(self)


_LEVELS = tuple(Level)


class Confidence(StrEnum):
    """How far a rule can be trusted; only the first may be called official."""

    CONFIRMED = "confirmed"
    SINGLE = "single"
    MEASURED = "measured"
    INFERRED = "inferred"
    PROPOSED = "proposed"
    OWN = "own"
    """The program's own check on contradictions inside the user's data."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding sits, from the room down to the row of a list."""

    room: str
    """``holders``, ``cards``, ``employers`` or ``cases``."""
    record: int = 0
    """Ledger id of the record; 0 while it has not been saved."""
    material: int = 0
    """Number 1 to 6 of the material of a case; 0 outside the materials."""
    section: str = ""
    field: str = ""
    row: int = -1
    """Zero-based row of a list field; -1 for the field as a whole."""


NOWHERE = Place(room="")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check; its sentence is ``findings.<code>`` in the catalogue of words."""

    level: Level
    code: str
    place: Place = NOWHERE
    params: Mapping[str, Param] = field(default_factory=dict)
    rule: str = ""
    """Identifier of the rule in the rulebook, such as ``C04`` or ``B05``."""
    confidence: Confidence = Confidence.OWN
    source: str = ""
    accepted: str = ""
    """The reason a user gave for accepting a warning."""

    def at(self, place: Place) -> Finding:
        """Return the same finding at another place."""
        return replace(self, place=place)


def by_gravity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings gravest first, then by material, keeping the order of discovery."""
    return tuple(sorted(findings, key=lambda item: (item.level.rank, item.place.material)))


def worst(findings: Iterable[Finding]) -> Level | None:
    """Return the gravest level among findings not accepted, or None."""
    levels = [item.level for item in findings if not item.accepted]
    return min(levels, key=lambda level: level.rank, default=None)
