"""Which sections of a form are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.checks import is_blank
from kabao.domain.fields import Draft, FieldKind

if TYPE_CHECKING:
    from kabao.domain.cases import Case, MaterialKey
    from kabao.domain.fields import FieldSpec, FormSpec


def section_done(form: FormSpec, case: Case, key: MaterialKey, section: str) -> bool:
    """Say whether a section asks for something and has all of it."""
    draft = Draft(form, case.values(key))
    asked = [
        spec
        for spec in draft.applicable()
        if spec.section == section
        and spec.required
        and not spec.after_the_fact
        and spec.kind is not FieldKind.BLANK
    ]
    slots = {item.slot for item in case.attached(key)}
    return bool(asked) and all(_there(spec, draft, slots) for spec in asked)


def _there(spec: FieldSpec, draft: Draft, slots: set[str]) -> bool:
    if spec.kind is FieldKind.ATTACHMENT:
        return spec.name in slots
    if spec.kind is FieldKind.LONG_TEXT and slots & {spec.name, spec.section}:
        return True
    return not is_blank(draft.values.get(spec.name))
