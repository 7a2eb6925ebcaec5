"""The recovery code of an encrypted ledger: key and salt in groups that a person can type.

Twelve groups of eight hexadecimal digits, each with two check digits of its own, so that a slip is
found in the group where it was made, and groups cannot change places unnoticed.
"""

from __future__ import annotations

import re
import zlib

from kabao.domain.errors import InputRefusedError

GROUPS = 12
BYTES = 48
_GROUP_BYTES = 4
_PLAIN = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{2 * BYTES}}}(?![0-9a-f])", re.IGNORECASE)
_GROUP = re.compile(r"[0-9A-Z]{4}[ ]?[0-9A-Z]{4}[ ]?-[ ]?[0-9A-Z]{2}", re.IGNORECASE)
_ENOUGH = 6
"""A text with so many groups in it is no passphrase."""
_PREFIX = "kabao-key-1:"
_MISREAD = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "Z": "2"})
_DIGITS = 2 * _GROUP_BYTES + 2


def recovery_groups(raw: bytes) -> tuple[str, ...]:
    """Return the groups of a key, such as ``3F9A 71C2-5E``."""
    groups = []
    for place in range(GROUPS):
        part = raw[place * _GROUP_BYTES : (place + 1) * _GROUP_BYTES]
        digits = part.hex().upper()
        groups.append(f"{digits[:4]} {digits[4:]}-{_check(place, part):02X}")
    return tuple(groups)


def recovery_line(raw: bytes) -> str:
    """Return the text of the square code on the sheet."""
    return f"{_PREFIX}{raw.hex()}"


def seems_recovery(text: str) -> bool:
    """Say whether a text is meant as a recovery code and not as a passphrase."""
    return bool(_PLAIN.search(text)) or len(_GROUP.findall(text)) >= _ENOUGH


def read_recovery(text: str) -> bytes:
    """Read what was typed or pasted; spaces, hyphens and lower case do not matter.

    Raises InputRefusedError that names the first group with a slip in it.
    """
    whole = _PLAIN.search(text)
    if whole:
        return bytes.fromhex(whole[0])
    digits = re.sub(r"[^0-9A-Z]", "", text.upper().translate(_MISREAD))
    if len(digits) != GROUPS * _DIGITS:
        raise InputRefusedError("recovery_incomplete")
    return b"".join(_read(place, digits[place * _DIGITS :][:_DIGITS]) for place in range(GROUPS))


def _read(place: int, digits: str) -> bytes:
    try:
        part, check = bytes.fromhex(digits[:-2]), int(digits[-2:], 16)
    except ValueError:
        part, check = b"", -1
    if check != _check(place, part):
        raise InputRefusedError("recovery_group_wrong", group=place + 1)
    return part


def _check(place: int, part: bytes) -> int:
    return zlib.crc32(bytes((place,)) + part) % 251
