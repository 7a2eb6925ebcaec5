"""Identity document numbers: checks, facts read from them, and masking.

A check digit shows slips of the pen only: no number is compared with the data of the police,
and no check digit is ever handed out.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.check_digits import resident_number_fits
from kabao.domain.days import birthday
from kabao.domain.findings import Confidence, Finding, Level
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.findings import Param

RESIDENT_ID = "resident_id"
HMT_RESIDENCE_PERMIT = "hmt_residence_permit"
PERMANENT_RESIDENCE = "permanent_residence"
GUARDIAN_AGE = 16
"""From this birthday on a person applies for the card alone."""

_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_FIRST_GENERATION = re.compile(r"[0-9]{15}")
_PERMANENT_OLD = re.compile(r"[A-Z]{3}[0-9]{12}")
_PERMANENT_NEW = re.compile(r"9[0-9]{16}[0-9X]")
_HMT_REGIONS = frozenset({"81", "82", "83"})
_MAINLAND_REGIONS = frozenset(
    str(province)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for province in range(first, last + 1)
)
_UNLIKELY_AGE = 120
_HOMES = {"81": "HKG", "82": "MAC", "83": "TWN"}
"""What the first digits of a residence permit's number say of where its bearer is from."""
_SHORTEST_SHOWN = 8
_USUAL_FORMS = {
    "prc_passport": re.compile(r"E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|G[0-9]{8}"),
    "foreign_passport": re.compile(r"[A-Z0-9]{5,15}"),
    "hk_macao_permit": re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?"),
    "taiwan_permit": re.compile(r"[0-9]{8}(?:[0-9]{2})?"),
}


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """What a well-formed number tells about its bearer."""

    birth_date: dt.date
    sex: str = ""
    """``1`` male or ``2`` female; empty where the number does not tell."""
    region: str = ""
    """Six-digit division code; empty where the number does not tell."""
    confidence: Confidence = Confidence.CONFIRMED


def mask_number(number: str) -> str:
    """Star out all but the first three and last four places; short numbers are starred whole."""
    if len(number) <= _SHORTEST_SHOWN:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def plain_number(number: str) -> str:
    """Return a number in half-width capitals for comparison; what was typed stays as it is."""
    return fold_width(number).strip().upper()


def check_identity_number(number: str, doc_type: str, today: dt.date) -> tuple[Finding, ...]:
    """Check a document number against the rules of its type; unknown types have none."""
    plain = plain_number(number)
    findings = _CHECKS.get(doc_type, _check_usual_form)(plain, doc_type, today)
    if plain != number:
        findings += (Finding(Level.WARNING, "number_not_plain"),)
    return findings


def identity_facts(number: str, doc_type: str) -> IdentityFacts | None:
    """Read birth date, sex and region from a number; None unless its check digit fits."""
    plain = plain_number(number)
    pattern = _PERMANENT_NEW if doc_type == PERMANENT_RESIDENCE else _RESIDENT
    numbered = (RESIDENT_ID, HMT_RESIDENCE_PERMIT, PERMANENT_RESIDENCE)
    if doc_type not in numbered or not pattern.fullmatch(plain) or not resident_number_fits(plain):
        return None
    birth = _birth_date(plain)
    if birth is None:
        return None
    if doc_type == PERMANENT_RESIDENCE:
        return IdentityFacts(birth, confidence=Confidence.INFERRED)
    return IdentityFacts(birth, "1" if int(plain[16]) % 2 else "2", plain[:6])


def likely_document(number: str) -> str:
    """Return the kind of document whose number this is; empty unless its check digit fits.

    Passports and permits to travel have shapes that other documents share, so they say nothing.
    """
    plain = plain_number(number)
    usual = HMT_RESIDENCE_PERMIT if plain[:2] in _HMT_REGIONS else RESIDENT_ID
    known = usual == HMT_RESIDENCE_PERMIT or plain[:2] in _MAINLAND_REGIONS
    return usual if known and identity_facts(plain, usual) is not None else ""


