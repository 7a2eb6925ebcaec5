"""The registration of an employer: its sheet, its dates against the record, its period, papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.claims import registration_facts
from kabao.domain.clocks import ClockState, Urgency
from kabao.domain.employers import check_employer
from kabao.domain.fields import Draft
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.papers import papers_for
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.preflight.papers import papers_at_hand, promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.clocks import Clock
    from kabao.domain.findings import Param
    from kabao.domain.preflight.examination import Examination
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook

FORM = MaterialKey.REGISTRATION_SHEET
PAPERS = MaterialKey.REGISTRATION_MATERIALS
PERIOD = MaterialKey.REGISTRATION_PERIOD

STARTS = {"found": "established_on", "change": "changed_on", "end": "ended_on"}
"""For each kind of registration the date of the employer's record that starts its period."""
CLOCKS = {
    "found": ("registration", "answer"),
    "change": ("change", "change_service"),
    "end": ("end", "end_service"),
}
"""For each kind of registration the clocks of the employer and of the agency."""
_SAME = {
    "employer_name": "name",
    "employer_uscc": "uscc",
    "employer_kind": "kind",
    "established_on": "established_on",
}
_WITH_LICENCE = frozenset({"company", "cooperative", "enterprise"})


def employer(case: Examination) -> Iterator[Finding]:
    """A registration belongs to an employer, whose record and sheet agree."""
    unit = case.view.employer
    if unit is None:
        yield own("case_no_employer", case.place(FORM))
        return
    draft = Draft(case.rulebook.form("employer"), unit.values)
    yield from check_employer(draft, case.today, Place("employers", unit.id, FORM.number))
    for name, of_record in _SAME.items():
        stated, known = case.text(FORM, name), unit.text(of_record).strip()
        if stated and known and stated.upper() != known.upper():
            yield own("registration_differs_from_record", case.place(FORM, name))


def days(case: Examination) -> Iterator[Finding]:
    """The event is that of the record; nobody applies before it, and nothing is received before."""
    start, applied = case.day(FORM, "start_on"), case.day(FORM, "application_date")
    received, unit = case.day(FORM, "received_on"), case.view.employer
    named = STARTS.get(case.text(FORM, "reason"), "")
    known = str(unit.values.get(named) or "") if unit and named else ""
    if start and known and str(start) != known:
        place = case.place(FORM, "start_on")
        yield own("registration_start_differs", place, stated=str(start), known=known)
    if start and applied and applied < start:
        place = case.place(FORM, "application_date")
        yield own("registration_before_event", place, start=str(start))
    if applied and applied > case.today:
        yield own("case_application_in_future", case.place(FORM, "application_date"))
    if applied and received and received < applied:
        place = case.place(FORM, "received_on")
        yield own("case_receipt_early", place, before=str(applied), after=str(received))
    if case.text(FORM, "receipt_no") and received is None:
        yield own_warning("case_receipt_without_day", case.place(FORM, "received_on"))


def period(case: Examination) -> Iterator[Finding]:
    """Tell how the thirty days stand; late is no mistake in the papers, so it stops nothing."""
    clock = running_clock(case.view.clocks, case.text(FORM, "reason"))
    if clock is None:
        return
    place = case.place(PERIOD)
    told: dict[str, Param] = {"nominal": str(clock.nominal_due), "final": str(clock.final_due)}
    origin = clock.rule.origin
    trust, source = origin.confidence, origin.source
    if clock.state is ClockState.OVERDUE:
        params = {**told, "days": clock.late_days}
        yield Finding(
            Level.WARNING, "registration_overdue", place, params, confidence=trust, source=source
        )
    elif clock.state is ClockState.PAST_NOMINAL:
        # That rest days move the end is inferred for this filing.
        trust = Confidence.INFERRED
        yield Finding(Level.WARNING, "registration_past_plain_end", place, told, confidence=trust)
    elif clock.urgency in (Urgency.SOON, Urgency.URGENT):
        params = {**told, "days": clock.days_left}
        yield Finding(
            Level.INFO, "registration_soon", place, params, confidence=trust, source=source
        )


def automatic(case: Examination) -> Iterator[Finding]:
    """Units with a licence are registered with it: it is asked whether that has arrived."""
    if case.text(FORM, "reason") not in ("", "found"):
        return
    said, place = case.text(PERIOD, "automatic"), case.place(PERIOD, "automatic")
    if not said and case.text(FORM, "employer_kind") in _WITH_LICENCE:
        trust = Confidence.INFERRED
        yield Finding(Level.WARNING, "registration_not_verified", place, confidence=trust)
    if said == "arrived":
        yield Finding(Level.INFO, "registration_arrived", place)


def papers(case: Examination) -> Iterator[Finding]:
    """The paper presented is one of those named for the kind of unit; what is asked is at hand."""
    asked, rules = registration_facts(case.values(FORM)), case.rulebook.papers.registration
    presented = case.text(FORM, "doc_presented")
    usual = {paper.key for paper in papers_for(rules, asked) if paper.group == "presented"}
    if presented and usual and presented not in usual:
        place, trust = case.place(FORM, "doc_presented"), Confidence.INFERRED
        yield Finding(Level.WARNING, "registration_document_unusual", place, confidence=trust)
    yield from papers_at_hand(case, PAPERS, rules, asked)
    yield from promises(case, ("case_not_declared", FORM, "declaration"))


def employer_there(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """Yield whether there is an employer."""
    yield view.employer is not None


def period_known(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """Yield whether a period runs, and for units with a licence whether it was verified."""
    yield bool(view.clocks)
    sheet = view.case.values(FORM)
    found = str(sheet.get("reason") or "found") == "found"
    if found and str(sheet.get("employer_kind")) in _WITH_LICENCE:
        yield bool(view.case.values(PERIOD).get("automatic"))


def running_clock(clocks: tuple[Clock, ...], reason: str) -> Clock | None:
    """Return the clock that binds the employer for such a registration, None if none has begun."""
    key = CLOCKS.get(reason or "found", ("", ""))[0]
    return next((clock for clock in clocks if clock.rule.key == key), None)


CHECKS = (employer, days, period, automatic, papers)
"""Every check of a registration, in the order in which its findings are told."""
