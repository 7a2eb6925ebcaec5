"""Claims and registrations as a use case: start one from a person or an employer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.preflight.employer_registration import STARTS
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.changes import Saved
    from kabao.domain.fields import Value
    from kabao.domain.rules import Rulebook
    from kabao.services.cases import Cases
    from kabao.storage.ledger import Ledger

FORM = MaterialKey.CLAIM_FORM
SHEET = MaterialKey.REGISTRATION_SHEET


@dataclass(frozen=True, slots=True)
class ClaimWish:
    """What a claim is to be for; parts left empty are taken from the person's record."""

    apply_for: str = ""
    """Code of the list ``apply_for``."""
    reason: str = ""
    """Code of the list ``replace_reason``."""
    applied_by: str = ""
    title: str = ""


class Claims:
    """Starts claims and registrations with all that is known."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, cases: Cases) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._cases = cases

    def start(self, holder_id: int, title: str, wish: ClaimWish | None = None) -> Saved[Case]:
        """Start the claim of one person, with the photograph on record.

        Raises InputRefusedError ``claim_choice_unknown`` for a code that the form does not know.
        """
        given = self._given(wish or ClaimWish())
        with self._ledger.transaction("cases.add", masked(title)):
            saved = self._cases.create(
                ApplicantKind.PERSON,
                title,
                kind=CaseKind.CLAIM,
                holder_ids=(holder_id,),
            )
            case = saved.record
            if given:
                values = {**case.values(FORM), **given}
                self._ledger.cases.save_material(case.id, FORM, values)
                # What is asked of a replacement is filled in now that it is known to be one.
                self._cases.fill_in(case.id)
        return replace(saved, record=self._cases.get(case.id))

    def register(self, employer_id: int, title: str, reason: str = "") -> Saved[Case]:
        """Start the registration of an employer: its founding, a change or its end."""
        employer = self._ledger.employers.get(employer_id)
        if reason:
            self._known(SHEET, ApplicantKind.EMPLOYER, "reason", reason)
        with self._ledger.transaction("cases.add", masked(title)):
            saved = self._cases.create(
                ApplicantKind.EMPLOYER,
                title,
                kind=CaseKind.REGISTRATION,
                employer_id=employer_id,
            )
            case = saved.record
            if reason and reason != case.values(SHEET).get("reason"):
                start = employer.values.get(STARTS[reason])
                values: dict[str, Value] = {**case.values(SHEET), "reason": reason}
                values["start_on"] = start
                values.pop("received_on", None)
                kept = {name: value for name, value in values.items() if value is not None}
                self._ledger.cases.save_material(case.id, SHEET, kept)
        return replace(saved, record=self._cases.get(case.id))

    def _given(self, wish: ClaimWish) -> dict[str, Value]:
        told = {
            "apply_for": wish.apply_for,
            "apply_reason": wish.reason,
            "applied_by": wish.applied_by,
        }
        given = {name: code for name, code in told.items() if code}
        for name, code in given.items():
            self._known(FORM, ApplicantKind.PERSON, name, code)
        return dict(given)

    def _known(self, key: MaterialKey, applicant: ApplicantKind, name: str, code: str) -> None:
        spec = self._rulebook.material_form(key, applicant).field(name)
        if spec.choice(code) is None:
            known = ", ".join(choice.code for choice in spec.choices)
            raise InputRefusedError("claim_choice_unknown", choice=code, known=known)
