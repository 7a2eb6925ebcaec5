"""The way of a case as a use case: record what people decided, start changes, draw the path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.foreign import look_into
from kabao.domain.case_way import (
    CaseStep,
    WayFacts,
    check_step,
    next_transitions,
    obstacles,
    path_of,
    state_of,
)
from kabao.domain.case_way_changes import ChangePlan, ChangeView, plan_change
from kabao.domain.case_way_rules import BEGINNING, Route
from kabao.domain.cases import Case, CaseKind
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import is_empty
from kabao.domain.follow_ups import ALONG, can_be_followed
from kabao.domain.key_material import GUARDED, holds_key
from kabao.domain.snapshots import CaseChange
from kabao.services.cases import DECISIONS
from kabao.services.claim_parts import tell_employer
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kabao.domain.case_way_rules import Transition, WayState
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import Values
    from kabao.domain.rules import Rulebook
    from kabao.domain.snapshots import Difference, Snapshot
    from kabao.services.cases import Cases
    from kabao.services.claim_cards import CardFollow, ClaimCards
    from kabao.services.snapshots import Snapshots
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class StepOption:
    """A step that may come next, with the guards that do not hold yet."""

    transition: Transition
    obstacles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What a person tells about a step."""

    transition: str
    happened_on: str
    actor: str
    reference: str = ""
    reasons: str = ""
    scan_name: str = ""
    scan: bytes = b""
    with_card: bool = False
    """Let the life of the card that a claim is about take the same step."""


