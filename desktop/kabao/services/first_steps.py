"""The way from an empty ledger to the first package, and how far a ledger has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.findings import Place

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step: what it is called in the catalogue, whether it is done, and where it is done."""

    key: str
    done: bool
    place: Place


def first_steps(workspace: Workspace) -> tuple[FirstStep, ...]:
    """Return the steps to the first package; none once it has left or a second case stands."""
    # Not by the use cases of cases: with what they check by, they are a third of the first page.
    cases = workspace.ledger.cases.latest(2)
    if len(cases) > 1 or any(workspace.snapshots.of_case(case.id) for case in cases):
        return ()
    people = workspace.holders.count() > 0
    counts = workspace.overview.counts()
    cards = any(count for state, count in counts.items() if state != "no_card")
    case = cases[0] if cases else None
    at_case = Place("cases", case.id) if case else Place("cases", section="new")
    return (
        FirstStep("people", people, Place("holders", section="" if people else "new")),
        FirstStep("cards", cards, Place("holders")),
        FirstStep("case", case is not None, at_case),
        FirstStep("materials", case is not None and _is_complete(workspace, case), at_case),
        FirstStep("package", done=False, place=at_case),
    )


def _is_complete(workspace: Workspace, case: Case) -> bool:
    counted = workspace.cases.completeness(case).values()
    return all(part.complete for part in counted)
