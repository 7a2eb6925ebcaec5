"""The way of a case as rules: states, transitions, drawn paths, and the routes of changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.cases import ApplicantKind, CaseKind
    from kabao.domain.fields import Origin
    from kabao.domain.words import Words

BEGINNING = "drafting"
"""The state of a case about which nothing has been recorded."""


class Route(StrEnum):
    """Which procedure a change goes through before changed cards are issued."""

    APPROVAL = "approval"
    FILING = "filing"
    ASK = "ask"
    """No route is named in the parts of the rules that could be read."""
    LOCAL = "local"
    """No procedure was found; it is only edited here."""
    NONE = "none"
    """Nothing differs."""


@dataclass(frozen=True, slots=True)
class WayState:
    """Where a case stands."""

    key: str
    label: Words
    origin: Origin
    official: bool = False
    """Whether an authority decided it; only people record such a state."""
    final: bool = False
    may_change: bool = False
    """Whether a change case may start from here."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that can be recorded: from where, to where, by whom, and what it needs."""

    key: str
    sources: tuple[str, ...]
    target: str
    label: Words
    actor: Words
    applicants: tuple[ApplicantKind, ...]
    kinds: tuple[CaseKind, ...]
    needs: frozenset[str]
    """``reference``, ``reasons``: what must be told besides the day."""
    guards: tuple[str, ...]
    origin: Origin
    snapshot: str = ""
    """Why the case is frozen with this step: ``handed_in`` or ``approval``; empty if it is not."""
    fills: Mapping[str, str] = field(default_factory=dict)
    """Blank fields of the registration form that take over ``reference`` or ``day``."""


@dataclass(frozen=True, slots=True)
class WayPath:
    """The states drawn in the head of a case; a longer way has several stretches."""

    applicant: ApplicantKind
    kind: CaseKind
    stretches: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One kind of change with its route."""

    key: str
    label: Words
    route: Route
    retest: bool
    places: tuple[str, ...]
    """``4`` for a material, ``1.card_vendors`` for a field, ``1.card_vendors.name`` a column."""
    origin: Origin
    direction: str = ""
    """``more`` or ``less`` where only growth or shrinking counts."""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class CaseWayRules:
    """Everything the rulebook says about the way of cases."""

    states: tuple[WayState, ...] = ()
    transitions: tuple[Transition, ...] = ()
    paths: tuple[WayPath, ...] = ()
    changes: tuple[ChangeItem, ...] = ()

    def state(self, key: str) -> WayState:
        """Return a state; raises KeyError for an unknown one."""
        return {item.key: item for item in self.states}[key]

    def transition(self, key: str) -> Transition:
        """Return a transition; raises KeyError for an unknown one."""
        return {item.key: item for item in self.transitions}[key]
