"""Synthetic numbers with fitting check places; none can have been given to anybody.

Citizens carry province-level region codes, which real numbers do not have. The two permits have
serial numbers that no day of birth ever reached.
"""

from __future__ import annotations

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_PLACES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identity_number(head: str, born: str, serial: int) -> str:
    """Return an 18-place number; the serial is odd for men and even for women."""
    body = f"{head}{born}{serial:03d}"
    pairs = zip(body, IDENTITY_WEIGHTS, strict=True)
    total = sum(int(digit) * weight for digit, weight in pairs)
    return body + "10X98765432"[total % 11]


def organisation_code(body: str) -> str:
    """Return eight places with their check place; card numbers follow the same rule."""
    pairs = zip(body, ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(int(place, 36) * weight for place, weight in pairs) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))


def card_number(index: int) -> str:
    """Return the number of the sample's card of this index."""
    return organisation_code(f"X{index:07d}")


def credit_code(kind: str, index: int) -> str:
    """Return a unified social credit code whose organisation part begins with XXXX."""
    body = f"{kind}110000{organisation_code(f'XXXX{index:04d}')}"
    pairs = zip(body, CREDIT_WEIGHTS, strict=True)
    total = sum(CREDIT_PLACES.index(place) * weight for place, weight in pairs)
    return body + CREDIT_PLACES[-total % 31]
