"""Material 3: application fields and file structure with local extensions (C10-C12)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.checks import rows_of
from kabao.domain.extensions import check_extensions, extensions_field, parse_extensions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination

FORM = MaterialKey.REGISTRATION_FORM
STRUCTURE = MaterialKey.FILE_STRUCTURE


def c10_application_fields(case: Examination) -> Iterator[Finding]:
    """The form and the structure name the same application fields and the same extensions."""
    asked, laid = (
        case.value(FORM, "application_fields"),
        case.value(STRUCTURE, "application_fields"),
    )
    if (
        isinstance(asked, tuple)
        and isinstance(laid, tuple)
        and {*map(str, asked)} != {*map(str, laid)}
    ):
        place = case.place(STRUCTURE, "application_fields")
        yield case.ruled("C10", "case_application_fields_differ", place)
    said = case.value(FORM, "has_local_extension")
    done = case.value(STRUCTURE, "has_local_extension")
    if said is not None and done is not None and said != done:
        place = case.place(STRUCTURE, "has_local_extension")
        yield case.ruled("C10", "case_local_extension_differs", place)


def c11_extensions(case: Examination) -> Iterator[Finding]:
    """What a locality adds is declared as such and takes nothing of the national part."""
    values = case.values(STRUCTURE)
    denied = case.value(STRUCTURE, "has_local_extension") is False
    if denied and rows_of(case.value(STRUCTURE, "extensions")):
        place = case.place(STRUCTURE, "has_local_extension")
        yield case.ruled("C11", "case_extensions_denied", place)
    if denied:
        return
    field = extensions_field(values)
    for finding in check_extensions(parse_extensions(values), case.rulebook.structure, field):
        place = case.place(STRUCTURE, field, finding.place.row)
        yield replace(finding, place=place, rule=finding.rule or "C11")


def c12_spec_version(case: Examination) -> Iterator[Finding]:
    """The form and the structure follow the same version of the specification."""
    asked, laid = case.text(FORM, "spec_version"), case.text(STRUCTURE, "spec_version")
    if asked and laid and asked != laid:
        place = case.place(STRUCTURE, "spec_version")
        yield case.ruled("C12", "case_spec_version_differs", place, form=asked, structure=laid)
