"""What is never taken in about keys: anything that looks like the value of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kabao.domain.cases import CaseKind
from kabao.domain.identity import identity_facts
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FormSpec, Value, Values

GUARDED = frozenset({CaseKind.KEY, CaseKind.PSAM, CaseKind.TEST})
"""Kinds of cases that are about keys and modules."""

_HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f](?:[ :.\-]?[0-9A-Fa-f]){15,}(?![0-9A-Za-z])")
_ENCODED = re.compile(r"(?<![0-9A-Za-z+/])(?=[0-9A-Za-z+/]*[0-9+/])[0-9A-Za-z+/]{22,}={1,2}")
_CARD_IDENTIFICATION = "D156000005"
"""Stands in every card identification code and application identifier, which are public."""


def holds_key(text: str) -> bool:
    """Say whether 16 or more hex digits, or a key as Base64, stand in a text."""
    plain = fold_width(text)
    return _ENCODED.search(plain) is not None or any(
        _is_key(match[0]) for match in _HEX.finditer(plain)
    )


def _is_key(found: str) -> bool:
    digits = re.sub(r"[ :.\-]", "", found.removeprefix("0x")).upper()
    public = _CARD_IDENTIFICATION in digits or identity_facts(digits, "resident_id")
    # Days and phone numbers in a row have separators, but no letters among their digits.
    numbers = digits.isdigit() and re.search(r"[ :.\-]", found)
    return not public and not numbers


def keys_in(form: FormSpec, values: Values) -> Iterator[str]:
    """Yield the names of the fields that hold what looks like a key."""
    for spec in form.fields:
        if any(holds_key(text) for text in _texts(values.get(spec.name))):
            yield spec.name


def refused_parts(
    kind: CaseKind, forms: Mapping[MaterialKey, FormSpec], materials: Mapping[MaterialKey, Values]
) -> Iterator[tuple[MaterialKey, str]]:
    """Yield part and field of everything in a case that looks like a key."""
    if kind in GUARDED:
        for key, values in materials.items():
            if key in forms:
                yield from ((key, name) for name in keys_in(forms[key], values))


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            cells = item.values() if isinstance(item, Mapping) else (item,)
            yield from (cell for cell in cells if isinstance(cell, str))
