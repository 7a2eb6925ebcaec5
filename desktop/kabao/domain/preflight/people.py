"""The people and the employer of a case: are they there, and are their records sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.card_records import card_file_settings, lay_out
from kabao.domain.cards import check_card
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.checks import column_total
from kabao.domain.employers import check_employer
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.preflight.examination import Examination
    from kabao.domain.preflight.views import HolderCards

FORM = MaterialKey.REGISTRATION_FORM
STATEMENT = MaterialKey.PREPARATION_STATEMENT
STRUCTURE = MaterialKey.FILE_STRUCTURE


def people_chosen(case: Examination) -> Iterator[Finding]:
    """A person's case is about one person, an employer's about at least one."""
    count = len(case.view.holders)
    if case.applicant is ApplicantKind.DEPARTMENT:
        return
    if count == 0:
        yield own("case_no_holders", case.place(FORM))
    elif count > 1 and case.applicant is ApplicantKind.PERSON:
        yield own("case_many_holders", case.place(FORM), count=count)


def employer_named(case: Examination) -> Iterator[Finding]:
    """An employer's case belongs to an employer, whose record and form agree."""
    if case.applicant is not ApplicantKind.EMPLOYER:
        return
    employer = case.view.employer
    if employer is None:
        yield own("case_no_employer", case.place(FORM))
        return
    draft = Draft(case.rulebook.form("employer"), employer.values)
    yield from check_employer(draft, case.today, Place("employers", employer.id, FORM.number))
    stated = case.text(FORM, "employer_uscc")
    if stated and employer.uscc and stated.upper() != employer.uscc.strip().upper():
        yield own("case_employer_code_differs", case.place(FORM, "employer_uscc"))


def records_of_people(case: Examination) -> Iterator[Finding]:
    """Each person's record is complete and sound, and a consent is on record."""
    for person in _people(case):
        holder = person.holder
        place = Place("holders", holder.id, FORM.number)
        draft = Draft(case.rulebook.form("holder"), holder.values)
        for finding in (*check_holder(draft, case.today, place), *_consent(case, person)):
            yield replace(finding, params={**finding.params, "holder": holder.name})
        employer = case.view.employer
        if employer and holder.employer_id != employer.id:
            yield own_warning("case_holder_elsewhere", place, holder=holder.name)


def cards_of_people(case: Examination) -> Iterator[Finding]:
    """Each person's card is on record and its data fit into the files of the card."""
    values = case.values(STRUCTURE)
    settings = card_file_settings(values, case.rulebook.structure)
    for person in _people(case):
        name = person.holder.name
        if person.card is None:
            place = Place("holders", person.holder.id, STRUCTURE.number)
            yield own_warning("case_holder_without_card", place, holder=name)
        for finding in _card_findings(case, person):
            yield replace(finding, params={**finding.params, "holder": name})
        laid = lay_out(person.holder, person.card, case.rulebook.structure, settings)
        for element in laid:
            if element.finding is not None and not element.local:
                place = replace(element.finding.place, material=STRUCTURE.number)
                params = {**element.finding.params, "holder": name}
                yield replace(element.finding, place=place, params=params)


def _card_findings(case: Examination, person: HolderCards) -> tuple[Finding, ...]:
    if person.card is None:
        return ()
    draft = Draft(case.rulebook.form("card"), person.card.values)
    return check_card(draft, case.today, Place("cards", person.card.id, STRUCTURE.number))


def _consent(case: Examination, person: HolderCards) -> Iterator[Finding]:
    if person.holder.values.get("consent") is True:
        return
    spec = case.rulebook.form("holder").field("consent")
    yield Finding(
        allowed_level(Level.ERROR, spec.origin.confidence),
        "case_holder_without_consent",
        Place("holders", person.holder.id, FORM.number, spec.section, spec.name),
        confidence=spec.origin.confidence,
        source=spec.origin.source,
    )


def counts_agree(case: Examination) -> Iterator[Finding]:
    """The figures of an employer's forms are those of its list of people."""
    if case.applicant is not ApplicantKind.EMPLOYER:
        return
    listed = len(case.view.holders)
    total = column_total(case.values(FORM), "holder_counts", "count")
    if total is not None and total != listed:
        place = case.place(FORM, "holder_counts")
        yield own("case_counts_sum", place, total=str(total), listed=listed)
    consents = case.number(STATEMENT, "consent_count")
    if consents is not None and consents != listed:
        place = case.place(STATEMENT, "consent_count")
        yield own_warning("case_consents_differ", place, count=consents, listed=listed)


def promises_made(case: Examination) -> Iterator[Finding]:
    """What the applicant confirms by a tick is confirmed; a plain no is no confirmation."""
    for code, key, name in _PROMISES:
        if case.value(key, name) is False:
            yield own(code, case.place(key, name))


_PROMISES = (
    ("case_not_declared", FORM, "declaration"),
    ("case_identity_unchecked", STATEMENT, "identity_checked"),
    ("case_consent_missing", STATEMENT, "consent_obtained"),
)


def _people(case: Examination) -> tuple[HolderCards, ...]:
    return () if case.applicant is ApplicantKind.DEPARTMENT else case.view.holders
