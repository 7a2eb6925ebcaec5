"""A claim of one person: the sheet, the guardian or agent, the photograph and the old card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState
from kabao.domain.cards import parse_date
from kabao.domain.cases import MaterialKey
from kabao.domain.checks import check_draft, is_blank
from kabao.domain.claims import (
    BANK_AGE,
    PHOTO_AGE,
    REPLACING,
    age_at_claim,
    applied_on,
    birth_date,
    claim_facts,
    needs_guardian,
    validity_known,
)
from kabao.domain.fields import Draft
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.identity import plain_number
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.preflight.papers import papers_at_hand, promises

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.preflight.examination import Examination
    from kabao.domain.preflight.views import CaseView, HolderCards
    from kabao.domain.rules import Rulebook

FORM = MaterialKey.CLAIM_FORM
PAPERS = MaterialKey.CLAIM_DOCUMENTS
LETTER = MaterialKey.AUTHORITY_LETTER
PHOTO = MaterialKey.CLAIM_PHOTO

_HALF_A_YEAR = 183
_GUARDIAN = ("guardian_name", "guardian_doc_no")
_LETTER_ASKS = ("matters", "valid_from", "valid_to")
_LETTER_SOURCE = "民法典第165条"
_PICTURES = frozenset({"image/jpeg", "image/png"})
_OWN_PHOTO = frozenset({"self_taken", "studio"})
_LOST = frozenset({CardState.LOST_TEMP, CardState.LOST_FORMAL, CardState.CANCELLED})
_IN_USE = frozenset({CardState.ACTIVE, CardState.NOT_ACTIVATED, CardState.NOT_COLLECTED})
_SAME_PERSON = ("name", "doc_type", "doc_no", "birth_date")
_SAME_CONTACT = ("mobile", "live_addr", "bank")


def one_person(case: Examination) -> Iterator[Finding]:
    """A claim is about one person."""
    count = len(case.view.holders)
    if count == 0:
        yield own("case_no_holders", case.place(FORM))
    elif count > 1:
        yield own("case_many_holders", case.place(FORM), count=count)


def sheet(case: Examination) -> Iterator[Finding]:
    """The fields go together; whether a guardian acts is asked of the day of the claim."""
    draft, place = Draft(case.form(FORM), case.values(FORM)), case.place(FORM)
    told = {_mark(finding) for finding in check_draft(draft, case.today, place)}
    for finding in check_holder(draft, case.today, place):
        if finding.code != "guardian_missing" and _mark(finding) not in told:
            yield finding


def _mark(finding: Finding) -> tuple[str, str]:
    return (finding.code, finding.place.field)


def days(case: Examination) -> Iterator[Finding]:
    """Applied not in the future, accepted not before; the document is valid on the day."""
    applied, received = case.day(FORM, "application_date"), case.day(FORM, "received_on")
    if applied and applied > case.today:
        yield own("case_application_in_future", case.place(FORM, "application_date"))
    if applied and received and received < applied:
        place = case.place(FORM, "received_on")
        yield own("case_receipt_early", place, before=str(applied), after=str(received))
    if case.text(FORM, "receipt_no") and received is None:
        yield own_warning("case_receipt_without_day", case.place(FORM, "received_on"))
    if not validity_known(case.values(FORM), _on(case)):
        yield own("required", case.place(FORM, "doc_valid_to"))
    ends, on = case.day(FORM, "doc_valid_to"), _on(case)
    if ends and ends < on and case.value(FORM, "doc_long_term") is not True:
        place = case.place(FORM, "doc_valid_to")
        yield _confirmed("claim_document_expired", place, ended=str(ends), applied=str(on))


def guardian(case: Examination) -> Iterator[Finding]:
    """Under 16 on the day of the claim a guardian acts; from 16 on nobody needs one."""
    values, on, by = case.values(FORM), _on(case), _by(case)
    if needs_guardian(values, on):
        for name in _GUARDIAN:
            if is_blank(values.get(name)):
                place = case.place(FORM, name)
                yield _confirmed("claim_guardian_missing", place, applied=str(on))
        if by == "self":
            place = case.place(FORM, "applied_by")
            yield _confirmed("claim_minor_alone", place, applied=str(on))
        return
    if by == "guardian" and birth_date(values) is not None:
        place = case.place(FORM, "applied_by")
        trust = Confidence.CONFIRMED
        params = {"applied": str(on)}
        yield Finding(Level.WARNING, "claim_guardian_not_needed", place, params, confidence=trust)
    age = age_at_claim(values, on)
    if age is not None and age < BANK_AGE:
        place, trust = case.place(FORM, "bank"), Confidence.SINGLE
        yield Finding(Level.INFO, "claim_account_of_minor", place, confidence=trust)


def agent(case: Examination) -> Iterator[Finding]:
    """An agent has a letter with matter, scope and period that holds on the day."""
    if _by(case) != "agent":
        return
    number = plain_number(case.text(FORM, "doc_no"))
    if number and plain_number(case.text(FORM, "agent_doc_no")) == number:
        yield own("claim_agent_is_applicant", case.place(FORM, "agent_doc_no"))
    for name in _LETTER_ASKS:
        if case.value(LETTER, name) is None:
            missing = _confirmed("claim_letter_incomplete", case.place(LETTER, name))
            yield replace(missing, source=_LETTER_SOURCE)
    first, last = case.day(LETTER, "valid_from"), case.day(LETTER, "valid_to")
    if first and last and last < first:
        yield own("claim_letter_reversed", case.place(LETTER, "valid_to"))
    elif (last and last < _on(case)) or (first and first > _on(case)):
        place = case.place(LETTER, "valid_to")
        yield own("claim_letter_not_valid", place, applied=str(_on(case)))


def photograph(case: Examination) -> Iterator[Finding]:
    """A photo that was taken is there; from seven years on it is not waived."""
    source, place = case.text(PHOTO, "photo_source"), case.place(PHOTO, "photo")
    age = age_at_claim(case.values(FORM), _on(case))
    if source in _OWN_PHOTO and not case.attached(PHOTO, "photo"):
        yield own("claim_photo_missing", place)
    if any(item.media_type not in _PICTURES for item in case.case.attached(PHOTO, "photo")):
        yield own_warning("claim_photo_no_picture", place)
    if source == "waived" and age is not None and age >= PHOTO_AGE:
        trust, where = Confidence.CONFIRMED, case.place(PHOTO, "photo_source")
        yield Finding(
            Level.WARNING, "claim_photo_not_waived", where, {"age": age}, confidence=trust
        )
    taken = case.day(PHOTO, "photo_taken_on")
    if taken and (_on(case) - taken).days > _HALF_A_YEAR:
        trust, where = Confidence.CONFIRMED, case.place(PHOTO, "photo_taken_on")
        yield Finding(Level.WARNING, "claim_photo_old", where, confidence=trust)


def old_card(case: Examination) -> Iterator[Finding]:
    """What is applied for fits the card on record: there is one, it is lost, it runs out."""
    if len(case.view.holders) != 1:
        return
    person, asked = case.view.holders[0], case.text(FORM, "apply_for")
    place = case.place(FORM, "apply_for")
    if asked in REPLACING and person.card is None:
        yield own_warning("claim_no_card_to_replace", place)
    if asked == "new" and person.states and person.states[0] in _IN_USE:
        yield own_warning("claim_has_card", place)
    if asked == "upgrade" and person.card and person.card.values.get("generation") == "gen3":
        yield own_warning("claim_is_third_generation", place)
    yield from _reasons(case, asked)
    yield from _loss(case, person, asked)
    yield from _renewal(case, person, asked)


def _reasons(case: Examination, asked: str) -> Iterator[Finding]:
    reason, place = case.text(FORM, "apply_reason"), case.place(FORM, "apply_reason")
    if not reason or asked not in REPLACING:
        return
    if (asked == "reissue") != (reason == "lost") and reason != "other":
        yield own_warning("claim_reason_unusual", place)


def _loss(case: Examination, person: HolderCards, asked: str) -> Iterator[Finding]:
    if asked != "reissue" or person.card is None or case.value(FORM, "loss_reported_on"):
        return
    if not _LOST.intersection(person.states):
        place, trust = case.place(FORM, "loss_reported_on"), Confidence.INFERRED
        yield Finding(Level.WARNING, "claim_without_loss", place, confidence=trust)


def _renewal(case: Examination, person: HolderCards, asked: str) -> Iterator[Finding]:
    if not asked.startswith("renew") or case.text(FORM, "apply_reason") != "expired":
        return
    ends = parse_date(person.card.values.get("valid_to")) if person.card else None
    rules = case.rulebook.activation
    if ends is None or (ends - _on(case)).days <= rules.renewal_days:
        return
    origin = rules.origins["renewal"]
    yield Finding(
        Level.WARNING,
        "claim_renewal_early",
        case.place(FORM, "apply_reason"),
        {"ends": str(ends), "days": rules.renewal_days},
        confidence=Confidence.INFERRED,
        source=origin.source,
    )


def papers(case: Examination) -> Iterator[Finding]:
    """What must be brought is at hand, and what is confirmed by a tick is confirmed."""
    rules = case.rulebook.papers.claim
    yield from papers_at_hand(case, PAPERS, rules, claim_facts(case.values(FORM), _on(case)))
    yield from promises(
        case,
        ("case_not_declared", FORM, "declaration"),
        ("case_identity_unchecked", PAPERS, "identity_checked"),
        ("case_consent_missing", PAPERS, "consent_obtained"),
    )


def record(case: Examination) -> Iterator[Finding]:
    """The sheet and the person's record are about the same person, and say the same."""
    if len(case.view.holders) != 1:
        return
    holder = case.view.holders[0].holder
    for name in (*_SAME_PERSON, *_SAME_CONTACT):
        stated, known = case.text(FORM, name), holder.text(name).strip()
        if not stated or not known or plain_number(stated) == plain_number(known):
            continue
        place = case.place(FORM, name)
        if name in _SAME_PERSON:
            yield own("claim_other_person", place, holder=holder.name)
        else:
            yield own_warning("claim_differs_from_record", place, holder=holder.name)


