"""Materials 5 and 6 and every file of the case (C15-C20)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.checks import rows_of
from kabao.domain.fields import Draft, FieldKind
from kabao.domain.findings import Place
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.preflight.views import items_with_file, other_items
from kabao.domain.prose.files import is_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination

FORM = MaterialKey.REGISTRATION_FORM
REGIONAL = MaterialKey.REGIONAL_RULES
OTHER = MaterialKey.OTHER_MATERIALS
STATEMENT = MaterialKey.PREPARATION_STATEMENT
_BOTH_DOCUMENTS = {
    "measures": "case_measures_missing",
    "implementing_rules": "case_implementing_rules_missing",
}
_TOPICS = ("topic_1", "topic_2", "topic_3", "topic_4", "topic_5")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def required_files(case: Examination) -> Iterator[Finding]:
    """Every file that a form asks for is attached."""
    for key in case.case.parts:
        draft = Draft(case.form(key), case.values(key))
        for spec in draft.applicable():
            asked = spec.required and spec.kind is FieldKind.ATTACHMENT
            left_to_c15 = key is REGIONAL and spec.name in _BOTH_DOCUMENTS
            if asked and not left_to_c15 and not case.attached(key, spec.name):
                yield own("case_file_missing", case.place(key, spec.name))


def c15_both_documents(case: Examination) -> Iterator[Finding]:
    """The measures and the implementing rules are both attached."""
    for name, code in _BOTH_DOCUMENTS.items():
        if not case.attached(REGIONAL, name):
            yield case.ruled("C15", code, case.place(REGIONAL, name))


def c16_topics(case: Examination) -> Iterator[Finding]:
    """The five topics are covered, each on a page that the two documents have."""
    pages = sum(
        item.shown for name in _BOTH_DOCUMENTS for item in case.case.attached(REGIONAL, name)
    )
    for name in _TOPICS:
        page = case.number(REGIONAL, name)
        place = case.place(REGIONAL, name)
        if page is None:
            yield case.ruled("C16", "case_topic_missing", place)
        elif pages and page > pages:
            yield case.ruled("C16", "case_topic_beyond", place, page=page, pages=pages)


def c17_third_party(case: Examination) -> Iterator[Finding]:
    """A third-party maker proves a secure place of production."""
    third_party = case.text(FORM, "production_mode") == "third_party"
    if third_party and not case.attached(FORM, "third_party_security_proof"):
        place = case.place(FORM, "third_party_security_proof")
        yield case.ruled("C17", "case_maker_without_proof", place)


def c18_key_custody(case: Examination) -> Iterator[Finding]:
    """The encryption machine has its certificate and the keys two custodians."""
    if case.text(FORM, "encryption_machine") and not case.attached(FORM, "crypto_certificate"):
        place = case.place(FORM, "crypto_certificate")
        yield case.ruled("C18", "case_machine_without_certificate", place)
    rows = rows_of(case.value(FORM, "key_custodians"))
    names = {str(row.get("name") or "").strip() for row in rows if isinstance(row, Mapping)} - {""}
    if len(names) == 1:
        yield case.ruled("C18", "case_one_custodian", case.place(FORM, "key_custodians"))


def c19_other_materials(case: Examination) -> Iterator[Finding]:
    """Each thing asked for has a file or says why not; nothing asked for is fine."""
    with_file = items_with_file(case.case)
    for number, row in enumerate(other_items(case.case)):
        reason = str(row.get("reason_for_none") or "").strip()
        if number in with_file or (reason and not row.get("has_file")):
            continue
        place = case.place(OTHER, "items", number)
        title = str(row.get("title") or "")
        code = "case_item_without_file" if row.get("has_file") else "case_item_without_reason"
        yield case.ruled("C19", code, place, title=title)


def c20_files(case: Examination) -> Iterator[Finding]:
    """Every file is whole, and stands at a place that the form has."""
    for item in case.case.attachments:
        key = case.case.part(item.material)
        place = Place("cases", case.case.id, item.material, field=item.slot)
        if not (_DIGEST.fullmatch(item.sha256) and item.size > 0 and item.shown > 0):
            yield case.ruled("C20", "case_file_not_whole", place, title=item.title)
        inside = is_inline(item) and key is STATEMENT
        if key is not OTHER and not inside and item.slot not in _slots(case, key):
            yield own_warning("case_file_without_place", place, "C20", title=item.title)


def _slots(case: Examination, key: MaterialKey) -> frozenset[str]:
    form = case.form(key)
    return frozenset(
        {section.key for section in form.sections} | {spec.name for spec in form.fields}
    )
