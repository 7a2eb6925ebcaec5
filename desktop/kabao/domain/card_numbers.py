"""Social security card numbers (社会保障卡卡号) and bank card numbers."""

from __future__ import annotations

import re

from kabao.domain.check_digits import (
    luhn_fits,
    organisation_code_fits,
    resident_number_fits,
)
from kabao.domain.findings import Confidence, Finding, Level
from kabao.domain.identity import plain_number

_CARD = re.compile(r"[0-9A-Z]{8}[0-9X]")
_SOCIAL_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_BANK_CARD = re.compile(r"[0-9]{16,19}")
_IDENTIFICATION_CODE = re.compile(r"[0-9A-F]{32}")
"""Read by machines from the chip; nobody needs it on a form, and it is not to be collected."""
_GROUPING = re.compile(r"[\s-]")
"""Bank cards print their digits in groups."""


def check_card_number(number: str) -> tuple[Finding, ...]:
    """Check the nine places of a card number; its check digit is inferred, so nothing blocks."""
    plain = plain_number(number)
    taken_for = _other_kind(_GROUPING.sub("", plain))
    if taken_for:
        return (_warning(f"card_number_is_{taken_for}", Confidence.CONFIRMED),)
    if not _CARD.fullmatch(plain):
        return (_warning("card_number_format", Confidence.CONFIRMED),)
    if not organisation_code_fits(plain):
        return (_warning("card_number_check", Confidence.INFERRED),)
    return () if plain == number else (Finding(Level.WARNING, "number_not_plain"),)


def check_bank_card_number(number: str) -> tuple[Finding, ...]:
    """Check the length and the check digit (Luhn) of a bank card number."""
    plain = plain_number(number)
    if _is_social_number(plain):
        # One in ten social numbers also passes as a bank card number: then nothing blocks.
        level = Level.WARNING if plain.isdigit() and luhn_fits(plain) else Level.ERROR
        return (Finding(level, "bank_card_is_social_number", confidence=Confidence.CONFIRMED),)
    if _CARD.fullmatch(plain):
        return (_warning("bank_card_is_card_number", Confidence.CONFIRMED),)
    if _IDENTIFICATION_CODE.fullmatch(plain):
        return (_warning("bank_card_is_identification_code", Confidence.SINGLE),)
    if not _BANK_CARD.fullmatch(plain):
        return (_warning("bank_card_format", Confidence.INFERRED),)
    if not luhn_fits(plain):
        return (Finding(Level.ERROR, "bank_card_check", confidence=Confidence.CONFIRMED),)
    return () if plain == number else (Finding(Level.WARNING, "number_not_plain"),)


def check_social_number(number: str) -> tuple[Finding, ...]:
    """Name another kind of number typed as social security number; its layout is not checked.

    The number of a foreigner is inferred to hold letters, so nothing but its length is known.
    """
    plain = _GROUPING.sub("", plain_number(number))
    if _CARD.fullmatch(plain):
        return (_warning("social_number_is_card_number", Confidence.CONFIRMED),)
    if _is_bank_card(plain) and plain.startswith("62"):
        return (_warning("social_number_is_bank_card", Confidence.INFERRED),)
    if _IDENTIFICATION_CODE.fullmatch(plain):
        return (_warning("social_number_is_identification_code", Confidence.SINGLE),)
    return ()


def _other_kind(plain: str) -> str:
    """Return what a number typed as card number is instead, if it is plainly another one."""
    if _is_bank_card(plain):
        return "bank_card"
    if _SOCIAL_NUMBER.fullmatch(plain):
        return "social_number"
    return "identification_code" if _IDENTIFICATION_CODE.fullmatch(plain) else ""


def _is_social_number(plain: str) -> bool:
    return bool(_SOCIAL_NUMBER.fullmatch(plain)) and resident_number_fits(plain)


def _is_bank_card(plain: str) -> bool:
    """Both kinds may have 18 digits; the check digit of the social number decides then."""
    return bool(_BANK_CARD.fullmatch(plain)) and luhn_fits(plain) and not _is_social_number(plain)


def _warning(code: str, confidence: Confidence) -> Finding:
    return Finding(Level.WARNING, code, confidence=confidence)
