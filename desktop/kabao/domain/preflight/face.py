"""Material 4: the card face, and its agreement with the other materials (C13, C14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.checks import rows_of
from kabao.domain.face_artwork import artworks, check_artwork
from kabao.domain.face_checks import check_face
from kabao.domain.face_layout import face_data, face_elements, face_settings
from kabao.domain.preflight.examination import own_warning
from kabao.domain.preflight.views import other_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination

FORM = MaterialKey.REGISTRATION_FORM
FACE = MaterialKey.CARD_FACE
_AGREEMENT = ("协议", "合同", "agreement", "contract")


def c13_face(case: Examination) -> Iterator[Finding]:
    """Both sides carry the elements they must, where and as they must."""
    values, rules = case.values(FACE), case.rulebook.face
    department = case.applicant is ApplicantKind.DEPARTMENT
    person = None if department or not case.view.holders else case.view.holders[0]
    settings = face_settings(values)
    holder, card = (person.holder, person.card) if person else (None, None)
    placed = face_elements(rules, settings, face_data(values, holder, card))
    found = check_face(rules, settings, placed)
    for finding in (*found, *check_artwork(rules, placed, artworks(values).values())):
        place = replace(finding.place, record=case.case.id)
        yield replace(finding, place=place, rule=finding.rule or "C13")


def c14_financial_function(case: Examination) -> Iterator[Finding]:
    """Form, face and agreements tell the same about the financial function."""
    said, shown = case.value(FORM, "has_financial_function"), case.value(FACE, "financial")
    place = case.place(FACE, "financial")
    if said is not None and shown is not None and said != shown:
        yield case.ruled("C14", "case_financial_differs", place)
    if said is True:
        yield from _banks(case)
    elif said is False and rows_of(case.value(FORM, "cooperating_banks")):
        yield own_warning("case_bank_not_asked", case.place(FORM, "cooperating_banks"), "C14")


def _banks(case: Examination) -> Iterator[Finding]:
    rows = rows_of(case.value(FORM, "cooperating_banks"))
    banks = [str(row.get("name") or "") for row in rows if isinstance(row, Mapping)]
    mark = case.text(FACE, "bank_name")
    if mark and banks and not any(_same_bank(mark, bank) for bank in banks):
        place = case.place(FACE, "bank_name")
        yield case.ruled("C14", "case_bank_mark_differs", place, mark=mark)
    # Titles are free text, so a missing agreement can only be supposed.
    titles = [str(row.get("title") or "").lower() for row in other_items(case.case)]
    titles += [item.title.lower() for item in case.case.attachments]
    if banks and not any(word in title for title in titles for word in _AGREEMENT):
        place = case.place(MaterialKey.OTHER_MATERIALS, "items")
        yield own_warning("case_bank_without_agreement", place, "C14")


def _same_bank(mark: str, bank: str) -> bool:
    return bool(bank.strip()) and (mark in bank or bank.strip() in mark)