def told_by_number(number: str, doc_type: str) -> dict[str, str]:
    """Return the fields of a person that a well-formed number tells for certain, by their names.

    A permanent residence number tells nothing here: the places in it are only inferred.
    """
    facts = identity_facts(number, doc_type)
    if facts is None or facts.confidence is not Confidence.CONFIRMED:
        return {}
    home = _HOMES.get(facts.region[:2], "CHN") if doc_type == HMT_RESIDENCE_PERMIT else "CHN"
    return {"sex": facts.sex, "birth_date": facts.birth_date.isoformat(), "nationality": home}


def age_on(birth: dt.date, day: dt.date) -> int:
    """Return the age in full years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def guardian_needed(birth: dt.date, day: dt.date) -> bool:
    """Say whether a guardian must act for a person on a day (before the 16th birthday)."""
    return day < birthday(birth, GUARDIAN_AGE)


def _error(code: str, source: str = "GB 11643", **params: Param) -> Finding:
    confidence = Confidence.CONFIRMED
    return Finding(Level.ERROR, code, params=params, confidence=confidence, source=source)


def _birth_date(number: str) -> dt.date | None:
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _check_resident(number: str, doc_type: str, today: dt.date) -> tuple[Finding, ...]:
    if _FIRST_GENERATION.fullmatch(number):
        return (_error("number_first_generation"),)
    if not _RESIDENT.fullmatch(number):
        return (_error("number_format", length=len(number)),)
    found = (_check_region(number, doc_type), *_check_birth(number, today), _check_last(number))
    return tuple(finding for finding in found if finding is not None)


def _check_region(number: str, doc_type: str) -> Finding | None:
    province = number[:2]
    if number[0] == "9":
        return _error("number_is_permanent_residence")
    if doc_type == HMT_RESIDENCE_PERMIT:
        return None if province in _HMT_REGIONS else _error("number_not_residence_permit")
    if province in _HMT_REGIONS:
        return _error("number_is_residence_permit")
    return None if province in _MAINLAND_REGIONS else _error("number_region_unknown")


def _check_birth(number: str, today: dt.date) -> tuple[Finding, ...]:
    birth = _birth_date(number)
    if birth is None:
        return (_error("number_birth_not_real"),)
    if birth > today:
        return (_error("number_birth_in_future"),)
    if age_on(birth, today) > _UNLIKELY_AGE:
        return (Finding(Level.WARNING, "number_age_unlikely", params={"age": _UNLIKELY_AGE}),)
    return ()


def _check_last(number: str) -> Finding | None:
    return None if resident_number_fits(number) else _error("number_check_digit")


def _check_permanent(number: str, doc_type: str, today: dt.date) -> tuple[Finding, ...]:
    del doc_type
    source = "外国人永久居留身份证 2023"
    if _PERMANENT_OLD.fullmatch(number):
        return ()
    if not _PERMANENT_NEW.fullmatch(number):
        return (_error("number_format_permanent", source),)
    findings = [] if resident_number_fits(number) else [_error("number_check_digit", source)]
    birth = _birth_date(number)
    if birth is None or birth > today:
        # The place of the birth date in the new number is inferred from specimens.
        trust = Confidence.INFERRED
        findings.append(Finding(Level.WARNING, "number_birth_doubtful", confidence=trust))
    return tuple(findings)


def _check_usual_form(number: str, doc_type: str, today: dt.date) -> tuple[Finding, ...]:
    del today
    usual = _USUAL_FORMS.get(doc_type)
    if usual is None or usual.fullmatch(number):
        return ()
    return (Finding(Level.WARNING, "number_unusual", confidence=Confidence.INFERRED),)


_CHECKS: dict[str, Callable[[str, str, dt.date], tuple[Finding, ...]]] = {
    RESIDENT_ID: _check_resident,
    HMT_RESIDENCE_PERMIT: _check_resident,
    PERMANENT_RESIDENCE: _check_permanent,
}
