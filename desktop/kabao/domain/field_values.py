"""Whether one value fits the kind and the limits of its field."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from kabao.domain.days import read_iso_date
from kabao.domain.fields import FieldKind
from kabao.domain.findings import Confidence, Finding, Level
from kabao.domain.plain_text import normalise_text
from kabao.domain.prose.reading import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.domain.fields import FieldSpec, Value
    from kabao.domain.findings import Param

_INTEGER = re.compile(r"-?[0-9]{1,15}")
_MONEY = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?")
_BINDING = (Confidence.CONFIRMED, Confidence.OWN)


def read_integer(value: Value) -> int | None:
    """Read a whole number, also from plain digits; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else None


def read_money(value: Value) -> Decimal | None:
    """Read an amount with at most two decimals; None for anything else."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return Decimal(text) if isinstance(text, str) and _MONEY.fullmatch(text) else None


def own_error(code: str, **params: Param) -> Finding:
    """Return an error of the program's own: missing, malformed or contradicting another."""
    return Finding(Level.ERROR, code, params=params)


def rule_broken(spec: FieldSpec, code: str, **params: Param) -> Finding:
    """Return a broken rule of a field: an error only if the rule is confirmed or our own."""
    trust = spec.origin.confidence
    level = Level.ERROR if trust in _BINDING else Level.WARNING
    return Finding(level, code, params=params, confidence=trust, source=spec.origin.source)


def check_value(spec: FieldSpec, value: Value) -> tuple[Finding, ...]:
    """Check one value that is not empty: its kind first, then the limits of its field."""
    # Files and boxes to sign hold no value of their own, so nothing there can fail to fit.
    judge = _MISFITS.get(spec.kind)
    misfit = judge(spec, value) if judge else ""
    if misfit:
        return (own_error(misfit),)
    return (*_check_range(spec, value), *_check_text(spec, value))


def _not_text(spec: FieldSpec, value: Value) -> str:
    del spec
    return "" if isinstance(value, str) else "wrong_type"


def _not_integer(spec: FieldSpec, value: Value) -> str:
    del spec
    return "not_a_number" if read_integer(value) is None else ""


def _not_money(spec: FieldSpec, value: Value) -> str:
    del spec
    return "not_money" if read_money(value) is None else ""


def _not_date(spec: FieldSpec, value: Value) -> str:
    del spec
    return "not_a_date" if read_iso_date(value) is None else ""


def _not_boolean(spec: FieldSpec, value: Value) -> str:
    del spec
    return "" if isinstance(value, bool) else "wrong_type"


def _not_choice(spec: FieldSpec, value: Value) -> str:
    if not isinstance(value, str):
        return "wrong_type"
    return "" if spec.choice(value) or not spec.choices else "unknown_choice"


def _not_choices(spec: FieldSpec, value: Value) -> str:
    if not isinstance(value, tuple | list):
        return "wrong_type"
    misfits = (_not_choice(spec, item if isinstance(item, str) else None) for item in value)
    return next((misfit for misfit in misfits if misfit), "")


def _not_table(spec: FieldSpec, value: Value) -> str:
    del spec
    return "" if isinstance(value, tuple | list) else "wrong_type"


_MISFITS: dict[FieldKind, Callable[[FieldSpec, Value], str]] = {
    FieldKind.TEXT: _not_text,
    FieldKind.LONG_TEXT: _not_text,
    FieldKind.INTEGER: _not_integer,
    FieldKind.MONEY: _not_money,
    FieldKind.DATE: _not_date,
    FieldKind.BOOLEAN: _not_boolean,
    FieldKind.CHOICE: _not_choice,
    FieldKind.CHOICES: _not_choices,
    FieldKind.TABLE: _not_table,
}


def _check_range(spec: FieldSpec, value: Value) -> Iterator[Finding]:
    if spec.kind is FieldKind.DATE:
        low, high = "too_early", "too_late"
        reads: Callable[[Value], Decimal | dt.date | None] = read_iso_date
    elif spec.kind in (FieldKind.INTEGER, FieldKind.MONEY):
        low, high = "too_small", "too_large"
        reads = read_money
    else:
        return
    if spec.minimum and _less(reads(value), reads(spec.minimum)):
        yield rule_broken(spec, low, minimum=spec.minimum)
    if spec.maximum and _less(reads(spec.maximum), reads(value)):
        yield rule_broken(spec, high, maximum=spec.maximum)


def _less(one: Decimal | dt.date | None, other: Decimal | dt.date | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one < other
    return isinstance(one, dt.date) and isinstance(other, dt.date) and one < other


def _check_text(spec: FieldSpec, value: Value) -> Iterator[Finding]:
    if not isinstance(value, str) or spec.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT):
        return
    length = len(normalise_text(plain(value)))
    if spec.min_length and length < spec.min_length:
        yield rule_broken(spec, "too_short", minimum=spec.min_length, length=length)
    if spec.max_length and length > spec.max_length:
        yield rule_broken(spec, "too_long", maximum=spec.max_length, length=length)
    if spec.pattern and not re.fullmatch(spec.pattern, value):
        yield rule_broken(spec, "pattern_not_met")
