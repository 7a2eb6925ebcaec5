"""What a batch is held to: somebody on the list, an employer, and every person of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.batch_claims.checks import PeopleCheck
from kabao.domain.batch_claims.rows import Listed, Listing, usual_of
from kabao.domain.cases import MaterialKey
from kabao.domain.preflight.examination import own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook

_LIST = MaterialKey.BATCH_LIST
_SUMMARY = MaterialKey.BATCH_SUMMARY
_PHOTOS = MaterialKey.BATCH_PHOTOS


def batch_has_people(case: Examination) -> Iterator[Finding]:
    """There is somebody on the list, and an employer who hands it in."""
    if not case.view.holders:
        yield own("batch_empty", case.place(_LIST))
    employer = case.view.employer
    if employer is None:
        yield own("batch_no_employer", case.place(_SUMMARY))
        return
    stated = case.text(_SUMMARY, "employer_uscc")
    if stated and employer.uscc and stated.upper() != employer.uscc.strip().upper():
        yield own("case_employer_code_differs", case.place(_SUMMARY, "employer_uscc"))


def batch_is_confirmed(case: Examination) -> Iterator[Finding]:
    """What the employer confirms by a tick is confirmed; a plain no is no confirmation."""
    if case.value(_SUMMARY, "declaration") is False:
        yield own("case_not_declared", case.place(_SUMMARY, "declaration"))


def batch_people(case: Examination) -> Iterator[Finding]:
    """Every person can go to the bureau as the region's list wants it."""
    facts = case.view.batch
    rules = case.rulebook.batch_claims
    layout = facts.layout if facts else rules.layout(case.text(_SUMMARY, "region_code"))
    usual = usual_of(case.view.case.values(_SUMMARY))
    listing = Listing(layout, case.rulebook.form("holder"), case.view.employer, usual=usual)
    people = tuple(Listed(item.holder, item.card) for item in case.view.holders)
    yield from PeopleCheck(
        listing,
        people,
        case.today,
        facts.photos if facts else {},
        facts.cards if facts else {},
        rules.photo_from_age,
        (_LIST.number, _PHOTOS.number),
    ).findings()


def people_listed(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """The list asks for people."""
    yield bool(view.holders)


def photos_there(view: CaseView, rulebook: Rulebook) -> Iterator[bool]:
    """Everybody of whom a photograph is asked has one."""
    facts = view.batch
    if facts is None or not facts.layout.photos_asked or not view.holders:
        return
    del rulebook
    yield all(item.holder.id in facts.photos for item in view.holders)
