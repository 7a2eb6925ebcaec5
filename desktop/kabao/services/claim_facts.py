"""What records already tell about a claim and about an employer's registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.claims import needs_guardian

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kabao.domain.fields import Value
    from kabao.domain.preflight import CaseView

    Filling = Mapping[MaterialKey, Mapping[str, tuple[str, ...]]]

_OF_HOLDER = (
    "name", "name_pinyin", "sex", "birth_date", "nationality", "ethnicity",
    "doc_type", "doc_no", "ssn", "doc_valid_from", "doc_long_term", "doc_valid_to", "doc_issuer",
    "work_permit_no", "mobile", "phone", "email", "live_addr", "hukou_addr", "postcode",
    "hukou_type", "person_category", "person_status", "occupation", "branch", "pickup",
    "mail_name", "mail_phone", "mail_addr", "mail_zip", "apply_for",
    "guardian_name", "guardian_doc_type", "guardian_doc_no", "guardian_phone", "guardian_relation",
    "agent_name", "agent_doc_type", "agent_doc_no",
)  # fmt: skip
_OF_EMPLOYER = (
    "address", "business_place", "legal_rep", "established_on", "doc_presented", "doc_no",
    "doc_issued_by", "insured_kinds", "employee_count", "levy_mode", "bank_name", "bank_account",
    "handler_name", "handler_phone", "handler_doc_no", "changed_items",
)  # fmt: skip

_CLAIM: Filling = {
    MaterialKey.CLAIM_FORM: {
        **{name: (f"holder.{name}",) for name in _OF_HOLDER},
        "region_code": ("holder.region", "card.region"),
        "bank": ("holder.bank", "card.bank"),
        "employer_name": ("employer.name",),
        "old_card_number": ("card.card_number",),
        "applied_by": ("claim.applied_by",),
        "handler_name": ("employer.handler_name",),
    },
    MaterialKey.CLAIM_DOCUMENTS: {
        "consent_obtained": ("people.all_consent",),
        "consent_on": ("holder.consent_on",),
    },
    MaterialKey.AUTHORITY_LETTER: {"valid_from": ("claim.letter_from",)},
    MaterialKey.CLAIM_PHOTO: {"photo_source": ("claim.photo_source",)},
}
_REGISTRATION: Filling = {
    MaterialKey.REGISTRATION_SHEET: {
        **{name: (f"employer.{name}",) for name in _OF_EMPLOYER},
        "employer_name": ("employer.name",),
        "employer_uscc": ("employer.uscc",),
        "employer_kind": ("employer.kind",),
        "reason": ("registration.reason",),
        "start_on": ("registration.start_on",),
        "receipt_no": ("employer.receipt_no",),
        "received_on": ("registration.received_on",),
    },
}

FILLINGS: Mapping[CaseKind, tuple[Filling, ...]] = {
    CaseKind.CLAIM: (_CLAIM,),
    CaseKind.REGISTRATION: (_REGISTRATION,),
}
"""For each part the fields and the facts they are filled from; the first one known counts."""


def _of_claim(view: CaseView) -> dict[str, Value]:
    values = view.holders[0].holder.values if view.holders else {}
    created = parse_date(view.case.created_on)
    by = values.get("applied_by")
    if created is not None and needs_guardian(values, created) and by in (None, "", "self"):
        by = "guardian"
    return {
        "claim.applied_by": by or ("self" if view.holders else None),
        "claim.letter_from": view.case.created_on if by == "agent" else None,
    }


_STARTS = (
    ("end", "ended_on", "end_filed_on", "end_decided_on"),
    ("change", "changed_on", "change_filed_on", "change_decided_on"),
)
"""What is registered, the day of the event, of the application and of the decision."""


def _of_registration(view: CaseView) -> dict[str, Value]:
    values = view.employer.values if view.employer else {}
    for reason, event, filed, decided in _STARTS:
        if values.get(event) and not values.get(decided):
            return _told(view, reason, values.get(event), values.get(filed))
    return _told(view, "found", values.get("established_on"), values.get("filed_on"))


def _told(view: CaseView, reason: str, start: Value, received: Value) -> dict[str, Value]:
    return {
        # What was received already was applied for by then, not on the day of this entry.
        "case.created_on": received or view.case.created_on,
        "registration.reason": reason,
        "registration.start_on": start,
        "registration.received_on": received,
    }


FACTS: Mapping[CaseKind, Callable[[CaseView], dict[str, Value]]] = {
    CaseKind.CLAIM: _of_claim,
    CaseKind.REGISTRATION: _of_registration,
}
"""Facts of a kind of case that stand in no single field."""
