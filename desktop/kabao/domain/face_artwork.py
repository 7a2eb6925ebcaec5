"""Artwork on the face: which elements take a file, and whether it is fine enough for print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.face_design import rows
from kabao.domain.faces import Box
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.named import Named
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kabao.domain.faces import FaceRules, PlacedElement
    from kabao.domain.fields import Value, Values
    from kabao.domain.findings import Param

ARTWORK = "artwork"
BACKGROUNDS: Mapping[str, str] = {"emblem": "background_emblem", "photo": "background_photo"}
"""Background of each side."""

MARKS = ("national_emblem", "bank_mark", "unionpay_mark", "contactless_mark")
"""Elements that show a file of the authority or the bank; nothing here is ever drawn by us."""

PRINT_DPI = 300
"""Dots per inch that a print needs; ordinary practice, no rule of the authority."""

_INCH = 25.4
_SLANT = 0.02
_NAMES = {
    "background_emblem": Words("卡正面底纹", "Background of the front"),
    "background_photo": Words("卡背面底纹", "Background of the back"),
}


@dataclass(frozen=True, slots=True)
class Artwork:
    """The file of one element: how many pixels it has."""

    key: str
    width: int
    height: int


def slot_of(key: str) -> str:
    """Return the slot of material 4 that holds the file of an element."""
    return f"art_{key}"


def takes_artwork(key: str) -> bool:
    """Say whether an element, or a background, shows a file."""
    return key in MARKS or key in BACKGROUNDS.values()


def artworks(values: Values) -> dict[str, Artwork]:
    """Return what is known about the files of a face, by element."""
    found = {}
    for row in rows(values, ARTWORK):
        width, height = row.get("width_px"), row.get("height_px")
        if isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0:
            key = str(row.get("element"))
            found[key] = Artwork(key, width, height)
    return found


def with_artwork(values: Values, key: str, size: tuple[int, int] | None) -> Mapping[str, Value]:
    """Return the edit that notes, or with None forgets, the pixels of a file."""
    kept = [dict(row) for row in rows(values, ARTWORK) if row.get("element") != key]
    if size is not None:
        kept.append({"element": key, "width_px": size[0], "height_px": size[1]})
    return {ARTWORK: tuple(kept)}


def artwork_box(artwork: Artwork, box: Box, *, cover: bool = False) -> Box:
    """Return where a picture stands: whole inside a box, or ``cover`` all of it."""
    across, down = box.width / artwork.width, box.height / artwork.height
    scale = max(across, down) if cover else min(across, down)
    width, height = artwork.width * scale, artwork.height * scale
    left, top = box.centre_x - width / 2, box.centre_y - height / 2
    return Box(left, top, left + width, top + height)


def resolution(artwork: Artwork, box: Box) -> float:
    """Return the dots per inch of a picture drawn in a box of millimetres."""
    return artwork.width / box.width * _INCH


def check_artwork(
    rules: FaceRules, placed: Sequence[PlacedElement], known: Iterable[Artwork]
) -> Iterator[Finding]:
    """Find files that are too coarse at the size they are printed in, or cut at the edges."""
    there = {item.key: item for item in placed}
    for artwork in known:
        item = there.get(artwork.key)
        background = artwork.key in BACKGROUNDS.values()
        if item is None and not background:
            continue
        name = item.name if item else _NAMES[artwork.key]
        box = item.box if item else rules.card
        drawn = artwork_box(artwork, box, cover=background)
        dpi = resolution(artwork, drawn)
        if dpi < PRINT_DPI - 0.5:
            params: dict[str, Param] = {
                "name": Named(name),
                "dpi": f"{dpi:.0f}",
                "wanted": PRINT_DPI,
            }
            yield Finding(Level.WARNING, "face_artwork_coarse", _place(artwork.key), params)
        if background and _cut(drawn, rules.card):
            params = {"name": Named(name), "cut": f"{_lost(drawn, rules.card):.1f}"}
            yield Finding(Level.WARNING, "face_artwork_cut", _place(artwork.key), params)


def _lost(drawn: Box, card: Box) -> float:
    return max(drawn.width - card.width, drawn.height - card.height)


def _cut(drawn: Box, card: Box) -> bool:
    return drawn.width > card.width * (1 + _SLANT) or drawn.height > card.height * (1 + _SLANT)


def _place(key: str) -> Place:
    return Place(room="cases", material=4, section=key)
