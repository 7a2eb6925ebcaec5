"""Forms for the pen as a use case: empty from the rules, or as far as a case fills them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.package import write_package
from kabao.documents.plans.blanks import BlankInput, FilledForm, build_blank
from kabao.domain.cards import parse_date
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Section
from kabao.domain.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.documents.plan import PackagePlan
    from kabao.domain.cases import Case
    from kabao.domain.fields import FormSpec
    from kabao.domain.preflight import CaseView
    from kabao.domain.rules import Rulebook

_REGISTRATION = MaterialKey.REGISTRATION_FORM
_MATERIALS = frozenset(MaterialKey)
_LETTER = f"{MaterialKey.AUTHORITY_LETTER}_{ApplicantKind.PERSON}"
_PARTIES = (
    "name", "doc_type", "doc_no", "apply_for",
    "guardian_name", "guardian_doc_no", "agent_name", "agent_doc_type", "agent_doc_no",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormName:
    """A form that can be printed for the pen."""

    key: str
    title: Words
    applicant: ApplicantKind | None
    """Whom the form is for; None for the forms of records."""


def form_names(rulebook: Rulebook) -> tuple[FormName, ...]:
    """Return every form of the rulebook in its order."""
    hidden = _not_offered(rulebook)
    return tuple(
        FormName(key, form.title, _applicant(key))
        for key, form in rulebook.forms.items()
        if key not in hidden
    )


def fits(name: FormName, case: Case) -> bool:
    """Say whether a case can fill a form in."""
    if name.applicant is None:
        return True
    return name.key in {f"{key}_{case.applicant_kind}" for key in case.parts}


def _not_offered(rulebook: Rulebook) -> set[str]:
    """Return the forms of kinds of cases that users cannot start."""
    offered, all_forms = (
        {f"{key}_{who}" for item in kinds for key in item.parts for who in item.applicants}
        for kinds in (rulebook.offered(), rulebook.kinds.values())
    )
    return all_forms - offered


def plan_blank(rulebook: Rulebook, key: str, language: str) -> PackagePlan:
    """Plan an empty form; raises InputRefusedError ``blank_unknown``."""
    key = _known(rulebook, key, None)
    inner = (rulebook.form("holder"),) if _with_person(key) else ()
    if key == _LETTER:
        inner = (_parties(rulebook),)
    forms = (rulebook.form(key), *inner)
    return build_blank(
        BlankInput(
            key,
            tuple(FilledForm(form) for form in forms),
            rulebook,
            language,
            made_on=rulebook.effective_on,
            roster=_with_roster(key),
        )
    )


def plan_filled(
    rulebook: Rulebook, key: str, language: str, view: CaseView, *, full_numbers: bool = False
) -> PackagePlan:
    """Plan a form as far as a case fills it in, whatever is still missing.

    Raises InputRefusedError ``blank_unknown``, and ``blank_other_applicant`` for a form that the
    case has no use for.
    """
    case = view.case
    key = _known(rulebook, key, case)
    name = next(item for item in form_names(rulebook) if item.key == key)
    if not fits(name, case):
        raise InputRefusedError("blank_other_applicant", form=key, case=case.number)
    return build_blank(
        BlankInput(
            key,
            tuple(_filled(rulebook, key, view)),
            rulebook,
            language,
            made_on=_day(case),
            case_number=case.number,
            applicant=_name(view),
            roster=_with_roster(key),
            people=tuple(item.holder.values for item in view.holders),
            full_numbers=full_numbers,
        )
    )


def write_blank(plan: PackagePlan, target: Path) -> PackageResult:
    """Write a planned form; the file appears whole or not at all."""
    return write_package(plan, target, attachment_data=_no_attachment)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)


def _known(rulebook: Rulebook, key: str, case: Case | None) -> str:
    """Return the full name of a form; a case completes the name of a material."""
    completed = f"{key}_{case.applicant_kind}" if case else key
    for name in (key, completed):
        if name in rulebook.forms:
            return name
    raise InputRefusedError("blank_unknown", form=key)


def _applicant(key: str) -> ApplicantKind | None:
    material, _, kind = key.rpartition("_")
    return ApplicantKind(kind) if material in _MATERIALS else None


def _with_person(key: str) -> bool:
    return key == f"{_REGISTRATION}_{ApplicantKind.PERSON}"


def _with_roster(key: str) -> bool:
    return key == f"{_REGISTRATION}_{ApplicantKind.EMPLOYER}"


def _filled(rulebook: Rulebook, key: str, view: CaseView) -> list[FilledForm]:
    """Return the form with what the case knows, and the person where it belongs to the form."""
    form, case = rulebook.form(key), view.case
    first = view.holders[0] if view.holders else None
    person = first.holder.values if first else {}
    if _applicant(key) is None:
        card = first.card.values if first and first.card else {}
        employer = view.employer.values if view.employer else {}
        known = {"holder": person, "card": card, "employer": employer}
        return [FilledForm(form, known.get(key, {}))]
    material = MaterialKey(key.rpartition("_")[0])
    filled = [FilledForm(form, case.values(material), case.attached(material))]
    if _with_person(key):
        filled.append(FilledForm(rulebook.form("holder"), person))
    if key == _LETTER:
        filled.append(FilledForm(_parties(rulebook), case.values(MaterialKey.CLAIM_FORM)))
    return filled


def _parties(rulebook: Rulebook) -> FormSpec:
    """Return the fields of the claim sheet that say who lets whom act."""
    sheet = rulebook.form(f"{MaterialKey.CLAIM_FORM}_{ApplicantKind.PERSON}")
    here = Section("parties", Words("委托人和受托人", "Principal and agent"))
    named = (sheet.field(name) for name in _PARTIES)
    fields = tuple(replace(spec, required=False, section=here.key) for spec in named)
    return replace(sheet, sections=(here,), fields=fields)


def _day(case: Case) -> str:
    applied = parse_date(case.values(case.main).get("application_date"))
    day = applied or parse_date(case.created_on)
    return day.isoformat() if day else case.created_on


def _name(view: CaseView) -> str:
    if view.case.applicant_kind is ApplicantKind.EMPLOYER and view.employer:
        return view.employer.name
    if view.case.applicant_kind is ApplicantKind.PERSON and view.holders:
        return view.holders[0].holder.name
    return str(view.case.values(view.case.main).get("applicant_org_name") or view.case.title)
