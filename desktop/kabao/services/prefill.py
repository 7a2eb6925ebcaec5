"""What the records of people and employer already tell, laid into the parts of a case.

Only facts that stand in a record are copied; where the people of a case differ, nothing is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.checks import is_blank
from kabao.domain.fields import Draft
from kabao.services import claim_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kabao.domain.cases import Case
    from kabao.domain.fields import FieldSpec, FormSpec, Row, Value, Values
    from kabao.domain.preflight import CaseView, HolderCards
    from kabao.domain.rules import Rulebook

    Filling = Mapping[MaterialKey, Mapping[str, tuple[str, ...]]]

_ANY: Filling = {
    MaterialKey.REGISTRATION_FORM: {"application_date": ("case.created_on",)},
}
_WITH_PEOPLE: Filling = {
    MaterialKey.FILE_STRUCTURE: {"spec_version": ("card.spec_version",)},
    MaterialKey.CARD_FACE: {
        "generation": ("card.generation",),
        "financial": ("card.financial",),
        "bank_name": ("card.bank_name",),
        "service_phone": ("known.service_phone",),
        "issue_month": ("card.issue_month",),
    },
}
_FILLINGS: Mapping[ApplicantKind, tuple[Filling, ...]] = {
    ApplicantKind.DEPARTMENT: (_ANY,),
    ApplicantKind.PERSON: (
        _ANY,
        _WITH_PEOPLE,
        {
            MaterialKey.REGISTRATION_FORM: {
                "apply_for": ("holder.apply_for",),
                "applied_by": ("holder.applied_by",),
                "region_code": ("holder.region", "card.region"),
                "contact_phone": ("holder.mobile", "holder.phone"),
                "contact_addr": ("holder.live_addr",),
                "pickup": ("holder.pickup",),
                "mail_name": ("holder.mail_name",),
                "mail_phone": ("holder.mail_phone",),
                "mail_addr": ("holder.mail_addr",),
            },
            MaterialKey.PREPARATION_STATEMENT: {
                "consent_obtained": ("people.all_consent",),
                "collector": ("holder.collector",),
            },
        },
    ),
    ApplicantKind.EMPLOYER: (
        _ANY,
        _WITH_PEOPLE,
        {
            MaterialKey.REGISTRATION_FORM: {
                "employer_name": ("employer.name",),
                "employer_uscc": ("employer.uscc",),
                "employer_kind": ("employer.kind",),
                "employer_address": ("employer.address",),
                "legal_rep": ("employer.legal_rep",),
                "handler_name": ("employer.handler_name",),
                "handler_phone": ("employer.handler_phone",),
                "region_code": ("holder.region", "card.region"),
                "holder_counts": ("people.counts",),
                "bank": ("holder.bank", "card.bank"),
                "pickup": ("holder.pickup",),
            },
            MaterialKey.PREPARATION_STATEMENT: {"consent_count": ("people.consents",)},
        },
    ),
}
"""For each material the fields and the facts they are filled from; the first one known counts."""

KINDS: Mapping[CaseKind, tuple[Filling, ...]] = {
    **claim_facts.FILLINGS,
    CaseKind.BATCH_CLAIM: (
        {
            MaterialKey.BATCH_SUMMARY: {
                "employer_name": ("employer.name",),
                "employer_uscc": ("employer.uscc",),
                "employer_address": ("employer.address",),
                "handler_name": ("employer.handler_name",),
                "handler_phone": ("employer.handler_phone",),
                "region_code": ("holder.region", "card.region"),
                "bank": ("holder.bank",),
                "pickup": ("holder.pickup",),
            },
        },
    ),
}
"""The same for the kinds that are no issuance; the day of the application is always filled in."""

_DIFFERENT: Value = ()
"""Stands for a fact on which the people of a case differ."""

_SPEC_VERSIONS = {"gen2": "2.00", "gen3": "3.00"}
_REPLACEMENTS = frozenset({"reissue", "renew", "renew_same_no", "upgrade"})
_SERVICE_PHONE = "12333"


def prefilled(view: CaseView, rulebook: Rulebook) -> dict[MaterialKey, Values]:
    """Return the materials of a case with every blank field filled that the records can fill."""
    facts = _facts(view, rulebook)
    materials = dict(view.case.materials)
    for filling in _fillings(view.case):
        for key, sources in filling.items():
            if f"{key}_{view.case.applicant_kind}" not in rulebook.forms:
                continue
            form = rulebook.material_form(key, view.case.applicant_kind)
            known = materials.get(key, {})
            found = {name: _first(facts, places) for name, places in sources.items()}
            values = {**found, **{name: value for name, value in known.items() if _told(value)}}
            kept = {name: value for name, value in values.items() if _told(value)}
            materials[key] = {**known, **_fitting(form, kept, known)}
    return {key: values for key, values in materials.items() if values}


def _fillings(case: Case) -> tuple[Filling, ...]:
    if case.kind in (CaseKind.ISSUANCE, CaseKind.CHANGE):
        return _FILLINGS[case.applicant_kind]
    return ({case.main: {"application_date": ("case.created_on",)}}, *KINDS.get(case.kind, ()))


def _fitting(form: FormSpec, values: Values, known: Values) -> Values:
    """Drop what the form does not ask for now; what was there before stays whatever it is."""
    asked = {spec.name: spec for spec in Draft(form, values).applicable()}
    return {
        name: value
        for name, value in values.items()
        if _told(known.get(name)) or (name in asked and _can_hold(asked[name], value))
    }


def _can_hold(spec: FieldSpec, value: Value) -> bool:
    return not spec.choices or (isinstance(value, str) and spec.choice(value) is not None)


def _facts(view: CaseView, rulebook: Rulebook) -> dict[str, Value]:
    people = view.holders
    facts: dict[str, Value] = {
        "case.created_on": view.case.created_on,
        "known.service_phone": _SERVICE_PHONE,
    }
    employer = view.employer.values if view.employer else {}
    facts |= {f"employer.{name}": value for name, value in employer.items()}
    for room, names in (("holder", _names(rulebook, "holder")), ("card", _names(rulebook, "card"))):
        facts |= {f"{room}.{name}": _common(people, room, name) for name in names}
    facts |= _derived(facts, rulebook)
    if view.case.kind in claim_facts.FACTS:
        facts |= claim_facts.FACTS[view.case.kind](view)
    if people:
        consents = [item.holder.values.get("consent") is True for item in people]
        facts |= {"people.consents": sum(consents), "people.counts": _counts(people)}
        # Silence is no refusal: only a consent on record is carried over.
        facts["people.all_consent"] = True if all(consents) else None
    return facts


def _derived(facts: Mapping[str, Value], rulebook: Rulebook) -> dict[str, Value]:
    bank = _first(facts, ("card.bank", "holder.bank"))
    choices = {choice.code: choice.label.zh for choice in rulebook.code_lists["bank"]}
    asked = facts.get("holder.apply_for")
    generation = "gen3" if asked == "upgrade" else facts.get("card.generation")
    # A replacement is a new card: the month of the old one is not its own.
    issued_on = None if asked in _REPLACEMENTS else facts.get("card.issued_on")
    return {
        "card.generation": generation,
        "card.spec_version": _SPEC_VERSIONS.get(str(generation)),
        "card.issue_month": issued_on[:7] if isinstance(issued_on, str) else None,
        "card.financial": True if bank else None,
        "card.bank_name": choices.get(str(bank)),
        "holder.collector": "employer" if facts.get("holder.pickup") == "employer" else None,
    }


def _names(rulebook: Rulebook, form: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in rulebook.form(form).fields)


def _common(people: Iterable[HolderCards], room: str, name: str) -> Value:
    """Return the value that all agree on who have one."""
    records = (item.holder if room == "holder" else item.card for item in people)
    values = [record.values.get(name) for record in records if record is not None]
    told = [value for value in values if _told(value)]
    if not told:
        return None
    return told[0] if all(value == told[0] for value in told) else _DIFFERENT


def _counts(people: Iterable[HolderCards]) -> tuple[Row, ...]:
    kinds = Counter(item.holder.text("apply_for") for item in people)
    return tuple(
        {"apply_for": kind, "count": count} if kind else {"count": count}
        for kind, count in sorted(kinds.items())
    )


def _first(facts: Mapping[str, Value], places: Iterable[str]) -> Value:
    """Return the first fact that is known; where people differ, no further place is asked."""
    for place in places:
        value = facts.get(place)
        if value == _DIFFERENT:
            return None
        if _told(value):
            return value
    return None


def _told(value: Value) -> bool:
    return not is_blank(value)
