"""Values that need no closer look: what most cells of a large roster are.

A prover says yes only where the checks of the field would find nothing, whatever stands in the
other fields; every other value goes through the checks themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.checks import is_blank
from kabao.domain.fields import Draft, FieldKind, FormSpec
from kabao.domain.findings import Place
from kabao.domain.holders import check_holder
from kabao.domain.identity import RESIDENT_ID, check_identity_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kabao.domain.fields import FieldSpec, Value, Values
    from kabao.domain.findings import Finding

    Prover = Callable[[Value], bool]

ALWAYS = frozenset({"doc_no", "birth_date", "sex"})
"""Fields that are compared with each other in every row."""
_GUARDED = frozenset({"guardian_name", "guardian_doc_no"})
_VALIDITY = frozenset({"doc_valid_from", "doc_valid_to"})
_GROWN_UP_YEARS = 17
_REMEMBERED = 4096
_USUAL_NAME = re.compile(r"[\u4e00-\u9fff]{2,10}")
_USUAL_TEXT = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+(?:[ ()#,./_-][\u4e00-\u9fff0-9A-Za-z]+)*")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ISO = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")


class Checker:
    """Checks the records of one roster, field by field only where it must."""

    def __init__(self, form: FormSpec, today: dt.date) -> None:
        self._form = form
        self._today = today
        self._grown_up = f"{today.year - _GROWN_UP_YEARS:04d}"
        self._provers = {spec.name: _prover(spec, today) for spec in form.fields}
        self._others: list[tuple[str, Prover, set[Value]]] = [
            (name, is_sound, set())
            for name, is_sound in self._provers.items()
            if name not in ALWAYS
        ]
        self._parts: dict[frozenset[str], FormSpec] = {}

    def check(self, values: Values) -> tuple[Finding, ...]:
        """Return what ``check_holder`` finds on the whole form."""
        doubtful = {
            name
            for name, is_sound, known in self._others
            if (value := values.get(name)) not in known and not _proved(value, is_sound, known)
        }
        if not self._is_plain_citizen(values):
            doubtful |= ALWAYS | _GUARDED
        born = values.get("birth_date")
        if not isinstance(born, str) or born >= self._grown_up or values.get("guardian_doc_no"):
            doubtful |= _GUARDED
        if values.get("doc_valid_from"):
            doubtful |= _VALIDITY
        if not doubtful:
            return ()
        draft = Draft(self._part(frozenset(doubtful)), values)
        return check_holder(draft, self._today, Place("holders"))

    def _is_plain_citizen(self, values: Values) -> bool:
        """Say whether a number is sound and tells the birth date and sex that stand beside it."""
        number, born, sex = values.get("doc_no"), values.get("birth_date"), values.get("sex")
        if values.get("doc_type") != RESIDENT_ID or not isinstance(number, str):
            return False
        if not isinstance(born, str) or not self._provers.keys() >= ALWAYS:
            return False
        if not self._provers["birth_date"](born) or not self._provers["sex"](sex):
            return False
        if check_identity_number(number, RESIDENT_ID, self._today):
            return False
        told = "1" if int(number[16]) % 2 else "2"
        return number[6:14] == born.replace("-", "") and told == sex

    def _part(self, names: frozenset[str]) -> FormSpec:
        part = self._parts.get(names)
        if part is None:
            form = self._form
            fields = tuple(spec for spec in form.fields if spec.name in names)
            part = FormSpec(form.name, form.title, form.sections, fields, form.origin)
            self._parts[names] = part
        return part


def _proved(value: Value, is_sound: Prover, known: set[Value]) -> bool:
    """Say whether a value is sound, and remember it if it is; text and yes or no only."""
    if not is_sound(value):
        return False
    if len(known) < _REMEMBERED and (value is None or isinstance(value, str)):
        known.add(value)
    return True


def _prover(spec: FieldSpec, today: dt.date) -> Prover:
    optional = not spec.required or spec.after_the_fact
    sound = _sound(spec, today)

    def is_sound(value: Value) -> bool:
        if value is None or value == "":
            return optional and spec.name != "mobile"
        return sound(value)

    return is_sound


def _sound(spec: FieldSpec, today: dt.date) -> Prover:
    if spec.kind is FieldKind.CHOICE and not spec.check:
        codes = frozenset(choice.code for choice in spec.choices)
        return lambda value: value in codes
    if spec.kind is FieldKind.BOOLEAN and not spec.check:
        return lambda value: isinstance(value, bool) and spec.name != "doc_long_term"
    if spec.kind is FieldKind.DATE:
        return _sound_date(spec, today)
    if spec.kind is FieldKind.TEXT:
        return _sound_text(spec)
    return is_blank


def _sound_date(spec: FieldSpec, today: dt.date) -> Prover:
    low, high = spec.minimum or "0000", spec.maximum or "9999"
    if spec.check == "not_future":
        high = min(high, today.isoformat())
    elif spec.check == "not_past":
        low = max(low, today.isoformat())
    elif spec.check:
        return is_blank
    return lambda value: (
        isinstance(value, str) and low <= value <= high and _ISO.fullmatch(value) is not None
    )


def _sound_text(spec: FieldSpec) -> Prover:
    usual: Mapping[str, re.Pattern[str]] = {
        "": re.compile(spec.pattern) if spec.pattern else _USUAL_TEXT,
        "person_name": _USUAL_NAME,
        "mobile": _MOBILE,
    }
    pattern = usual.get(spec.check)
    if pattern is None or (spec.check and spec.pattern):
        return is_blank
    shortest, longest = spec.min_length, spec.max_length or 10_000
    match = pattern.fullmatch
    return lambda value: (
        isinstance(value, str)
        and shortest <= len(value) <= longest
        and not value.isspace()
        and match(value) is not None
    )
