"""Names of people: what deserves a second look; a name is never changed silently."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.findings import Confidence, Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_NAME = 50
MIDDLE_DOT = "\u00b7"
OTHER_DOTS = frozenset("\u2022\u30fb\uff0e.\u2219\u2027\u22c5\u0387\uff61\u3002\uff65\u25cf")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def check_person_name(name: str) -> tuple[Finding, ...]:
    """Look for length, hidden, private, compatibility and full-width characters and wrong dots."""
    found = (
        _check_length(name),
        _found(name, is_hidden_character, Finding(Level.ERROR, "name_hidden_character")),
        _found(name, _is_private, _warning("name_private_character")),
        _found(name, is_compatibility_character, _warning("name_compatibility_character")),
        _found(name, _is_selector, _warning("name_variation_selector")),
        _found(name, OTHER_DOTS.__contains__, _warning("name_wrong_dot")),
        _found(name, _is_full_width, _warning("name_full_width")),
        _check_blanks(name),
    )
    return tuple(finding for finding in found if finding is not None)


def _check_length(name: str) -> Finding | None:
    if len(name.strip()) <= LONGEST_NAME:
        return None
    params = {"maximum": LONGEST_NAME}
    return Finding(Level.ERROR, "name_too_long", params=params, confidence=Confidence.CONFIRMED)


def _check_blanks(name: str) -> Finding | None:
    return _warning("name_blanks") if name != name.strip() or "  " in name else None


def _found(name: str, test: Callable[[str], bool], finding: Finding) -> Finding | None:
    for position, character in enumerate(name, start=1):
        if test(character):
            code = f"U+{ord(character):04X}"
            return replace(finding, params={"position": position, "character": code})
    return None


def _warning(code: str) -> Finding:
    return Finding(Level.WARNING, code, confidence=Confidence.INFERRED)


def is_hidden_character(character: str) -> bool:
    """Say whether a character is not seen: a control or a mark of format."""
    return unicodedata.category(character) in _HIDDEN


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def is_compatibility_character(character: str) -> bool:
    """Say whether a character only repeats another one under a code of its own."""
    # Twelve characters of the block F900-FAFF are ordinary ideographs: they decompose to nothing.
    code = ord(character)
    in_block = 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F or 0x2E80 <= code <= 0x2FDF
    return in_block and unicodedata.decomposition(character) != ""


def _is_selector(character: str) -> bool:
    return 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF


def _is_full_width(character: str) -> bool:
    return (0xFF01 <= ord(character) <= 0xFF5E and character not in OTHER_DOTS) or (
        character == "\u3000"
    )
