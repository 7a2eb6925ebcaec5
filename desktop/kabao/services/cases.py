"""Cases as a use case: start one, fill its parts, check it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kabao.domain.case_way import state_of
from kabao.domain.cases import PARTS, Case, CaseKind
from kabao.domain.changes import Changed, Saved
from kabao.domain.errors import InputRefusedError
from kabao.domain.follow_ups import (
    FOLLOWING,
    ISSUING_CASE,
    Followed,
    can_be_followed,
    taken_over,
)
from kabao.domain.key_material import GUARDED, keys_in
from kabao.domain.preflight import CaseView, HolderCards, check_case, completeness, gate
from kabao.domain.regions import pinned
from kabao.services.claim_parts import employer_clocks, take_photograph, waiting_photograph
from kabao.services.prefill import prefilled
from kabao.services.regions import in_force, rules_of
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kabao.domain.activation import CardState
    from kabao.domain.cards import Card
    from kabao.domain.cases import ApplicantKind, MaterialKey
    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.findings import Finding
    from kabao.domain.preflight import Completeness
    from kabao.domain.rules import Rulebook
    from kabao.domain.words import Words
    from kabao.domain.workdays import WorkCalendar
    from kabao.storage.ledger import Ledger

DECISIONS = frozenset(
    {
        "provincial_opinion", "provincial_date", "ministry_opinion", "ministry_reference",
        "ministry_date", "issuer_identifier", "receipt_no", "received_on",
    }
)  # fmt: skip
"""What was decided about one case says nothing about another."""


class Cases:
    """The applications being assembled."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._announced: WorkCalendar | None = None

    def calendar(self) -> WorkCalendar:
        """Return rest days and working days; the announced ones are read when they are needed."""
        if self._announced is None:
            from kabao.rulebook.schedules import read_schedule

            self._announced = read_schedule()
        return self._announced.with_notes(self._ledger.clocks.notes())

    def all(self) -> tuple[Case, ...]:
        """Return every case, newest first."""
        return tuple(self._ledger.cases.all())

    def latest(self, most: int) -> tuple[Case, ...]:
        """Return the newest cases, at most so many."""
        return tuple(self._ledger.cases.latest(most))

    def get(self, case_id: int) -> Case:
        """Return a case with materials and attachments; raises NotFoundError."""
        return self._ledger.cases.get(case_id)

    def of_employer(self, employer_id: int) -> tuple[Case, ...]:
        """Return the cases of an employer and of its people, newest first."""
        wanted = self._ledger.cases.of_employer(employer_id)
        return tuple(case for case in self.all() if case.id in wanted)

    def by_number(self, number: str) -> Case | None:
        """Return the case of a running number such as ``KB-2026-0007``."""
        return self._ledger.cases.by_number(number)

    def rules(self, case: Case) -> Rulebook:
        """Return the rules that a case is pinned to: the national ones with those of a region."""
        return rules_of(self._rulebook, case.rulebook)

    def form(self, case: Case, key: MaterialKey) -> FormSpec:
        """Return the form of one material in the profile of the case's applicant."""
        return self.rules(case).material_form(key, case.applicant_kind)

    def create(
        self,
        applicant: ApplicantKind,
        title: str,
        *,
        kind: CaseKind = CaseKind.ISSUANCE,
        employer_id: int | None = None,
        holder_ids: tuple[int, ...] = (),
        base_id: int | None = None,
    ) -> Saved[Case]:
        """Start a case; what holders, employer and the followed case tell is filled in at once.

        Raises InputRefusedError ``case_kind_of_others`` for an applicant who files no such case,
        and ``case_not_followed`` for a base that is no department's issuing case.
        """
        if applicant not in self._rulebook.kind(kind).applicants:
            raise InputRefusedError("case_kind_of_others")
        today = self._clock()
        if kind is CaseKind.CLAIM and len(holder_ids) == 1:
            employer_id = employer_id or self._ledger.holders.get(holder_ids[0]).employer_id
        case = Case(
            kind,
            applicant,
            title,
            created_on=today.isoformat(),
            employer_id=employer_id,
            holder_ids=holder_ids,
            rulebook=self._rulebook.version,
        )
        if base_id is not None:
            case = case.with_material(case.main, self._taken_over(base_id, kind))
        case = replace(case, materials=prefilled(self.view(case), self._rulebook))
        case = replace(case, rulebook=self._pin(case))
        with self._ledger.transaction("cases.add", masked(title)):
            case = replace(case, number=self._ledger.cases.next_number(today.year))
            case = self._ledger.cases.add(case)
            if kind is CaseKind.CLAIM:
                take_photograph(self._ledger, case)
                case = self._ledger.cases.get(case.id)
        return Saved(case, Changed(cases=frozenset({case.id})))

    def copy(self, base: Case, title: str, kind: CaseKind) -> Saved[Case]:
        """Start a case from another one, with its people, materials and files."""
        today = self._clock()
        form = {
            name: value
            for name, value in base.values(base.main).items()
            if kind is CaseKind.CHANGE or name not in DECISIONS
        }
        case = replace(
            base.with_material(base.main, form),
            kind=kind,
            title=title,
            created_on=today.isoformat(),
            rulebook=base.rulebook if kind is CaseKind.CHANGE else self._rulebook.version,
            attachments=(),
            accepted={},
            supplements=(),
            id=0,
            uid="",
        )
        with self._ledger.transaction("cases.add", masked(title)):
            case = replace(case, number=self._ledger.cases.next_number(today.year))
            case = self._ledger.cases.add(case)
            for item in base.attachments:
                data = self._ledger.attachments.data(item.sha256)
                self._ledger.attachments.add(case.id, replace(item, id=0, uid=""), data)
            case = self._ledger.cases.get(case.id)
        return Saved(case, Changed(cases=frozenset({case.id})))

    def fill_in(self, case_id: int) -> Changed:
        """Fill what is still blank from the records of people and employer, as ``create`` does."""
        case = self._ledger.cases.get(case_id)
        filled = prefilled(self.view(case), self.rules(case))
        new = {key: values for key, values in filled.items() if values != case.values(key)}
        pictured = case.kind is CaseKind.CLAIM and waiting_photograph(self._ledger, case)
        if not new and not pictured:
            return Changed()
        with self._ledger.transaction("cases.material", masked(case.title)):
            for key, values in new.items():
                self._ledger.cases.save_material(case_id, key, values)
            if pictured:
                take_photograph(self._ledger, case)
        return Changed(cases=frozenset({case_id}))

    def save_head(self, case: Case) -> Saved[Case]:
        """Store title, applicant, holders and annex of a case."""
        with self._ledger.transaction("cases.change", masked(case.title)):
            stored = self._ledger.cases.update(case)
        return Saved(stored, Changed(cases=frozenset({case.id})))

    def save_material(self, case_id: int, key: MaterialKey, values: Values) -> Changed:
        """Store what was typed into one material, finished or not."""
        case = self._ledger.cases.get(case_id)
        self.refuse_keys(case, key, values)
        if case.values(key) == values:
            self._ledger.drafts.remove(f"materials.{key}", case_id)
            return Changed()
        with self._ledger.transaction("cases.material", masked(case.title)):
            self._ledger.cases.save_material(case_id, key, values)
            self._ledger.drafts.remove(f"materials.{key}", case_id)
        return Changed(cases=frozenset({case_id}))

    def refuse_keys(self, case: Case, key: MaterialKey, values: Values) -> None:
        """Raise InputRefusedError ``key_material_refused`` where a value looks like a key."""
        if case.kind not in GUARDED:
            return
        form = self.form(case, key)
        name = next(keys_in(form, values), "")
        if name:
            raise InputRefusedError("key_material_refused", field=_both(form.field(name).label))

    def keep_draft(self, case_id: int, key: MaterialKey, values: Values) -> None:
        """Keep what is being typed into a material, so that it survives a crash."""
        self._ledger.drafts.put(f"materials.{key}", case_id, values)

    def recover(self, case_id: int) -> Changed:
        """Take over what was typed before a crash; returns what that changed."""
        changed = Changed()
        for key in self._ledger.cases.get(case_id).parts:
            kept = self._ledger.drafts.get(f"materials.{key}", case_id)
            if kept is not None:
                changed |= self.save_material(case_id, key, kept)
        return changed

    def accept(self, case: Case, key: str, reason: str) -> Saved[Case]:
        """Accept a warning with a reason that the package prints; an empty reason revokes it."""
        return self.accept_all(case, (key,), reason)

    def accept_all(self, case: Case, keys: Iterable[str], reason: str) -> Saved[Case]:
        """Accept warnings for one reason, as one step; an empty reason revokes them."""
        accepted = {**case.accepted, **dict.fromkeys(keys, reason)}
        accepted = {name: text for name, text in accepted.items() if text}
        return self.save_head(replace(case, accepted=accepted))

    def remove(self, case_id: int) -> Changed:
        """Remove a case with its materials and attachments."""
        case = self._ledger.cases.get(case_id)
        changes = [
            self._ledger.cases.get(number).number
            for number in self._ledger.case_changes.of_base(case_id)
        ]
        if changes:
            named = ", ".join(changes)
            raise InputRefusedError("case_has_changes", case=case.number, changes=named)
        with self._ledger.transaction("cases.remove", masked(case.title)):
            self._ledger.cases.remove(case_id)
            for key in case.parts:
                self._ledger.drafts.remove(f"materials.{key}", case_id)
        return Changed(cases=frozenset({case_id}))

    def view(self, case: Case) -> CaseView:
        """Return a case together with its employer, holders and their current cards."""
        employer = self._ledger.employers.get(case.employer_id) if case.employer_id else None
        if case.kind is CaseKind.BATCH_CLAIM:
            return self._batch(case, employer)
        if case.kind in FOLLOWING:
            return CaseView(case, approved=self._approved(case), followed=self._followed(case))
        clocks = self.clocks_on(case, self._clock())
        return CaseView(case, employer, tuple(self._people(case)), self._approved(case), clocks)

    def check(self, case: Case) -> tuple[Finding, ...]:
        """Run the preflight over a case."""
        return check_case(self.view(case), self.rules(case), self._clock())

    def completeness(self, case: Case) -> Mapping[MaterialKey, Completeness]:
        """Say for every material how much of it is there."""
        return completeness(self.view(case), self.rules(case))

    def gate(self, findings: tuple[Finding, ...]) -> str:
        """Say what may leave: ``final``, ``draft`` or ``stopped``."""
        return gate(findings)

    def _batch(self, case: Case, employer: Employer | None) -> CaseView:
        """Read the people of a batch at once: there may be thousands."""
        from kabao.services.batch_claims.facts import batch_facts

        read = self._ledger.batch_claims.people(case.holder_ids, case.id)
        facts = batch_facts(self._ledger, self.rules(case).batch_claims, case)
        people = tuple(HolderCards(*person) for person in read)
        return CaseView(case, employer, people, self._approved(case), batch=facts)

    def _pin(self, case: Case) -> str:
        """Pin a new case to the pack in force of the region that it names, if there is one."""
        code = case.values(case.main).get("region_code")
        packs = in_force(self._rulebook, self._clock())
        pack = next((item for item in packs if item.region == code), None)
        return pinned(self._rulebook.version, pack)

    def _taken_over(self, base_id: int, kind: CaseKind) -> Values:
        base = self._ledger.cases.get(base_id)
        if kind not in FOLLOWING or not can_be_followed(base):
            raise InputRefusedError("case_not_followed", case=base.number)
        form = self._rulebook.material_form(PARTS[kind][0], base.applicant_kind)
        known = {spec.name for spec in form.fields}
        told = {name: it for name, it in taken_over(base, kind).items() if name in known}
        secret = set(keys_in(form, told))
        return {name: it for name, it in told.items() if name not in secret}

    def _followed(self, case: Case) -> Followed | None:
        number = str(case.values(case.main).get(ISSUING_CASE) or "").strip()
        base = self._ledger.cases.by_number(number)
        if base is None:
            return None
        return Followed(base, state_of(self._ledger.case_steps.of_case(base.id)))

    def _approved(self, case: Case) -> Mapping[str, Any] | None:
        kept = [one for one in self._ledger.snapshots.of_case(case.id) if one.reason == "approval"]
        return self._ledger.snapshots.get(kept[-1].uid).content if kept else None

    def _people(self, case: Case) -> list[HolderCards]:
        people = []
        for holder_id in case.holder_ids:
            cards = self._ledger.cards.of_holder(holder_id)
            states = self._states(cards) if case.kind is CaseKind.CLAIM else ()
            holder = self._ledger.holders.get(holder_id)
            card = self._card(case, cards)
            people.append(HolderCards(holder, card, states))
        return people

    def _card(self, case: Case, cards: Sequence[Card]) -> Card | None:
        """Return the card that a case is about: for a claim the last one that was in hand."""
        newest = cards[0] if cards else None
        if case.kind is not CaseKind.CLAIM:
            return newest
        return next((card for card in cards if card.received_on is not None), newest)

    def _states(self, cards: Sequence[Card]) -> tuple[CardState, ...]:
        kept = (self._ledger.projections.get(card.id) for card in cards)
        return tuple(status.state for status in kept if status is not None)

    def clocks_on(self, case: Case, day: dt.date) -> tuple[Clock, ...]:
        """Return the periods of a registration as of a day; none for any other case."""
        if case.kind is not CaseKind.REGISTRATION or not case.employer_id:
            return ()
        employer = self._ledger.employers.get(case.employer_id)
        reason = str(case.values(case.main).get("reason") or "")
        return employer_clocks(employer, reason, self._rulebook, self.calendar(), day)


def _both(label: Words) -> str:
    return f"{label.zh} / {label.en}"
