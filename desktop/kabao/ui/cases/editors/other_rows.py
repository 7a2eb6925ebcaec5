"""What became of the rows of a list, so that files keep to the row they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_SLOT = re.compile(r"items\[([0-9]{1,4})\]")


def row_slot(row: int) -> str:
    """Return the slot of the files of one row."""
    return f"items[{row}]"


def moved_rows(before: Sequence[object], after: Sequence[object]) -> Mapping[int, int | None]:
    """Return where rows went after one edit: the new row, or None for one that was removed."""
    before, after = [_filled(row) for row in before], [_filled(row) for row in after]
    if len(after) == len(before) - 1:
        return _removed(before, after)
    if len(after) == len(before):
        return _swapped(before, after)
    return {}


def _filled(row: object) -> object:
    """Return a row without its empty cells, which an editor may add or leave out."""
    if not isinstance(row, Mapping):
        return row
    return {name: cell for name, cell in row.items() if cell not in (None, "")}


def _removed(before: Sequence[object], after: Sequence[object]) -> Mapping[int, int | None]:
    gone = next((n for n, row in enumerate(after) if row != before[n]), len(after))
    moved: dict[int, int | None] = {gone: None}
    moved.update({row: row - 1 for row in range(gone + 1, len(before))})
    return moved


def _swapped(before: Sequence[object], after: Sequence[object]) -> Mapping[int, int | None]:
    changed = [n for n, row in enumerate(after) if row != before[n]]
    if len(changed) != 2:
        return {}
    one, other = changed
    swapped = before[one] == after[other] and before[other] == after[one]
    return {one: other, other: one} if swapped else {}
