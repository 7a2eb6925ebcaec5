"""What of the face is typed, and what is chosen on the card though nothing is placed there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.face_artwork import BACKGROUNDS
from kabao.domain.faces import PlacedElement
from kabao.domain.words import Words
from kabao.ui.cases.editors.face.element_panel import BACKGROUND

if TYPE_CHECKING:
    from kabao.domain.faces import Box
    from kabao.domain.fields import FormSpec

_PLACING = "placing"
"""Section of the form that is written by dragging, not by typing."""


def typed(form: FormSpec) -> FormSpec:
    """Return the form without what the designer writes."""
    return replace(
        form,
        sections=tuple(item for item in form.sections if item.key != _PLACING),
        fields=tuple(item for item in form.fields if item.section != _PLACING),
    )


def grounds(card: Box) -> tuple[PlacedElement, ...]:
    """Return the two grounds, which are chosen like elements."""
    names = Words("底纹", "Background")
    return tuple(
        PlacedElement(key, side, BACKGROUND, card, names) for side, key in BACKGROUNDS.items()
    )
