"""Packages as a use case: gather, check, plan, write, verify that nothing was dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.package import make_package
from kabao.documents.plans import build_plan
from kabao.documents.plans.inputs import HolderInput, PackageInput
from kabao.domain.cards import parse_date
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.prose.files import is_inline, is_photograph, used_pictures
from kabao.services.batch_claims.paper import batch_input, grouped
from kabao.services.carried_check import require_readable
from kabao.services.carrying import carried_document, carried_json, needs_masking
from kabao.services.case_way import CaseWay
from kabao.services.portraits import carried_portraits
from kabao.services.snapshots import Snapshots
from kabao.services.steps import carried_steps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.documents.package import MadePackage, PackageResult
    from kabao.documents.plan import PackagePlan
    from kabao.documents.plans.batch_input import BatchInput, PhotoLine
    from kabao.domain.cards import Card
    from kabao.domain.case_way_changes import ChangeView
    from kabao.domain.cases import Case
    from kabao.domain.employers import Employer
    from kabao.domain.findings import Finding
    from kabao.domain.holders import Holder
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook
    from kabao.services.cases import Cases
    from kabao.services.signatures import Signing
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9-]")


@dataclass(frozen=True, slots=True)
class Paper:
    """How a package is printed; the same case may leave in several ways."""

    language: str = ""
    """``zh``, ``en`` or ``both``; empty for the language spoken."""
    draft: bool = False
    full_numbers: bool = False
    """Whether identity and bank card numbers are printed in full, as an office may need them."""


FINAL = Paper()
DRAFT = Paper(draft=True)


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """A frozen plan and where its file shall go; needs no ledger connection of the caller."""

    plan: PackagePlan
    target: Path
    findings: tuple[Finding, ...]


def finished(made: MadePackage, order: ExportOrder, signing: Signing | None) -> PackageResult:
    """Sign what was made, if a key is given, and give it its file."""
    if signing is not None:
        pages = sum(entry.pages for entry in made.parts)
        made = replace(made, data=signing.signed(made.data, order.plan, pages))
    return made.saved(order.target)


class Packages:
    """From a case to one PDF."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        cases: Cases,
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._cases = cases
        self._statuses = statuses
        self._artwork: dict[str, bytes] = {}

    def inputs(self, case: Case, texts: Texts, paper: Paper = FINAL) -> PackageInput:
        """Return what plans are built from."""
        return self._inputs(case, (), texts, paper)

    def order(
        self,
        case_id: int,
        target: Path,
        texts: Texts,
        paper: Paper = FINAL,
        photos: tuple[PhotoLine, ...] | None = None,
    ) -> ExportOrder:
        """Check and plan the export of a case; refused while its findings do not allow it.

        Of a batch ``photos`` tells what was found when they were opened.

        Raises InputRefusedError ``export_stopped`` for a critical finding,
        ``export_only_draft`` for open errors when no draft was asked for, and
        ``package_data_unfit`` for what could not be read back.
        """
        case = self._cases.get(case_id)
        findings = self._cases.check(case)
        gate = self._cases.gate(findings)
        if gate == "stopped":
            raise InputRefusedError("export_stopped", findings, case=case.number)
        if gate == "draft" and not paper.draft:
            raise InputRefusedError("export_only_draft", findings, case=case.number)
        inputs = self._inputs(case, findings, texts, paper, photos)
        plan = build_plan(inputs, texts)
        inputs = replace(
            inputs,
            steps=carried_steps(self._ledger, case_id),
            portraits=carried_portraits(self._ledger, inputs),
        )
        carried = carried_json(carried_document(inputs), plan, inputs.rulebook)
        require_readable(carried, lambda key: self._cases.form(case, key), texts.written)
        return ExportOrder(replace(plan, carried=carried), target, findings)

    def plan(
        self,
        case: Case,
        findings: tuple[Finding, ...],
        texts: Texts,
        paper: Paper = DRAFT,
    ) -> PackagePlan:
        """Freeze a case into plain values that can be drawn without the ledger.

        The paper bears the day of the application, not that of the export, so that the same case
        gives the same bytes tomorrow. An annex tells the status of the last day that the records
        of its people speak of, if that is later, and says so.
        """
        return build_plan(self._inputs(case, findings, texts, paper), texts)

    def _inputs(
        self,
        case: Case,
        findings: tuple[Finding, ...],
        texts: Texts,
        paper: Paper,
        photos: tuple[PhotoLine, ...] | None = None,
    ) -> PackageInput:
        view = self._cases.view(case)
        people = self._everybody(view)
        order = PackageInput(
            case=case,
            applicant_name=self._applicant(case, view.employer, people),
            employer=view.employer,
            holders=people,
            findings=grouped(findings, texts) if view.batch else findings,
            rulebook=self._cases.rules(case),
            language=paper.language or texts.written,
            draft=paper.draft,
            change=self._change(case),
            full_numbers=paper.full_numbers,
            today=self._told_on(view),
            pictures=self._pictures(case),
            clocks=self._cases.clocks_on(case, self._day(case)),
            batch=self._batch(view, paper, photos),
        )
        if paper.full_numbers:
            return replace(order, copy="full")
        if order.holders or needs_masking(carried_document(order), order.rulebook):
            return order
        return replace(order, copy="open")

    def _batch(
        self, view: CaseView, paper: Paper, photos: tuple[PhotoLine, ...] | None
    ) -> BatchInput | None:
        case, store = view.case, self._ledger.batch_claims
        day, full = self._day(case), paper.full_numbers
        made = batch_input(view, self._rulebook, day, full_numbers=full, photos=photos)
        if made is None:
            return None
        # A preview shows the first people only, and counts everybody all the same.
        counted = store.photographed(case.id)
        return replace(made, figures=store.figures(case.id), photographed=counted)

    def _change(self, case: Case) -> ChangeView | None:
        if case.kind is not CaseKind.CHANGE:
            return None
        snapshots = Snapshots(self._ledger, self._rulebook, self._cases)
        way = CaseWay(self._ledger, self._rulebook, self._clock, self._cases, snapshots)
        return way.change(case)

    def write(
        self,
        order: ExportOrder,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
        signing: Signing | None = None,
    ) -> PackageResult:
        """Write the planned package, signed if a key is given; may run in a worker thread."""
        reader = self._ledger.attachments.reader()
        try:
            made = make_package(
                order.plan, attachment_data=reader.data, progress=progress, cancelled=cancelled
            )
        finally:
            reader.close()
        return finished(made, order, signing)

    def file_name(self, case: Case) -> str:
        """Return the file name of a package; it holds the case number and no personal data."""
        number = _NOT_IN_A_NAME.sub("", case.number) or "case"
        return f"{number}-{case.applicant_kind}.pdf"

    def _pictures(self, case: Case) -> dict[str, bytes]:
        """Return artwork and pictures in texts; read once, since a preview asks again and again."""
        wanted = {
            item.sha256
            for item in case.attached(MaterialKey.CARD_FACE)
            if item.slot.startswith("art_")
        }
        texts = case.values(MaterialKey.PREPARATION_STATEMENT)
        inline = {item.sha256 for item in case.attachments if is_inline(item)}
        wanted |= inline & used_pictures(texts) if inline else set()
        wanted |= {item.sha256 for item in case.attachments if is_photograph(item)}
        kept = {name: data for name, data in self._artwork.items() if name in wanted}
        for name in wanted - kept.keys():
            kept[name] = self._ledger.attachments.data(name)
        self._artwork = kept
        return kept

    def _everybody(self, view: CaseView) -> tuple[HolderInput, ...]:
        if view.batch is not None and not view.case.annex:
            # No page of a batch tells status or evidence, and there may be thousands of people.
            return tuple(HolderInput(item.holder, item.card) for item in view.holders)
        day = self._told_on(view)
        return tuple(self._person(item.holder, item.card, day) for item in view.holders)

    def _person(self, holder: Holder, card: Card | None, day: dt.date) -> HolderInput:
        if card is None:
            return HolderInput(holder, None, None, ())
        status = self._statuses.on(card.id, day)
        return HolderInput(holder, card, status, tuple(self._ledger.evidence.of_card(card.id)))

    def _told_on(self, view: CaseView) -> dt.date:
        """Return the day that the paper bears; nothing is foretold in an annex."""
        day = self._day(view.case)
        if not view.case.annex:
            return day
        cards = [item.card for item in view.holders if item.card]
        entries = (entry for card in cards for entry in self._ledger.evidence.of_card(card.id))
        collected = (card.collected_on for card in cards)
        told = [entry.observed_on for entry in entries] + [it for it in collected if it]
        return min(max((day, *told)), self._clock())

    def _day(self, case: Case) -> dt.date:
        applied = case.values(case.main).get("application_date")
        return parse_date(applied) or parse_date(case.created_on) or self._clock()

    def _applicant(
        self, case: Case, employer: Employer | None, people: tuple[HolderInput, ...]
    ) -> str:
        if case.applicant_kind is ApplicantKind.EMPLOYER and employer:
            return employer.name
        if case.applicant_kind is ApplicantKind.PERSON and people:
            return people[0].holder.name
        form = case.values(case.main)
        return str(form.get("applicant_org_name") or case.title)
