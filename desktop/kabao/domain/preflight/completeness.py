"""How much of each material is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.checks import is_blank, rows_of
from kabao.domain.fields import Draft, FieldKind, FieldSpec
from kabao.domain.preflight.by_part import MORE_PARTS
from kabao.domain.preflight.views import items_with_file, other_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import Values
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook

_SECTION_KINDS = (FieldKind.LONG_TEXT,)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the parts that are asked for are there."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.total

    @property
    def state(self) -> Literal["not_asked", "empty", "begun", "complete"]:
        """Code of the state; its word is ``completeness.<state>`` in the catalogue."""
        if self.total == 0:
            return "not_asked"
        if self.complete:
            return "complete"
        return "begun" if self.done else "empty"


def completeness(view: CaseView, rulebook: Rulebook) -> Mapping[MaterialKey, Completeness]:
    """Count for every material the required fields, sections, files and people that are there."""
    return {key: _count([*_parts(view, rulebook, key)]) for key in view.case.parts}


def _count(parts: list[bool]) -> Completeness:
    return Completeness(sum(parts), len(parts))


def _parts(view: CaseView, rulebook: Rulebook, key: MaterialKey) -> Iterator[bool]:
    case = view.case
    draft = Draft(rulebook.material_form(key, case.applicant_kind), case.values(key))
    for spec in draft.applicable():
        if spec.required and not spec.after_the_fact and spec.kind is not FieldKind.BLANK:
            yield _filled(view, key, spec, draft.values)
    if key is MaterialKey.OTHER_MATERIALS:
        with_file = items_with_file(case)
        for number, row in enumerate(other_items(case)):
            reason = not row.get("has_file") and not is_blank(row.get("reason_for_none"))
            yield number in with_file or reason
    if case.applicant_kind is not ApplicantKind.DEPARTMENT:
        yield from _people(view, key)
    if key in MORE_PARTS:
        yield from MORE_PARTS[key](view, rulebook)


def _filled(view: CaseView, key: MaterialKey, spec: FieldSpec, values: Values) -> bool:
    slots = {item.slot for item in view.case.attached(key)}
    if spec.kind is FieldKind.ATTACHMENT:
        return spec.name in slots
    value = values.get(spec.name)
    if spec.kind is FieldKind.TABLE:
        return bool(rows_of(value)) and all(_row_filled(spec, row) for row in rows_of(value))
    section = key is MaterialKey.PREPARATION_STATEMENT and spec.kind is FieldKind.LONG_TEXT
    if section and slots & {spec.name, spec.section}:
        return True
    return not is_blank(value)


def _row_filled(spec: FieldSpec, row: object) -> bool:
    cells = row if isinstance(row, Mapping) else {}
    return not any(
        column.required and column.applies(cells) and is_blank(cells.get(column.name))
        for column in spec.columns
    )


def _people(view: CaseView, key: MaterialKey) -> Iterator[bool]:
    if key is MaterialKey.REGISTRATION_FORM:
        yield bool(view.holders)
        if view.case.applicant_kind is ApplicantKind.EMPLOYER:
            yield view.employer is not None
    elif key is MaterialKey.FILE_STRUCTURE:
        yield bool(view.holders)
