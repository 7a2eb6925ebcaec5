"""Material 1: the registration form and the sums, dates and decisions in it (C01-C05, C21-C23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.case_way_changes import item_of
from kabao.domain.case_way_rules import Route
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.checks import check_draft, column_total, rows_of
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level
from kabao.domain.preflight.examination import own
from kabao.domain.snapshots import differences, freeze

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.preflight.examination import Examination
    from kabao.domain.snapshots import Difference

FORM = MaterialKey.REGISTRATION_FORM
_LEVELS = ("province", "prefecture")
_STEPS: tuple[tuple[str, str, str], ...] = (
    ("case_province_before_application", "application_date", "provincial_date"),
    ("case_ministry_before_province", "provincial_date", "ministry_date"),
    ("case_ministry_before_application", "application_date", "ministry_date"),
    ("case_issue_before_approval", "ministry_date", "first_issue_date"),
    ("case_issue_before_application", "application_date", "first_issue_date"),
)
_DECISIONS = ("provincial_date", "ministry_date")


def c01_applicant_level(case: Examination) -> Iterator[Finding]:
    """Only provincial and prefecture departments file with the ministry."""
    if case.applicant is not ApplicantKind.DEPARTMENT:
        yield case.ruled("C01", "case_not_filed_with_ministry", case.place(FORM))
    elif case.text(FORM, "applicant_level") not in ("", *_LEVELS):
        yield case.ruled("C01", "case_level_not_entitled", case.place(FORM, "applicant_level"))


def c02_province(case: Examination) -> Iterator[Finding]:
    """The case of a prefecture goes through its province, which it must name."""
    prefecture = case.text(FORM, "applicant_level") == "prefecture"
    if prefecture and not case.text(FORM, "province_name"):
        yield case.ruled("C02", "case_province_missing", case.place(FORM, "province_name"))


def c03_required_fields(case: Examination) -> Iterator[Finding]:
    """Every field of the form that is asked for is filled in and fits."""
    draft = Draft(case.form(FORM), case.values(FORM))
    for finding in check_draft(draft, case.today, case.place(FORM)):
        left_to_c02 = finding.place.field == "province_name" and finding.code == "required"
        if not left_to_c02:
            yield replace(finding, rule=finding.rule or "C03")


def c04_phases(case: Examination) -> Iterator[Finding]:
    """The phases add up to the cards planned, run forward and do not overlap within a group."""
    planned = case.number(FORM, "planned_quantity")
    total = column_total(case.values(FORM), "phases", "quantity")
    if planned is not None and total is not None and total != planned:
        place = case.place(FORM, "phases")
        yield case.ruled("C04", "case_phases_sum", place, total=str(total), planned=planned)
    groups: dict[object, list[tuple[dt.date, dt.date, int]]] = {}
    for number, (group, start, end) in enumerate(_phases(case)):
        if start is None or end is None:
            continue
        if start > end:
            yield case.ruled("C04", "case_phase_reversed", case.place(FORM, "phases.end", number))
        else:
            groups.setdefault(group, []).append((start, end, number))
    for phases in groups.values():
        for (_, end, earlier), (start, _, later) in pairwise(sorted(phases)):
            if start <= end:
                place = case.place(FORM, "phases.start", later)
                yield case.ruled("C04", "case_phases_overlap", place, other=earlier + 1)


def _phases(case: Examination) -> Iterator[tuple[object, dt.date | None, dt.date | None]]:
    for row in rows_of(case.value(FORM, "phases")):
        cells = row if isinstance(row, Mapping) else {}
        yield cells.get("group"), parse_date(cells.get("start")), parse_date(cells.get("end"))


def c05_quantity(case: Examination) -> Iterator[Finding]:
    """The cards planned stand in a usual proportion to the people covered."""
    planned = case.number(FORM, "planned_quantity")
    covered = case.number(FORM, "covered_population")
    if planned is None or covered is None:
        return
    if planned > 2 * covered or 100 * planned < covered:
        place = case.place(FORM, "planned_quantity")
        yield case.ruled("C05", "case_quantity_unusual", place, planned=planned, covered=covered)


def c21_dates(case: Examination) -> Iterator[Finding]:
    """Application, decisions and first issue follow each other, and decisions lie in the past."""
    for code, first, second in _STEPS:
        before, after = case.day(FORM, first), case.day(FORM, second)
        if before and after and after < before:
            place = case.place(FORM, second)
            yield case.ruled("C21", code, place, before=str(before), after=str(after))
    for name in _DECISIONS:
        day = case.day(FORM, name)
        if day and day > case.today:
            yield case.ruled("C21", "case_decision_in_future", case.place(FORM, name))


def c22_identifier(case: Examination) -> Iterator[Finding]:
    """An issuer identifier is given by the ministry, with the reference of its approval."""
    if case.text(FORM, "issuer_identifier") and not case.text(FORM, "ministry_reference"):
        yield case.ruled("C22", "case_identifier_early", case.place(FORM, "issuer_identifier"))


def c23_after_approval(case: Examination) -> Iterator[Finding]:
    """What differs from the approved plan changes only by approval or filing."""
    reference = case.text(FORM, "ministry_reference")
    place = case.place(FORM, "ministry_reference")
    differing = tuple(_since_approval(case))
    yield from differing
    if reference and not differing and case.case.kind is not CaseKind.CHANGE:
        reminder = case.ruled("C23", "case_approved_already", place, reference=reference)
        yield replace(reminder, level=Level.INFO)


def _since_approval(case: Examination) -> Iterator[Finding]:
    """Compare with the snapshot; a change case differs on purpose."""
    if case.view.approved is None or case.case.kind is CaseKind.CHANGE:
        return
    rules = case.rulebook.way
    forms = {key: case.form(key) for key in case.case.parts}
    found: dict[str, list[Difference]] = {}
    for one in differences(case.view.approved, freeze(case.view), forms):
        item = item_of(rules, one)
        if one.material and item is not None and item.route is not Route.LOCAL:
            found.setdefault(item.key, []).append(one)
    for item in rules.changes:
        if item.key in found:
            first = found[item.key][0]
            place = case.place(case.case.part(first.material), first.field)
            count = len(found[item.key])
            yield case.ruled("C23", f"case_differs_{item.route}", place, count=count)


def sums(case: Examination) -> Iterator[Finding]:
    """Shares make a hundred, sources make the budget, and a fee has its basis."""
    values = case.values(FORM)
    shares = column_total(values, "card_vendors", "share")
    if shares is not None and shares != Decimal(100):
        yield own("case_shares_sum", case.place(FORM, "card_vendors"), total=str(shares))
    funds, budget = column_total(values, "fund_sources", "amount"), case.money(FORM, "budget_total")
    if funds is not None and budget is not None and funds != budget:
        place = case.place(FORM, "fund_sources")
        yield own("case_funds_sum", place, total=str(funds), budget=str(budget))
    fee = case.money(FORM, "cardholder_fee")
    if fee and fee > 0 and not case.text(FORM, "fee_basis"):
        yield own("case_fee_without_basis", case.place(FORM, "fee_basis"))
