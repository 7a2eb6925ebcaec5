"""The figures that a text may name: fields of the registration form and sums of its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.checks import column_total, is_blank
from kabao.domain.fields import FieldKind
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import FieldSpec, FormSpec, Value, Values

_KINDS = frozenset(
    {
        FieldKind.TEXT, FieldKind.INTEGER, FieldKind.MONEY, FieldKind.DATE,
        FieldKind.BOOLEAN, FieldKind.CHOICE, FieldKind.CHOICES,
    }
)  # fmt: skip
_SECRET = frozenset({"identity_number", "bank_card_number"})
_TOTAL = ".total"


def offered(form: FormSpec) -> tuple[FieldSpec, ...]:
    """Return the figures of a form in its order; what an authority decides later is none."""
    return tuple(_offered(form))


def _offered(form: FormSpec) -> Iterator[FieldSpec]:
    for spec in form.fields:
        if spec.after_the_fact or spec.check in _SECRET:
            continue
        if spec.kind in _KINDS:
            yield spec
        column = next((item for item in spec.columns if item.name == spec.total), None)
        if column is not None:
            label = Words(f"{spec.label.zh}合计", f"{spec.label.en}, total")
            yield replace(column, name=spec.name + _TOTAL, label=label, section=spec.section)


def figure(form: FormSpec, name: str) -> FieldSpec | None:
    """Return the figure of a name, None if the form has none."""
    return next((spec for spec in offered(form) if spec.name == name), None)


def figure_value(form: FormSpec, values: Values, name: str) -> Value:
    """Return what a figure stands for; None while it is empty or does not apply."""
    spec = figure(form, name)
    if spec is None:
        return None
    if name.endswith(_TOTAL):
        field = name.removesuffix(_TOTAL)
        total = column_total(values, field, form.field(field).total)
        return None if total is None else str(total)
    if not spec.applies(values) or is_blank(values.get(name)):
        return None
    return values.get(name)
