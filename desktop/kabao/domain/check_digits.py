"""Check digit arithmetic of the numbers on cards and documents."""

from __future__ import annotations

from operator import mul

CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_DIGITS = "10X98765432"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_NINE = 9


def resident_number_fits(number: str) -> bool:
    """Check the last place of 17 digits and one digit or X (GB 11643, MOD 11-2)."""
    # The weights come first: they end before the last place, which may be a letter.
    total = sum(map(mul, _RESIDENT_WEIGHTS, map(int, number)))
    return _RESIDENT_DIGITS[total % 11] == number[-1]


def organisation_code_fits(code: str) -> bool:
    """Check the last place of a nine-place organisation code (GB 11714)."""
    pairs = zip(code, _ORGANISATION_WEIGHTS, strict=False)
    total = sum(int(place, 36) * weight for place, weight in pairs)
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11)) == code[-1]


def credit_code_fits(code: str) -> bool:
    """Check the last place of an 18-place unified social credit code (GB 32100)."""
    pairs = zip(code, _CREDIT_WEIGHTS, strict=False)
    total = sum(CREDIT_CODE_ALPHABET.index(place) * weight for place, weight in pairs)
    return CREDIT_CODE_ALPHABET[-total % 31] == code[-1]


def luhn_fits(number: str) -> bool:
    """Check the last digit of a bank card number (Luhn)."""
    doubled = [int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(number))]
    return sum(value - _NINE if value > _NINE else value for value in doubled) % 10 == 0
