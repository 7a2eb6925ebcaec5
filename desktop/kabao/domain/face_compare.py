"""Two faces side by side: what came, went, moved or says something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.faces import PlacedElement

_SLACK = 0.005


class ChangeKind(StrEnum):
    """What happened to an element between two faces."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RESIZED = "resized"
    WORDED = "worded"


@dataclass(frozen=True, slots=True)
class FaceChange:
    """One difference; ``before`` or ``after`` is missing for what came or went."""

    kind: ChangeKind
    before: PlacedElement | None
    after: PlacedElement | None

    @property
    def item(self) -> PlacedElement:
        """The element as it is now, or as it was last."""
        item = self.after or self.before
        assert item is not None
        return item

    @property
    def moved(self) -> tuple[float, float]:
        """Millimetres to the right and down."""
        if self.before is None or self.after is None:
            return 0.0, 0.0
        one, other = self.before.box, self.after.box
        return round(other.left - one.left, 2), round(other.top - one.top, 2)


def compare_faces(
    before: Sequence[PlacedElement], after: Sequence[PlacedElement], *, words: bool = True
) -> tuple[FaceChange, ...]:
    """Return every difference, in the order of the later face, with ``words`` or without."""
    old = {item.key: item for item in before}
    new = {item.key: item for item in after}
    changes: list[FaceChange] = []
    for item in after:
        changes += _changes(old.get(item.key), item, words=words)
    gone = [item for item in before if item.key not in new]
    return (*changes, *(FaceChange(ChangeKind.REMOVED, item, None) for item in gone))


def _changes(
    before: PlacedElement | None, after: PlacedElement, *, words: bool
) -> Iterator[FaceChange]:
    if before is None:
        yield FaceChange(ChangeKind.ADDED, None, after)
        return
    one, other = before.box, after.box
    if _far(one.width, other.width) or _far(one.height, other.height):
        yield FaceChange(ChangeKind.RESIZED, before, after)
    elif _far(one.left, other.left) or _far(one.top, other.top) or before.side != after.side:
        yield FaceChange(ChangeKind.MOVED, before, after)
    if words and (before.text, before.size) != (after.text, after.size):
        yield FaceChange(ChangeKind.WORDED, before, after)


def _far(one: float, other: float) -> bool:
    return abs(one - other) > _SLACK