CHECKS = (one_person, sheet, days, guardian, agent, photograph, old_card, papers, record)
"""Every check of a claim, in the order in which its findings are told."""


def person_and_guardian(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """Yield whether there is a person and, for a child, a guardian."""
    yield bool(view.holders)
    values = view.case.values(FORM)
    day = parse_date(values.get("application_date")) or parse_date(view.case.created_on)
    if day is not None:
        yield validity_known(values, day)
    if day is not None and needs_guardian(values, day):
        yield from (not is_blank(values.get(name)) for name in _GUARDIAN)


def letter_written(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """Yield what the letter says, where an agent applies."""
    if view.case.values(FORM).get("applied_by") == "agent":
        yield from (not is_blank(view.case.values(LETTER).get(name)) for name in _LETTER_ASKS)


def photograph_there(view: CaseView, _rulebook: Rulebook) -> Iterator[bool]:
    """Yield whether the photo is there, where it is said to have been taken."""
    if str(view.case.values(PHOTO).get("photo_source")) in _OWN_PHOTO:
        yield bool(view.case.attached(PHOTO, "photo"))


def _on(case: Examination) -> dt.date:
    return applied_on(case.values(FORM), case.case.created_on, case.today)


def _by(case: Examination) -> str:
    return case.text(FORM, "applied_by")


def _confirmed(code: str, place: Place, **params: str) -> Finding:
    return Finding(Level.ERROR, code, place, params, confidence=Confidence.CONFIRMED)
