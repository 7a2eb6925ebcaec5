"""The check engine: what one field or a whole draft lacks, read from the form's own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.field_values import check_value, own_error, read_money
from kabao.domain.fields import FieldKind, is_empty
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.named_checks import CHECKS, Asked
from kabao.domain.plain_text import normalise_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from kabao.domain.fields import Draft, FieldSpec, Value, Values

__all__ = [
    "CHECKS",
    "check_draft",
    "check_field",
    "check_together",
    "column_total",
    "is_blank",
    "normalise_text",
    "rows_of",
]

_PATTERN = "pattern_not_met"
_NEVER_CHECKED = (FieldKind.ATTACHMENT, FieldKind.BLANK)


def check_draft(draft: Draft, today: dt.date, place: Place) -> tuple[Finding, ...]:
    """Check every field that applies; each finding sits at the draft's place, field and row."""
    return tuple(
        finding.at(
            replace(
                place,
                section=finding.place.section,
                field=finding.place.field,
                row=finding.place.row,
            )
        )
        for spec in draft.form.fields
        for finding in check_field(spec, draft, today)
    )


def check_field(spec: FieldSpec, draft: Draft, today: dt.date) -> tuple[Finding, ...]:
    """Check one field of a draft; nothing is asked while its conditions do not hold."""
    here = Place(room="", section=spec.section, field=spec.name)
    found = _check_one(spec, draft.values, today)
    findings = [finding.at(here) for finding in found]
    value = draft.values.get(spec.name)
    if spec.kind is FieldKind.TABLE and spec.applies(draft.values):
        for number, row in enumerate(rows_of(value)):
            findings += _check_row(spec, row, draft.values, replace(here, row=number), today)
    return tuple(findings)


def check_together(
    draft: Draft, today: dt.date, place: Place, crossed: Iterable[tuple[str, Finding]]
) -> tuple[Finding, ...]:
    """Check a draft and add findings across its fields, but none twice or on a hidden field."""
    findings = list(check_draft(draft, today, place))
    told = {(finding.code, finding.place.field) for finding in findings}
    sections = {spec.name: spec.section for spec in draft.applicable()}
    for name, finding in crossed:
        if name in sections and (finding.code, name) not in told:
            findings.append(finding.at(replace(place, section=sections[name], field=name)))
    return tuple(findings)


def column_total(values: Values, field: str, column: str) -> Decimal | None:
    """Add up a column of a table; None while it is empty or a cell cannot be read."""
    rows = rows_of(values.get(field))
    cells = [row.get(column) for row in rows if isinstance(row, Mapping)]
    amounts = [read_money(cell) for cell in cells if not is_blank(cell)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known[1:], known[0]) if known and len(known) == len(amounts) else None


def is_blank(value: Value) -> bool:
    """Say whether a value is empty, only blanks, or a list of nothing."""
    if isinstance(value, str):
        return not value.strip()
    return is_empty(value) or (isinstance(value, tuple | list) and not value)


def rows_of(value: Value) -> Sequence[object]:
    """Return the rows of a table value; none for anything that is not a list."""
    return value if isinstance(value, tuple | list) else ()


def _check_one(spec: FieldSpec, values: Values, today: dt.date) -> tuple[Finding, ...]:
    if spec.kind in _NEVER_CHECKED or not spec.applies(values):
        return ()
    value = values.get(spec.name)
    if is_blank(value):
        asked_for = spec.required and not spec.after_the_fact
        return (own_error("required"),) if asked_for else ()
    findings = check_value(spec, value)
    if spec.check and isinstance(value, str):
        return _told_once(findings, CHECKS[spec.check](Asked(value, spec, values, today)))
    return findings


def _told_once(findings: tuple[Finding, ...], named: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out that a pattern is not met where a named check says why, no less gravely."""
    pattern = next((item for item in findings if item.code == _PATTERN), None)
    if pattern is None or not named:
        return (*findings, *named)
    first, *others = named
    if pattern.level.rank < first.level.rank:
        trust, source = pattern.confidence, pattern.source
        first = replace(first, level=pattern.level, confidence=trust, source=source)
    return (*(item for item in findings if item is not pattern), first, *others)


def _check_row(
    spec: FieldSpec, row: object, values: Values, place: Place, today: dt.date
) -> Iterator[Finding]:
    if not isinstance(row, Mapping):
        yield own_error("wrong_type").at(place)
        return
    if all(is_blank(cell) for cell in row.values()):
        yield Finding(Level.WARNING, "empty_row", place)
        return
    # A column left out of the row must not be read from a field of the same name around it.
    around = {**values, **dict.fromkeys(column.name for column in spec.columns), **row}
    for column in spec.columns:
        cell = replace(place, field=f"{spec.name}.{column.name}")
        for finding in _check_one(column, around, today):
            yield finding.at(cell)
