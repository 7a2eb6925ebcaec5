"""What a schema cannot say about a form: names that must exist, pick lists that must fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.fields import Condition, FieldSpec, FormSpec

_PICKED = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
_NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.MONEY})


def first_unsound(form: FormSpec) -> str:
    """Return the first place of a form that does not hold together, empty if it is sound."""
    return next(_unsound(form), "")


def first_unsound_field(spec: FieldSpec) -> str:
    """Return what of a field by itself does not hold together, empty if it is sound."""
    return next(_unsound_fields((spec,), ""), "")


def _unsound(form: FormSpec) -> Iterator[str]:
    sections = [section.key for section in form.sections]
    yield from (f"sections/{key}" for key in _repeated(sections))
    yield from _unsound_fields(form.fields, "")
    for spec in form.fields:
        if spec.section not in sections:
            yield f"{spec.name}/section"


def _unsound_fields(fields: Sequence[FieldSpec], within: str) -> Iterator[str]:
    yield from (f"{within}{name}/name" for name in _repeated([spec.name for spec in fields]))
    known = {spec.name: spec for spec in fields}
    for spec in fields:
        place = f"{within}{spec.name}"
        for part, sound in _TESTS.items():
            if not sound(spec):
                yield f"{place}/{part}"
        for condition in spec.when:
            if not _reachable(condition, known.get(condition.field), spec):
                yield f"{place}/when/{condition.field}"
        yield from _unsound_fields(spec.columns, f"{place}/")


def _repeated(names: Sequence[str]) -> Iterator[str]:
    return (name for position, name in enumerate(names) if name in names[:position])


def _reachable(condition: Condition, other: FieldSpec | None, spec: FieldSpec) -> bool:
    if other is None or other is spec:
        return False
    if other.kind is FieldKind.BOOLEAN:
        return set(condition.values) <= {True, False, None}
    if other.kind in _PICKED:
        return set(condition.values) <= {choice.code for choice in other.choices}
    return True


def _choices_fit(spec: FieldSpec) -> bool:
    codes = [choice.code for choice in spec.choices]
    return bool(codes) == (spec.kind in _PICKED) and not any(_repeated(codes))


def _columns_fit(spec: FieldSpec) -> bool:
    nested = any(column.kind is FieldKind.TABLE for column in spec.columns)
    return bool(spec.columns) == (spec.kind is FieldKind.TABLE) and not nested


def _total_fits(spec: FieldSpec) -> bool:
    summed = [column.name for column in spec.columns if column.kind in _NUMBERS]
    return spec.total in summed if spec.total else not spec.adds_up_to


def _pattern_compiles(spec: FieldSpec) -> bool:
    try:
        re.compile(spec.pattern)
    except re.error:
        return False
    return True


def _lengths_fit(spec: FieldSpec) -> bool:
    return not spec.max_length or spec.min_length <= spec.max_length


def _bounds_fit(spec: FieldSpec) -> bool:
    if not (spec.minimum and spec.maximum):
        return True
    if spec.kind is FieldKind.DATE:
        return spec.minimum <= spec.maximum
    return float(spec.minimum) <= float(spec.maximum)


_TESTS: dict[str, Callable[[FieldSpec], bool]] = {
    "choices": _choices_fit,
    "columns": _columns_fit,
    "total": _total_fits,
    "pattern": _pattern_compiles,
    "min_length": _lengths_fit,
    "min": _bounds_fit,
}
