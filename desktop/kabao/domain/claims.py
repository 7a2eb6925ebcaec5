"""A claim of one person: the day it counts from, age, and what decides which papers are asked for.

Everything is read from the values of the claim sheet, so that a claim stays what it was when the
person's record changes later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.identity import RESIDENT_ID, age_on, guardian_needed, identity_facts
from kabao.domain.papers import PaperFacts

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.fields import Values

PHOTO_AGE = 7
"""Below this age several places ask for no photograph; the limit is local."""
BANK_AGE = 18
"""From this birthday on a person opens an account alone everywhere."""
CONSENT_AGE = 14
"""Below this age a parent or guardian consents to the use of personal data."""
REPLACING = frozenset({"reissue", "renew", "renew_same_no", "upgrade"})
"""Kinds of application that take the place of a card."""


def applied_on(values: Values, created_on: str, today: dt.date) -> dt.date:
    """Return the day on which a claim is made; the day it was begun while none is given."""
    return parse_date(values.get("application_date")) or parse_date(created_on) or today


def birth_date(values: Values) -> dt.date | None:
    """Return the birthday: what the number says where it tells one, else what was entered."""
    facts = identity_facts(_text(values, "doc_no"), _text(values, "doc_type"))
    if facts is not None:
        return facts.birth_date
    return parse_date(values.get("birth_date"))


def age_at_claim(values: Values, on: dt.date) -> int | None:
    """Return the age in full years on the day of the claim, None while no birthday is known."""
    birth = birth_date(values)
    return None if birth is None or birth > on else age_on(birth, on)


def needs_guardian(values: Values, on: dt.date) -> bool:
    """Say whether a guardian must act on the day of the claim: before the 16th birthday."""
    birth = birth_date(values)
    return birth is not None and guardian_needed(birth, on)


def validity_known(values: Values, on: dt.date) -> bool:
    """Say whether it is known how long the document holds, or it is none that ends.

    A child may come with the household register alone, on which no such day stands.
    """
    if values.get("doc_long_term") is True or _text(values, "doc_valid_to"):
        return True
    return _text(values, "doc_type") == RESIDENT_ID and needs_guardian(values, on)


def claim_facts(values: Values, on: dt.date) -> PaperFacts:
    """Return what decides which papers are brought to a claim."""
    names = ("doc_type", "applied_by", "apply_for")
    region = _text(values, "region_code") or _text(values, "region")
    return PaperFacts(
        age_at_claim(values, on), region, {name: _text(values, name) for name in names}
    )


def registration_facts(values: Values) -> PaperFacts:
    """Return what decides which papers an employer hands in."""
    facts = {"kind": _text(values, "employer_kind"), "reason": _text(values, "reason") or "found"}
    return PaperFacts(None, _text(values, "region_code"), facts)


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value).strip()
