"""The way of a case: what was recorded, where it stands, and which step may come next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.case_way_rules import BEGINNING, Route
from kabao.domain.field_values import own_error
from kabao.domain.findings import Place
from kabao.domain.plain_text import looks_like_password

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kabao.domain.case_way_rules import CaseWayRules, Transition
    from kabao.domain.cases import ApplicantKind, Case, CaseKind
    from kabao.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One recorded step: what happened on which day, by whom, under which reference and why."""

    case_id: int
    transition: str
    source: str
    target: str
    happened_on: str
    """ISO date."""
    actor: str
    reference: str = ""
    reasons: str = ""
    file_name: str = ""
    """Name of the scan of the decision; empty for none."""
    sha256: str = ""
    recorded_at: str = ""
    position: int = 0
    uid: str = ""


@dataclass(frozen=True, slots=True)
class WayFacts:
    """What decides which steps may come next."""

    state: str
    applicant: ApplicantKind
    kind: CaseKind
    level: str = ""
    """``province`` or ``prefecture``: the level of a department, empty while it is not told."""
    complete: bool = False
    """Whether no finding holds the package up."""
    route: Route = Route.NONE
    retest: bool = False


def state_of(steps: Sequence[CaseStep]) -> str:
    """Return where a case stands: where its last recorded step led."""
    return max(steps, key=lambda step: step.position).target if steps else BEGINNING


def next_transitions(rules: CaseWayRules, facts: WayFacts) -> tuple[Transition, ...]:
    """Return every step that leads on from here for such a case, possible now or not."""
    return tuple(
        item
        for item in rules.transitions
        if facts.state in item.sources
        and facts.applicant in item.applicants
        and facts.kind in item.kinds
        and not _is_of_other_level(item, facts)
    )


def obstacles(transition: Transition, facts: WayFacts) -> tuple[str, ...]:
    """Return the guards of a step that do not hold."""
    return tuple(guard for guard in transition.guards if not _holds(guard, facts))


def check_step(
    step: CaseStep, transition: Transition, earlier: Sequence[CaseStep], today: dt.date
) -> tuple[Finding, ...]:
    """Say what is missing from or wrong about a step that is to be recorded."""
    place = Place("cases", step.case_id, section="way")
    return tuple(
        finding.at(Place(place.room, place.record, section=place.section, field=name))
        for name, finding in (*_check_day(step, earlier, today), *_check_words(step, transition))
    )


def path_of(rules: CaseWayRules, case: Case, facts: WayFacts) -> tuple[tuple[str, ...], int]:
    """Return the states to draw and which of them is reached (-1 for one off the path)."""
    stretches = next(
        (
            path.stretches
            for path in rules.paths
            if path.applicant is case.applicant_kind and path.kind is case.kind
        ),
        ((BEGINNING,),),
    )
    other = "change_approved" if facts.route is Route.FILING else "change_filed"
    mine = [part for part in stretches if other not in part or facts.state == other] or stretches
    whole = [part for part in mine if facts.state in part]
    shown = whole[-1] if whole else mine[0]
    if facts.level == "province" and facts.state != "provincial_review":
        shown = tuple(key for key in shown if key != "provincial_review")
    return shown, shown.index(facts.state) if facts.state in shown else -1


def _is_of_other_level(transition: Transition, facts: WayFacts) -> bool:
    wanted = next((g for g in transition.guards if g.startswith("level:")), "")
    return bool(wanted and facts.level) and wanted != f"level:{facts.level}"


def _holds(guard: str, facts: WayFacts) -> bool:
    name, _, value = guard.partition(":")
    match name:
        case "complete":
            return facts.complete
        case "level":
            return facts.level == value
        case "route":
            return facts.route.value == value
        case "retest":
            return facts.retest
    raise ValueError(guard)


def _check_day(
    step: CaseStep, earlier: Sequence[CaseStep], today: dt.date
) -> Iterator[tuple[str, Finding]]:
    day = parse_date(step.happened_on)
    if day is None:
        yield "happened_on", own_error("way_without_day")
        return
    if day > today:
        yield "happened_on", own_error("way_day_in_future")
    last = max((item.happened_on for item in earlier), default="")
    if last and step.happened_on < last:
        yield "happened_on", own_error("way_day_before_last", last=last)


def _check_words(step: CaseStep, transition: Transition) -> Iterator[tuple[str, Finding]]:
    if "reference" in transition.needs and not step.reference.strip():
        yield "reference", own_error("way_without_reference")
    if "reasons" in transition.needs and not step.reasons.strip():
        yield "reasons", own_error("way_without_reasons")
    if not step.actor.strip():
        yield "actor", own_error("way_without_actor")
    if looks_like_password(step.reasons):
        yield "reasons", own_error("note_has_password")
