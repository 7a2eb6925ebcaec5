"""Designing a face: where an element is put, what it snaps to, and how that is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.faces import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.domain.faces import FaceTemplate, PlacedElement
    from kabao.domain.fields import Row, Value, Values

LAYOUT = "layout"
EXTRA = "extra_texts"
GRID = 0.1
"""Millimetres between two places at which an element can stand."""

LEAST = 0.5
"""Millimetres below which an element cannot be made smaller."""

_REACH = 0.8
_EXTRA_KEY = "extra_"
Edits = Mapping[str, "Value"]
"""New values of fields of material 4, by name."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that an element has snapped to."""

    upright: bool
    at: float
    """Millimetres from the left for an upright line, else from the top."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """A box after snapping and the lines that drew it there."""

    box: Box
    guides: tuple[Guide, ...] = ()


def snapped(
    box: Box, others: Iterable[Box], card: Box, edge: float, reach: float = _REACH
) -> Snapped:
    """Move a box to the nearest line of others, of the card or its margin, else to the grid."""
    inner = Box(card.left + edge, card.top + edge, card.right - edge, card.bottom - edge)
    lines = [inner, *others]
    upright = {card.centre_x} | {x for it in lines for x in (it.left, it.centre_x, it.right)}
    level = {card.centre_y} | {y for it in lines for y in (it.top, it.centre_y, it.bottom)}
    across, at_x = _pull((box.left, box.centre_x, box.right), upright, reach)
    down, at_y = _pull((box.top, box.centre_y, box.bottom), level, reach)
    guides = []
    if at_x is not None:
        guides.append(Guide(upright=True, at=at_x))
    if at_y is not None:
        guides.append(Guide(upright=False, at=at_y))
    return Snapped(_tidy(box.moved(across, down).within(card)), tuple(guides))


def _pull(
    marks: Sequence[float], lines: Iterable[float], reach: float
) -> tuple[float, float | None]:
    """Return the shortest way from a mark to a line within reach, else to the grid."""
    ways = [(abs(line - mark), line - mark, line) for line in lines for mark in marks]
    nearest = min(ways, default=(reach + 1, 0.0, 0.0))
    if nearest[0] <= reach:
        return nearest[1], nearest[2]
    return on_grid(marks[0]) - marks[0], None


def on_grid(value: float) -> float:
    """Return the nearest tenth of a millimetre."""
    return round(round(value / GRID) * GRID, 2)


def nudged(box: Box, across: float, down: float, card: Box) -> Box:
    """Return a box moved by so many millimetres, still on the card."""
    return _tidy(box.moved(across, down).within(card))


def resized(box: Box, sides: str, across: float, down: float, card: Box) -> Box:
    """Return a box whose named sides (of ``lrtb``) were drawn by so many millimetres."""
    left = box.left + on_grid(across) if "l" in sides else box.left
    right = box.right + on_grid(across) if "r" in sides else box.right
    top = box.top + on_grid(down) if "t" in sides else box.top
    bottom = box.bottom + on_grid(down) if "b" in sides else box.bottom
    left = max(card.left, min(left, right - LEAST)) if "l" in sides else left
    top = max(card.top, min(top, bottom - LEAST)) if "t" in sides else top
    right = min(card.right, max(right, left + LEAST))
    bottom = min(card.bottom, max(bottom, top + LEAST))
    return _tidy(Box(left, top, right, bottom))


def placing(values: Values, item: PlacedElement, box: Box, size: float = 0.0) -> Edits:
    """Return the edits that put an element at a box; a further text is only moved."""
    if item.key.startswith(_EXTRA_KEY):
        return {EXTRA: _moved_extra(values, item.key, box)}
    row = {
        "element": item.key,
        "left_mm": _text(box.left),
        "top_mm": _text(box.top),
        "width_mm": _text(box.width),
        "height_mm": _text(box.height),
        "size_pt": f"{size or item.size:g}" if item.kind == "text" else "",
    }
    kept = [it for it in rows(values, LAYOUT) if it.get("element") != item.key]
    return {LAYOUT: (*kept, row)}


def resetting(values: Values, key: str = "") -> Edits:
    """Return the edits that put one element, or all of them, back where the rulebook has it."""
    kept = [it for it in rows(values, LAYOUT) if key and it.get("element") != key]
    return {LAYOUT: tuple(kept)}


def beginning(template: FaceTemplate) -> Edits:
    """Return the edits that start the face anew from a template."""
    return {
        "generation": template.generation,
        "interface": template.interface,
        "chip_orientation": template.orientation,
        LAYOUT: (),
    }


def is_placed(values: Values, key: str) -> bool:
    """Say whether the design puts an element elsewhere than the rulebook."""
    return any(row.get("element") == key for row in rows(values, LAYOUT))


def rows(values: Values, name: str) -> tuple[Row, ...]:
    """Return the rows of a table of material 4."""
    found = values.get(name)
    listed = found if isinstance(found, tuple | list) else ()
    return tuple(row for row in listed if isinstance(row, Mapping))


def _moved_extra(values: Values, key: str, box: Box) -> tuple[Row, ...]:
    wanted, changed = int(key.removeprefix(_EXTRA_KEY)), []
    number = 0
    for row in rows(values, EXTRA):
        number += bool(row.get("text"))
        if number == wanted and row.get("text"):
            # The column of the form takes one decimal.
            left, top = f"{box.left:.1f}", f"{box.top:.1f}"
            changed.append({**row, "left_mm": left, "top_mm": top})
        else:
            changed.append(dict(row))
    return tuple(changed)


def _tidy(box: Box) -> Box:
    return Box(round(box.left, 2), round(box.top, 2), round(box.right, 2), round(box.bottom, 2))


def _text(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
