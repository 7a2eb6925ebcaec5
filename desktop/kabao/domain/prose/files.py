"""Pictures inside a text: attachments that stand in it and not on pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.prose.model import pictures
from kabao.domain.prose.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.cases import Attachment
    from kabao.domain.fields import Values

_SLOT = "inline."
PHOTOGRAPH = "photo"
"""Slot of the photograph of a claim."""
COARSE = 150
"""Dots per inch below which a picture looks coarse on paper."""
_INCHES = 168 / 25.4
"""Width of the text on paper."""


def inline_slot(field: str) -> str:
    """Return the slot of the pictures that stand in the text of a field."""
    return f"{_SLOT}{field}"


def is_inline(item: Attachment) -> bool:
    """Say whether a file is a picture that stands inside a text or, a photograph, on a form."""
    return item.slot.startswith(_SLOT) or is_photograph(item)


def is_photograph(item: Attachment) -> bool:
    """Say whether a file is the photograph of a person, which stands in its frame on a form."""
    return item.slot == PHOTOGRAPH and item.media_type.startswith("image/")


def of_pages(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return the files that stand on pages of their own."""
    return tuple(item for item in files if not is_inline(item))


def used_pictures(values: Values) -> frozenset[str]:
    """Return the SHA-256 of every picture that stands in one of these texts."""
    return frozenset(
        picture.sha256
        for value in values.values()
        if isinstance(value, str)
        for _, picture in pictures(read(value))
    )


def dots(width: int, share: int) -> int:
    """Return how many dots per inch a picture of so many pixels has on paper."""
    return round(width / (_INCHES * share / 100))
