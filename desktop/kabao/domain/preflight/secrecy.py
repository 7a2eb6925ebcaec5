"""What must not stand in a package: key material and identity numbers in the clear (C24, C25)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind, FieldSpec
from kabao.domain.findings import Place
from kabao.domain.identity import identity_facts
from kabao.domain.prose.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import Value
    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination

_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{2}(?:[ :]?[0-9A-Fa-f]{2}){7,}(?![0-9A-Za-z])")
_KEY_DIGITS = (16, 32, 48, 64)
"""Lengths of keys of 8, 16, 24 and 32 bytes in hex digits; a credit code has 18 places."""
_CARD_IDENTIFICATION = "D156000005"
"""Stands in every card identification code, which is public."""
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_NOT_FREE = frozenset({"example", "value"})
"""Columns whose purpose it is to show bytes."""


def c24_key_material(case: Examination) -> Iterator[Finding]:
    """No field holds what looks like a key."""
    for key, spec, row, text in _texts(case):
        if spec.name.rpartition(".")[2] not in _NOT_FREE and looks_like_key(text):
            yield case.ruled("C24", "case_key_material", case.place(key, spec.name, row))


def c25_numbers(case: Examination) -> Iterator[Finding]:
    """No identity number stands in free text or in the title of a file."""
    for key, spec, row, text in _texts(case):
        if not spec.check and not spec.pattern and has_identity_number(text):
            yield case.ruled("C25", "case_number_in_text", case.place(key, spec.name, row))
    for item in case.case.attachments:
        if has_identity_number(f"{item.title} {item.file_name}"):
            place = Place("cases", case.case.id, item.material, field=item.slot)
            yield case.ruled("C25", "case_number_in_file_name", place)


def looks_like_key(text: str) -> bool:
    """Say whether a run of hex digits has the length of a key and more than digits in it."""
    for match in _HEX.finditer(text):
        digits = re.sub("[ :]", "", match[0]).upper()
        if len(digits) in _KEY_DIGITS and not digits.isdigit() and not digits.isalpha():
            return _CARD_IDENTIFICATION not in digits
    return False


def has_identity_number(text: str) -> bool:
    """Say whether a sound citizen identity number stands in a text."""
    return any(identity_facts(match[0].upper(), "resident_id") for match in _NUMBER.finditer(text))


def _texts(case: Examination) -> Iterator[tuple[MaterialKey, FieldSpec, int, str]]:
    for key in case.case.parts:
        values = case.values(key)
        for spec in case.form(key).fields:
            value = values.get(spec.name)
            if spec.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and isinstance(value, str):
                yield key, spec, -1, plain(value)
            elif spec.kind is FieldKind.TABLE:
                yield from ((key, *cell) for cell in _cells(spec, value))


def _cells(spec: FieldSpec, value: Value) -> Iterator[tuple[FieldSpec, int, str]]:
    for number, row in enumerate(value if isinstance(value, tuple) else ()):
        for column in spec.columns:
            cell = row.get(column.name) if isinstance(row, Mapping) else None
            if column.kind is FieldKind.TEXT and isinstance(cell, str):
                yield replace(column, name=f"{spec.name}.{column.name}"), number, cell
