"""The numbered parts of a package: who lays each one out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.documents.plan import Absent, material_part
from kabao.documents.plans import claim, registration
from kabao.documents.plans.batch_claim import (
    batch_hand_out,
    batch_list,
    batch_photos,
    batch_signatures,
    batch_summary,
)
from kabao.documents.plans.card_face import card_face
from kabao.documents.plans.file_structure import file_structure
from kabao.documents.plans.files import (
    form_part,
    other_materials,
    preparation_statement,
    regional_rules,
)
from kabao.documents.plans.people import registration_form
from kabao.domain.cases import MaterialKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kabao.documents.plan import Part
    from kabao.documents.plans.sources import Source

    Builder = Callable[[Source], Part]

BUILDERS: Mapping[MaterialKey, Builder] = MappingProxyType(
    {
        MaterialKey.REGISTRATION_FORM: registration_form,
        MaterialKey.PREPARATION_STATEMENT: preparation_statement,
        MaterialKey.FILE_STRUCTURE: file_structure,
        MaterialKey.CARD_FACE: card_face,
        MaterialKey.REGIONAL_RULES: regional_rules,
        MaterialKey.OTHER_MATERIALS: other_materials,
        **claim.BUILDERS,
        **registration.BUILDERS,
        MaterialKey.BATCH_SUMMARY: batch_summary,
        MaterialKey.BATCH_LIST: batch_list,
        MaterialKey.BATCH_SIGNATURES: batch_signatures,
        MaterialKey.BATCH_HAND_OUT: batch_hand_out,
        MaterialKey.BATCH_PHOTOS: batch_photos,
    }
)
"""A part that is not named here is printed as its form with its files."""
_SHEETS = frozenset({*claim.BUILDERS, *registration.BUILDERS} - {claim.LETTER})
"""Parts that are completed and signed at the counter; in a letter no room is left open."""


def numbered_parts(source: Source) -> tuple[Part, ...]:
    """Return the parts of the case in their order, without those that are not needed."""
    keys = source.order.case.parts
    return tuple(_built(source, key) for key in keys if not is_absent(source, key))


def is_absent(source: Source, key: MaterialKey) -> bool:
    """Say whether a part of the case is not needed and has no page."""
    return key is claim.LETTER and claim.does_without_letter(source)


def absent_parts(source: Source) -> tuple[Absent, ...]:
    """Return what the contents say of parts that are not needed, each with the part before it."""
    keys = source.order.case.parts
    return tuple(
        Absent(
            material_part(key.number),
            source.material(key, ()).name,
            source.wording.one("documents.letter.absent"),
            source.material(before, ()).name,
        )
        for before, key in pairwise(keys)
        if is_absent(source, key)
    )


def _built(source: Source, key: MaterialKey) -> Part:
    build = BUILDERS.get(key)
    if key in _SHEETS:
        source = replace(source, by_hand=True)
    return build(source) if build else form_part(source, key)
