"""Text made comparable: normal form, width of characters, and what looks like a password."""

from __future__ import annotations

import re
import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_SIX_DIGITS = re.compile(r"(?<!\d)\d(?: ?\d){5}(?! ?\d)")
_PASSWORD_WORDS = re.compile(r"密码|口令|密碼|(?<![a-z])pin(?![a-z])|passw|passcode", re.IGNORECASE)
_NEAR = 24
"""Characters between the word and the digits within which one is taken to name the other."""


def normalise_text(text: str) -> str:
    """Return text in normal form C without blanks around it, for comparison only.

    Normal form C replaces compatibility ideographs, so a name is never stored this way.
    """
    return unicodedata.normalize("NFC", text).strip()


def fold_width(text: str) -> str:
    """Return text with full-width letters, digits and signs in half width, for comparison only."""
    return text.translate(_FULL_WIDTH)


def has_six_digits(text: str) -> bool:
    """Say whether a run of exactly six digits stands in the text."""
    return _SIX_DIGITS.search(fold_width(text)) is not None


def looks_like_password(text: str) -> bool:
    """Say whether six digits stand near a word for password, in either order."""
    plain = fold_width(text)
    words = [match.span() for match in _PASSWORD_WORDS.finditer(plain)]
    return any(
        digits.start() - end <= _NEAR and start - digits.end() <= _NEAR
        for digits in _SIX_DIGITS.finditer(plain)
        for start, end in words
    )
