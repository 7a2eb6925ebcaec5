"""Unified social credit codes (统一社会信用代码, GB 32100)."""

from __future__ import annotations

from kabao.domain.check_digits import (
    CREDIT_CODE_ALPHABET,
    credit_code_fits,
    organisation_code_fits,
)
from kabao.domain.findings import Confidence, Finding, Level
from kabao.domain.identity import plain_number

CREDIT_CODE_LENGTH = 18
_SOURCE = "GB 32100"


def check_credit_code(code: str) -> tuple[Finding, ...]:
    """Check length, alphabet and both check digits; a wrong inner one is only a warning."""
    plain = plain_number(code)
    findings = _check_plain(plain)
    if plain != code:
        findings += (Finding(Level.WARNING, "number_not_plain"),)
    return findings


def _check_plain(code: str) -> tuple[Finding, ...]:
    if len(code) != CREDIT_CODE_LENGTH:
        return (_finding(Level.ERROR, "uscc_length"),)
    if not set(code) <= set(CREDIT_CODE_ALPHABET):
        return (_finding(Level.ERROR, "uscc_alphabet"),)
    if not credit_code_fits(code):
        return (_finding(Level.ERROR, "uscc_check_digit"),)
    if not organisation_code_fits(code[8:17]):
        return (_finding(Level.WARNING, "uscc_inner_check"),)
    return ()


def _finding(level: Level, code: str) -> Finding:
    return Finding(level, code, confidence=Confidence.CONFIRMED, source=_SOURCE)
