"""Material 2: the statement of preparations (C06-C09), and all forms but the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.checks import check_draft, normalise_text
from kabao.domain.fields import Draft, FieldKind
from kabao.domain.preflight.examination import own
from kabao.domain.prose.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination

STATEMENT = MaterialKey.PREPARATION_STATEMENT
_SHORT = 50
_SEPARATE = ("business_systems", "base_database", "network")
_CONTINGENCY = "contingency_plan"


def other_forms(case: Examination) -> Iterator[Finding]:
    """Check the fields of materials 2 to 6; a section with a file needs no text."""
    for key in case.case.parts[1:]:
        draft = Draft(case.form(key), case.values(key))
        sections = _asked_sections(case) if key is STATEMENT else ()
        for finding in check_draft(draft, case.today, case.place(key)):
            # Whether a section is missing or short is for the checks below, which know its files.
            about_length = finding.code in ("required", "too_short")
            if not (about_length and finding.place.field in sections):
                yield finding


def _asked_sections(case: Examination) -> tuple[str, ...]:
    return tuple(
        spec.name
        for spec in case.form(STATEMENT).fields
        if spec.required and spec.kind is FieldKind.LONG_TEXT
    )


def sections_of_others(case: Examination) -> Iterator[Finding]:
    """Persons and employers: every section that is asked for has a text or a file."""
    if case.applicant is not ApplicantKind.DEPARTMENT:
        yield from _missing(case, _asked_sections(case), "")


def _missing(case: Examination, names: Iterable[str], rule: str) -> Iterator[Finding]:
    for name in names:
        if not case.text(STATEMENT, name) and not _has_file(case, name):
            yield own("case_section_missing", case.place(STATEMENT, name), rule)


def _has_file(case: Examination, name: str) -> bool:
    return case.attached(STATEMENT, name, case.place(STATEMENT, name).section)


def c06_sections(case: Examination) -> Iterator[Finding]:
    """Every section says something: fifty characters, or a file."""
    asked = _asked_sections(case)
    others = [name for name in asked if name not in (*_SEPARATE, _CONTINGENCY)]
    yield from _missing(case, others, "C06")
    for name in asked:
        length = len(normalise_text(plain(case.text(STATEMENT, name))))
        if 0 < length < _SHORT and not _has_file(case, name):
            place = case.place(STATEMENT, name)
            yield case.ruled("C06", "case_section_short", place, length=length, least=_SHORT)


def c07_separately(case: Examination) -> Iterator[Finding]:
    """Systems, database and network are described each for itself, not by one text."""
    yield from _missing(case, _SEPARATE, "C07")
    seen: set[str] = set()
    for name in _SEPARATE:
        text = case.text(STATEMENT, name)
        if text and text in seen:
            yield case.ruled("C07", "case_section_repeated", case.place(STATEMENT, name))
        seen.add(text)


def c09_contingency(case: Examination) -> Iterator[Finding]:
    """There is a plan for what may go wrong."""
    if not case.text(STATEMENT, _CONTINGENCY) and not _has_file(case, _CONTINGENCY):
        place = case.place(STATEMENT, _CONTINGENCY)
        yield own("case_contingency_missing", place, "C09")


def c08_figures(case: Examination) -> Iterator[Finding]:
    """The plans name the budget and the quantity of the registration form."""
    form = MaterialKey.REGISTRATION_FORM
    total, budget = case.money(STATEMENT, "cost_total"), case.money(form, "budget_total")
    if total is not None and budget is not None and total != budget:
        place = case.place(STATEMENT, "cost_total")
        yield case.ruled("C08", "case_cost_differs", place, total=str(total), budget=str(budget))
    count, planned = case.number(STATEMENT, "plan_quantity"), case.number(form, "planned_quantity")
    if count is not None and planned is not None and count != planned:
        place = case.place(STATEMENT, "plan_quantity")
        yield case.ruled("C08", "case_plan_differs", place, count=count, planned=planned)
