"""Applications that follow a registration: for keys, for PSAM cards, for the universal test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.checks import is_blank, rows_of

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.fields import Values

FOLLOWING = (CaseKind.KEY, CaseKind.PSAM, CaseKind.TEST)
ISSUING_CASE = "issuing_case"
"""The field that names the case which is followed."""

AFTER: Mapping[CaseKind, str] = MappingProxyType(
    {
        CaseKind.KEY: "registered",
        CaseKind.PSAM: "keys_received",
        CaseKind.TEST: "psam_received",
    }
)
"""The state that the followed case must have reached."""

_ORDER = (
    "registered", "keys_received", "psam_received", "test_submitted", "test_failed",
    "test_passed", "issuing", "change_open",
)  # fmt: skip

ALONG: Mapping[tuple[CaseKind, str], str] = MappingProxyType(
    {
        (CaseKind.KEY, "keys_received"): "keys_handed_over",
        (CaseKind.PSAM, "psam_received"): "psam_handed_over",
        (CaseKind.TEST, "test_submitted"): "test_cards_sent",
        (CaseKind.TEST, "test_passed"): "test_passes",
        (CaseKind.TEST, "test_failed"): "test_fails",
    }
)
"""The step of the followed case that is the same event, so that it is recorded once."""

_SAME = (
    "applicant_org_name", "region_name", "region_code", "issuer_identifier",
    "contact_name", "contact_phone", "handler_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """The issuing case that an application follows, and where it stands."""

    case: Case
    state: str


def can_be_followed(case: Case) -> bool:
    """Say whether keys, PSAM cards and the test may be applied for after a case."""
    return case.kind is CaseKind.ISSUANCE and case.applicant_kind is ApplicantKind.DEPARTMENT


def has_reached(state: str, wanted: str) -> bool:
    """Say whether an issuing case has come as far as a state or further."""
    return state in _ORDER and _ORDER.index(state) >= _ORDER.index(wanted)


def taken_over(base: Case, kind: CaseKind) -> Values:
    """Return what the issuing case already tells, laid into the form of what follows it."""
    form = base.values(MaterialKey.REGISTRATION_FORM)
    found = {name: form.get(name) for name in _SAME}
    found[ISSUING_CASE] = base.number
    found["registration_reference"] = form.get("ministry_reference")
    if kind is CaseKind.KEY:
        levels = {"province": "province", "prefecture": "city"}
        found["key_level"] = levels.get(str(form.get("applicant_level")))
        found["machine_model"] = form.get("encryption_machine")
        found["custodians"] = form.get("key_custodians")
    if kind is CaseKind.TEST:
        found |= _product(form)
        structure = base.values(MaterialKey.FILE_STRUCTURE)
        found["spec_version"] = structure.get("spec_version") or form.get("spec_version")
    return {name: value for name, value in found.items() if not is_blank(value)}


def _product(form: Values) -> dict[str, str]:
    rows = [row for row in rows_of(form.get("card_vendors")) if isinstance(row, Mapping)]
    names = ("name", "product_model")
    told = {name: [str(row.get(name) or "") for row in rows] for name in names}
    found = {
        "chip_model": str(form.get("chip_model") or ""),
        "cos_version": " ".join(str(form.get(key) or "") for key in ("cos_name", "cos_version")),
    }
    if len(rows) == 1:
        found |= {"vendor": told["name"][0], "product_model": told["product_model"][0]}
    return {name: text.strip() for name, text in found.items()}
