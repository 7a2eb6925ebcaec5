"""Recorded steps on their way between ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.foreign import look_into
from kabao.domain.case_way import CaseStep, state_of
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.exchange import ExchangeStep
from kabao.domain.key_material import GUARDED, holds_key

if TYPE_CHECKING:
    from kabao.domain.case_way_rules import Transition
    from kabao.domain.cases import Case
    from kabao.domain.rules import Rulebook
    from kabao.services.importing.report import Tally
    from kabao.storage.ledger import Ledger


def carried_steps(ledger: Ledger, case_id: int) -> tuple[ExchangeStep, ...]:
    """Return the steps of a case with their scans, as a document carries them."""
    return tuple(
        ExchangeStep(
            id=step.uid,
            transition=step.transition,
            source=step.source,
            target=step.target,
            happened_on=step.happened_on,
            actor=step.actor,
            reference=step.reference,
            reasons=step.reasons,
            recorded_at=step.recorded_at,
            scan_name=step.file_name,
            scan=ledger.attachments.data(step.sha256) if step.sha256 else b"",
        )
        for step in ledger.case_steps.of_case(case_id)
    )


class StepImport:
    """Takes recorded steps in: those that follow on what is recorded here."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, tally: Tally) -> None:
        self._ledger = ledger
        self._way = rulebook.way
        self._tally = tally

    def step(self, where: str, case: Case, entry: ExchangeStep) -> None:
        """Take one step in, known by its id; one that does not follow is refused."""
        known = self._known(entry.id)
        if known is not None and known.case_id == case.id:
            self._tally.count("unchanged")
            return
        code = "import_step_elsewhere" if known else self._unfit(case, entry)
        if code:
            self._tally.refuse(code, where)
            self._tally.count("refused")
            return
        step = CaseStep(
            case_id=case.id,
            transition=entry.transition,
            source=entry.source,
            target=entry.target,
            happened_on=entry.happened_on,
            actor=entry.actor,
            reference=entry.reference,
            reasons=entry.reasons,
            file_name=entry.scan_name,
            recorded_at=entry.recorded_at,
            uid=entry.id,
        )
        self._ledger.case_steps.add(step, entry.scan)
        self._tally.count("added")
        self._tally.touch("cases", case.id)

    def _known(self, uid: str) -> CaseStep | None:
        try:
            return self._ledger.case_steps.get(uid)
        except NotFoundError:
            return None

    def _unfit(self, case: Case, entry: ExchangeStep) -> str:
        """Return why a step cannot stand here, empty if it can."""
        steps = {item.key: item for item in self._way.transitions}
        rule = steps.get(entry.transition)
        fits = rule and rule.target == entry.target and entry.source in rule.sources
        if not fits or rule is None or not _concerns(rule, case):
            return "import_step_unknown"
        here = self._ledger.case_steps.of_case(case.id)
        last = max((item.happened_on for item in here), default="")
        if state_of(here) != entry.source or entry.happened_on < last:
            return "import_step_unfit"
        if case.kind in GUARDED and any(map(holds_key, (entry.reference, entry.reasons))):
            return "exchange_key_material"
        return self._unfit_scan(entry)

    def _unfit_scan(self, entry: ExchangeStep) -> str:
        if not entry.scan:
            return ""
        try:
            look_into(entry.scan, entry.scan_name)
        except InputRefusedError:
            return "exchange_wrong_scan"
        return ""


def _concerns(rule: Transition, case: Case) -> bool:
    return case.kind in rule.kinds and case.applicant_kind in rule.applicants
