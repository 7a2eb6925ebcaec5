"""Persons and employers: what the form says against the records, and its days in their order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.identity import plain_number
from kabao.domain.preflight.examination import own, own_warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination
    from kabao.domain.preflight.views import HolderCards

FORM = MaterialKey.REGISTRATION_FORM


def days_in_order(case: Examination) -> Iterator[Finding]:
    """Applied not in the future, accepted not before applied for, a number with its day."""
    if case.applicant is ApplicantKind.DEPARTMENT:
        return
    applied, received = case.day(FORM, "application_date"), case.day(FORM, "received_on")
    if applied and applied > case.today:
        yield own("case_application_in_future", case.place(FORM, "application_date"))
    if received and received > case.today:
        yield own("case_decision_in_future", case.place(FORM, "received_on"))
    if applied and received and received < applied:
        place = case.place(FORM, "received_on")
        yield own("case_receipt_early", place, before=str(applied), after=str(received))
    if case.text(FORM, "receipt_no") and received is None:
        yield own_warning("case_receipt_without_day", case.place(FORM, "received_on"))


def employer_existed(case: Examination) -> Iterator[Finding]:
    """Nobody applies before being established."""
    employer, applied = case.view.employer, case.day(FORM, "application_date")
    if case.applicant is not ApplicantKind.EMPLOYER or employer is None or applied is None:
        return
    established = parse_date(employer.values.get("established_on"))
    if established and applied < established:
        place = case.place(FORM, "application_date")
        yield own("case_before_established", place, on=str(established))


def everybody_once(case: Examination) -> Iterator[Finding]:
    """No document number stands in a case twice, under whatever name."""
    if case.applicant is not ApplicantKind.EMPLOYER:
        return
    numbers = Counter(plain_number(item.holder.doc_no) for item in _people(case))
    for number, count in numbers.items():
        if number and count > 1:
            names = "、".join(
                item.holder.name
                for item in _people(case)
                if plain_number(item.holder.doc_no) == number
            )
            yield own("case_same_number", case.place(FORM), holder=names, count=count)


def form_and_records_agree(case: Examination) -> Iterator[Finding]:
    """Region, bank and kind of application are those of the people's records."""
    for name, code in (
        ("region_code", "case_region_differs"),
        ("bank", "case_bank_differs"),
        ("apply_for", "case_kind_differs"),
    ):
        stated = case.text(FORM, name)
        others = [
            item.holder.name
            for item in _people(case)
            if stated and _recorded(item, name) not in ("", stated)
        ]
        if others:
            place = case.place(FORM, name)
            yield own_warning(code, place, holder=others[0], count=len(others))


_RECORDED = {"region_code": "region", "bank": "bank", "apply_for": "apply_for"}


def _recorded(person: HolderCards, name: str) -> str:
    """Return what the person's record says; only where it is silent, what the card says."""
    of_holder = person.holder.values.get(_RECORDED[name])
    of_card = person.card.values.get(_RECORDED[name]) if person.card else None
    return str(of_holder or of_card or "").strip()


def _people(case: Examination) -> tuple[HolderCards, ...]:
    return () if case.applicant is ApplicantKind.DEPARTMENT else case.view.holders
