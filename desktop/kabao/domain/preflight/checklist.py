"""The preflight: every line of the checklist and the program's own checks over one case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from kabao.domain.cases import CaseKind
from kabao.domain.findings import Finding, by_gravity
from kabao.domain.preflight import (
    agreement,
    documents,
    face,
    people,
    prose,
    region,
    registration,
    secrecy,
    statement,
    structure,
)
from kabao.domain.preflight.acceptance import with_reasons
from kabao.domain.preflight.by_kind import CHECKS, FORMS
from kabao.domain.preflight.examination import Examination
from kabao.domain.supplements import request_findings

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook

Check = Callable[[Examination], Iterator[Finding]]

RULES: Mapping[str, Check] = {
    "C01": registration.c01_applicant_level,
    "C02": registration.c02_province,
    "C03": registration.c03_required_fields,
    "C04": registration.c04_phases,
    "C05": registration.c05_quantity,
    "C06": statement.c06_sections,
    "C07": statement.c07_separately,
    "C08": statement.c08_figures,
    "C09": statement.c09_contingency,
    "C10": structure.c10_application_fields,
    "C11": structure.c11_extensions,
    "C12": structure.c12_spec_version,
    "C13": face.c13_face,
    "C14": face.c14_financial_function,
    "C15": documents.c15_both_documents,
    "C16": documents.c16_topics,
    "C17": documents.c17_third_party,
    "C18": documents.c18_key_custody,
    "C19": documents.c19_other_materials,
    "C20": documents.c20_files,
    "C21": registration.c21_dates,
    "C22": registration.c22_identifier,
    "C23": registration.c23_after_approval,
    "C24": secrecy.c24_key_material,
    "C25": secrecy.c25_numbers,
}
"""The test behind each line of the checklist; whom it concerns and how gravely is data."""

OWN_CHECKS: tuple[Check, ...] = (
    people.people_chosen,
    people.employer_named,
    people.records_of_people,
    people.cards_of_people,
    people.counts_agree,
    people.promises_made,
    agreement.days_in_order,
    agreement.employer_existed,
    agreement.everybody_once,
    agreement.form_and_records_agree,
    registration.sums,
    statement.sections_of_others,
    statement.other_forms,
    prose.written_texts,
    documents.required_files,
)
"""Contradictions and gaps in an issuance that no line of the checklist names."""

_ISSUING = (CaseKind.ISSUANCE, CaseKind.CHANGE)


def check_case(view: CaseView, rulebook: Rulebook, today: dt.date) -> tuple[Finding, ...]:
    """Return all findings of a case, with the reasons of accepted warnings.

    The gravest come first; within them whoever goes from one to the next goes down the forms.
    """
    examination = Examination(view, rulebook, today)
    found: list[Finding] = []
    for rule in rulebook.checklist:
        if rule.concerns(view.case.kind, view.case.applicant_kind) and rule.id in RULES:
            found.extend(RULES[rule.id](examination))
    for check in (*_own_checks(view.case.kind), region.region_rules):
        found.extend(check(examination))
    found.extend(request_findings(view.case.supplements, view.case.id))
    return by_gravity(_down_the_forms(with_reasons(found, view.case.accepted), examination))


def _down_the_forms(found: Iterable[Finding], case: Examination) -> list[Finding]:
    """Sort by material and by the order of its fields; what has no field of the form is last."""
    orders: dict[int, dict[str, int]] = {}
    parts = case.case.parts

    def rank(finding: Finding) -> tuple[int, int, int]:
        place = finding.place
        if not 1 <= place.material <= len(parts):
            return place.material, 0, 0
        if place.material not in orders:
            fields = case.form(parts[place.material - 1]).fields
            orders[place.material] = {spec.name: number for number, spec in enumerate(fields)}
        order = orders[place.material]
        name = place.field.partition(".")[0]
        return place.material, order.get(name, len(order)) if name else -1, place.row

    return sorted(found, key=rank)


def _own_checks(kind: CaseKind) -> tuple[Check, ...]:
    return OWN_CHECKS if kind in _ISSUING else (*FORMS, *CHECKS.get(kind, ()))
