"""How hard a passphrase is to guess, roughly; no rule says what it must be made of."""

from __future__ import annotations

import math
from enum import StrEnum

_POOLS = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
_SIGNS = 33
_CHINESE = 3000
"""So many characters does one choose from in practice."""
_COMMON = frozenset(
    (
        *("password", "passw0rd", "p@ssw0rd", "123456", "12345678", "123456789", "111111"),
        *("000000", "666666", "888888", "qwerty", "qwertyuiop", "1qaz2wsx", "abc123", "a123456"),
        *("iloveyou", "woaini", "5201314", "admin", "welcome", "letmein", "kabao", "kabao123"),
        *("社保卡", "社会保障卡", "卡包", "密码", "口令"),
    )
)
_FAIR, _GOOD, _STRONG = 40.0, 56.0, 76.0
_ASCII = 128


class Strength(StrEnum):
    """What the hint says; even the weakest is accepted."""

    EMPTY = "empty"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


def strength(passphrase: str) -> Strength:
    """Judge a passphrase by how many guesses it takes, runs and repeats counting little."""
    if not passphrase:
        return Strength.EMPTY
    bits = guesses(passphrase)
    if bits < _FAIR:
        return Strength.WEAK
    if bits < _GOOD:
        return Strength.FAIR
    return Strength.GOOD if bits < _STRONG else Strength.STRONG


def guesses(passphrase: str) -> float:
    """Return the guesses as a power of two."""
    plain = passphrase.casefold().strip()
    if plain in _COMMON:
        return 1.0
    counted = sum(
        1 if at == 0 or not _follows(plain[at - 1], plain[at]) else 0.25 for at in range(len(plain))
    )
    # The same few characters again and again are no longer passphrase.
    variety = len(set(plain)) / len(plain) if plain else 0
    return counted * math.log2(_pool(passphrase)) * min(1.0, 0.4 + variety)


def _follows(before: str, after: str) -> bool:
    return abs(ord(after) - ord(before)) <= 1


def _pool(passphrase: str) -> int:
    size = sum(pool for test, pool in _POOLS if any(map(test, passphrase)))
    if any(ord(character) >= _ASCII for character in passphrase):
        size += _CHINESE
    signs = (not character.isalnum() for character in passphrase if ord(character) < _ASCII)
    return max(2, size + (_SIGNS if any(signs) else 0))