class CaseWay:
    """The way of cases."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        cases: Cases,
        snapshots: Snapshots,
        claim_cards: ClaimCards | None = None,
    ) -> None:
        self._ledger = ledger
        self._claim_cards = claim_cards
        self._rules = rulebook.way
        self._clock = clock
        self._cases = cases
        self._snapshots = snapshots

    def steps(self, case_id: int) -> list[CaseStep]:
        """Return the recorded steps of a case, the first first."""
        return self._ledger.case_steps.of_case(case_id)

    def state(self, case_id: int) -> WayState:
        """Return where a case stands."""
        return self._rules.state(state_of(self.steps(case_id)))

    def states(self) -> dict[int, WayState]:
        """Return where each case stands that is no longer being begun."""
        return {
            case_id: self._rules.state(key)
            for case_id, key in self._ledger.case_steps.states().items()
        }

    def beginning(self) -> WayState:
        """Return the state of a case about which nothing was recorded."""
        return self._rules.state(BEGINNING)

    def path(self, case: Case) -> tuple[tuple[WayState, ...], int]:
        """Return the states to draw for a case and which of them it has reached."""
        keys, reached = path_of(self._rules, case, self._facts(case))
        return tuple(self._rules.state(key) for key in keys), reached

    def options(self, case: Case) -> tuple[StepOption, ...]:
        """Return every step that leads on from where a case stands."""
        complete = self._cases.gate(self._cases.check(case)) == "final"
        facts = replace(self._facts(case), complete=complete)
        return tuple(
            StepOption(item, obstacles(item, facts))
            for item in next_transitions(self._rules, facts)
        )

    def card_offer(self, case: Case, target: str) -> CardFollow | None:
        """Return what reaching a state says about the card of a claim; None for nothing new."""
        return self._claim_cards.offer(case, target) if self._claim_cards else None

    def record(self, case_id: int, draft: StepDraft) -> Saved[CaseStep]:
        """Record one step; whatever freezes, fills or finishes with it happens in one change.

        Raises InputRefusedError ``way_step_refused`` with findings, or ``way_not_from_here``.
        """
        case = self._cases.get(case_id)
        option = self._option(case, draft.transition)
        earlier = self.steps(case_id)
        step = _step(case_id, draft, state_of(earlier), option.transition.target)
        found = check_step(step, option.transition, earlier, self._clock())
        if found:
            raise InputRefusedError("way_step_refused", found)
        if case.kind in GUARDED and any(map(holds_key, (draft.reference, draft.reasons))):
            raise InputRefusedError(
                "key_material_refused",
                field=f"{option.transition.label.zh} / {option.transition.label.en}",
            )
        if draft.scan:
            look_into(draft.scan, draft.scan_name)
        changed = Changed(cases=frozenset({case_id}))
        with self._ledger.transaction("cases.step", masked(case.title)):
            self._fill(case, option.transition, step)
            stored = self._ledger.case_steps.add(step, draft.scan)
            if option.transition.snapshot:
                self._snapshots.take(case_id, option.transition.snapshot)
            changed |= self._finish_base(case, stored)
            changed |= self._take_along(case, stored)
            changed |= tell_employer(self._ledger, case, stored)
            if draft.with_card and self._claim_cards is not None:
                changed |= self._claim_cards.follow(case, stored)
        return Saved(stored, changed)

    def scan(self, step: CaseStep) -> bytes:
        """Return the scan of a step; raises NotFoundError where there is none."""
        return self._ledger.attachments.data(step.sha256)

    def start_change(self, base_id: int, title: str) -> Saved[Case]:
        """Start a case that changes an approved one, from what was approved."""
        base = self._cases.get(base_id)
        state = self.state(base_id)
        if not can_be_followed(base) or not state.may_change:
            raise InputRefusedError("way_no_change_yet", case=base.number)
        subject = masked(title)
        with self._ledger.transaction("cases.change_case", subject):
            approved = self._snapshots.approved(base_id)
            if approved is None:
                approved = self._snapshots.take(base_id, "change").record
            saved = self._cases.copy(_as_approved(base, approved), title, CaseKind.CHANGE)
            self._ledger.case_changes.add(CaseChange(saved.record.id, base_id, approved.uid))
            if state.key == "issuing":
                self._step_base(base_id, "change_begins", saved.record.number)
        return Saved(saved.record, saved.changed | Changed(cases=frozenset({base_id})))

    def change(self, case: Case) -> ChangeView | None:
        """Return what a change case changes; None for any other case."""
        kept = self._ledger.case_changes.get(case.id)
        if kept is None:
            return None
        base = self._cases.get(kept.base_id)
        compared = self._snapshots.compare(kept.snapshot, case=case)
        told = [one for one in compared.differences if _counts(one)]
        form = base.values(base.main)
        return ChangeView(
            base=base,
            base_reference=str(form.get("ministry_reference") or ""),
            base_date=str(form.get("ministry_date") or ""),
            snapshot=self._snapshots.get(kept.snapshot),
            differences=tuple(told),
            plan=plan_change(self._rules, told),
            values=kept.values,
        )

    def changes_of(self, base_id: int) -> list[Case]:
        """Return the cases that change one."""
        return [self._cases.get(number) for number in self._ledger.case_changes.of_base(base_id)]

    def since_approval(self, case: Case) -> tuple[tuple[Difference, ...], ChangePlan] | None:
        """Return what differs from what was approved, None while nothing was."""
        approved = self._snapshots.approved(case.id)
        if approved is None:
            return None
        compared = self._snapshots.compare(approved.uid, case=case)
        found = tuple(one for one in compared.differences if _counts(one))
        return found, plan_change(self._rules, found)

    def save_change(self, case_id: int, values: Values) -> Changed:
        """Store what the form of a change says."""
        kept = self._ledger.case_changes.get(case_id)
        if kept is None or kept.values == values:
            return Changed()
        with self._ledger.transaction("cases.change_form"):
            self._ledger.case_changes.save(case_id, values)
        return Changed(cases=frozenset({case_id}))

    def _facts(self, case: Case) -> WayFacts:
        plan = ChangePlan()
        if case.kind is CaseKind.CHANGE:
            change = self.change(case)
            plan = change.plan if change else plan
        return WayFacts(
            state=state_of(self.steps(case.id)),
            applicant=case.applicant_kind,
            kind=case.kind,
            level=_level(case),
            route=plan.route if plan.route is not Route.ASK else Route.APPROVAL,
            retest=plan.retest,
        )

    def _option(self, case: Case, key: str) -> StepOption:
        option = next((one for one in self.options(case) if one.transition.key == key), None)
        if option is None or option.obstacles:
            raise InputRefusedError("way_not_from_here", case=case.number)
        return option

    def _fill(self, case: Case, transition: Transition, step: CaseStep) -> None:
        """Let blanks of the registration form take over what was just told, so it is typed once."""
        told = {"reference": step.reference, "day": step.happened_on}
        values = dict(case.values(case.main))
        known = {spec.name for spec in self._cases.form(case, case.main).fields}
        for source, name in transition.fills.items():
            if name in known and told[source] and is_empty(values.get(name)):
                values[name] = told[source]
        if values != case.values(case.main):
            self._ledger.cases.save_material(case.id, case.main, values)

    def _finish_base(self, case: Case, step: CaseStep) -> Changed:
        """Bring the changed case back to issuing once the change has been decided."""
        if case.kind is not CaseKind.CHANGE:
            return Changed()
        kept = self._ledger.case_changes.get(case.id)
        decided = step.target in ("change_approved", "change_filed")
        if kept is None or self.state(kept.base_id).key != "change_open":
            return Changed()
        if step.target == "retest_passed" or (decided and not self._facts(case).retest):
            self._step_base(kept.base_id, "change_finished", step.reference, step)
            return Changed(cases=frozenset({kept.base_id}))
        if step.target in ("withdrawn", "refused"):
            self._step_base(kept.base_id, "change_dropped", case.number, step)
            return Changed(cases=frozenset({kept.base_id}))
        return Changed()

    def _take_along(self, case: Case, step: CaseStep) -> Changed:
        """Record the same event in the issuing case, where that is the step it waits for."""
        key = ALONG.get((case.kind, step.target), "")
        view = self._cases.view(case)
        if not key or view.followed is None or not can_be_followed(view.followed.case):
            return Changed()
        base = view.followed.case
        last = max((one.happened_on for one in self.steps(base.id)), default="")
        if (
            view.followed.state not in self._rules.transition(key).sources
            or last > step.happened_on
        ):
            return Changed()
        self._step_base(base.id, key, step.reference, step)
        return Changed(cases=frozenset({base.id}))

    def _step_base(
        self, base_id: int, key: str, reference: str, step: CaseStep | None = None
    ) -> None:
        transition = self._rules.transition(key)
        followed = CaseStep(
            base_id,
            key,
            self.state(base_id).key,
            transition.target,
            step.happened_on if step else self._clock().isoformat(),
            step.actor if step else transition.actor.zh,
            reference,
            step.reasons if step else "",
        )
        self._ledger.case_steps.add(followed)


def _step(case_id: int, draft: StepDraft, source: str, target: str) -> CaseStep:
    """Return what was typed as a step from one state to another."""
    return CaseStep(
        case_id,
        draft.transition,
        source,
        target,
        draft.happened_on,
        draft.actor.strip(),
        draft.reference.strip(),
        draft.reasons.strip(),
        draft.scan_name if draft.scan else "",
    )


def _counts(one: Difference) -> bool:
    """Title and decisions are no part of the plan that was approved."""
    return one.place != "0.title" and not (one.spec and one.spec.after_the_fact)


def _as_approved(base: Case, approved: Snapshot) -> Case:
    """Return a case as it was approved, with the decisions that were recorded since."""
    for key in base.parts:
        base = base.with_material(key, {**approved.values(key), **_decided(base, key)})
    return base


def _decided(case: Case, key: MaterialKey) -> Values:
    form = case.values(key)
    return {name: form[name] for name in DECISIONS if key is case.main and name in form}


def _level(case: Case) -> str:
    return str(case.values(case.main).get("applicant_level") or "")
