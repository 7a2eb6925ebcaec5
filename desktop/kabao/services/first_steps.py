"""The way from an empty ledger over the first package to a card in use, and how far one is."""

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
    other: Place | None = None
    """Where the same is done for many at once."""


def first_steps(workspace: Workspace) -> tuple[FirstStep, ...]:
    """Return the steps; none once all are done or a second case stands.

    The card comes last: it is what the first package asks for.
    """
    # Not by the use cases of cases: with what they check by, they are a third of the first page.
    ledger = workspace.ledger
    cases = ledger.cases.latest(2)
    if len(cases) > 1:
        return ()
    left = any(ledger.snapshots.of_case(case.id) for case in cases)
    counts = workspace.overview.counts()
    cards = any(count for state, count in counts.items() if state != "no_card")
    if left and cards:
        return ()
    people = workspace.holders.count() > 0
    case = cases[0] if cases else None
    at_case = Place("cases", case.id) if case else Place("cases", section="new")
    return (
        FirstStep(
            "people", people, Place("holders", section="new"), Place("holders", section="import")
        ),
        FirstStep("case", case is not None, at_case),
        FirstStep("materials", case is not None and _is_complete(workspace, case), at_case),
        FirstStep("package", left, at_case),
        FirstStep("cards", cards, Place("holders")),
    )


def _is_complete(workspace: Workspace, case: Case) -> bool:
    counted = workspace.cases.completeness(case).values()
    return all(part.complete for part in counted)
