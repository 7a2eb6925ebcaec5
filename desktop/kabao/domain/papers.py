"""Who brings what: the papers for a claim or a registration, as rules of the rulebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kabao.domain.words import Words

_UNKNOWN = Origin(Confidence.INFERRED)


class Basis(StrEnum):
    """Why a paper is asked for."""

    LEGAL = "legal"
    """By a law, a regulation or a State Council decision, or as the identity document itself."""
    LOCAL = "local"
    OWN = "own"
    DROPPED = "dropped"
    """No longer asked for; named because old lists still do."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a rule holds; every part left empty holds for everybody."""

    age_from: int | None = None
    age_to: int | None = None
    """Before this birthday."""
    regions: tuple[str, ...] = ()
    """Leading digits of division codes."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each fact, such as ``doc_type``, the values for which the rule holds."""

    def covers(self, asked: PaperFacts) -> bool:
        """Say whether the rule holds; an unknown age or region is covered only by no limit."""
        if not self._fits_age(asked.age):
            return False
        if self.regions and not any(asked.region.startswith(part) for part in self.regions):
            return False
        return all(asked.facts.get(name, "") in values for name, values in self.facts.items())

    def _fits_age(self, age: int | None) -> bool:
        if self.age_from is None and self.age_to is None:
            return True
        if age is None:
            # Nobody's age is guessed: without a birthday the rules for grown-ups are shown.
            return self.age_to is None
        return (self.age_from or 0) <= age and (self.age_to is None or age < self.age_to)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What decides which papers are asked for."""

    age: int | None = None
    region: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper and whom it is asked of."""

    key: str
    """Code of the list ``claim_document`` or ``registration_document``."""
    label: Words
    who: str
    """``holder``, ``guardian``, ``agent``, ``employer``, ``legal_rep`` or ``handler``."""
    basis: Basis
    note: Words
    scope: Scope
    group: str = ""
    """Any one paper of a group will do."""
    optional: bool = False
    """Asked for only where the note says."""
    origin: Origin = _UNKNOWN


@dataclass(frozen=True, slots=True)
class ChannelHint:
    """Where such a claim can be made."""

    key: str
    text: Words
    scope: Scope
    origin: Origin = _UNKNOWN


@dataclass(frozen=True, slots=True)
class PaperRules:
    """Everything that the rulebook says about papers to bring."""

    claim: tuple[Paper, ...] = ()
    registration: tuple[Paper, ...] = ()
    channels: tuple[ChannelHint, ...] = ()
    basis_note: Words | None = None


def papers_for(papers: Iterable[Paper], asked: PaperFacts) -> tuple[Paper, ...]:
    """Return the papers asked for, those no longer needed at the end."""
    found = [paper for paper in papers if paper.scope.covers(asked)]
    return tuple(sorted(found, key=lambda paper: paper.basis is Basis.DROPPED))


def channels_for(hints: Iterable[ChannelHint], asked: PaperFacts) -> tuple[ChannelHint, ...]:
    """Return the hints that hold for such a claim."""
    return tuple(hint for hint in hints if hint.scope.covers(asked))


def missing_papers(papers: Iterable[Paper], at_hand: Collection[str]) -> tuple[Paper, ...]:
    """Return the papers that must be brought and are not at hand, one for each group."""
    papers = tuple(papers)
    answered = {paper.group for paper in papers if paper.group and paper.key in at_hand}
    missing: list[Paper] = []
    for paper in papers:
        if paper.optional or paper.basis is Basis.DROPPED or paper.key in at_hand:
            continue
        if paper.group:
            if paper.group in answered:
                continue
            answered.add(paper.group)
        missing.append(paper)
    return tuple(missing)
