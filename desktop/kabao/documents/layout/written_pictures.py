"""Pictures inside a text: embedded as they were taken in, upright, once for each document."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kabao.documents.layout.style import HAIR
from kabao.documents.pictures import TURNS, Pixels, read_pixels

if TYPE_CHECKING:
    from kabao.documents.layout.pen import Pen
    from kabao.documents.written import WrittenPicture


@lru_cache(maxsize=8)
def _pixels(data: bytes, name: str) -> Pixels:
    # A preview draws the same picture at every keystroke; reading a large one takes a while.
    media_type = "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"
    return read_pixels(data, media_type, name)


def draw_picture(
    pen: Pen, block: WrittenPicture, at: tuple[float, float], size: tuple[float, float]
) -> None:
    """Draw a picture into a box; an empty frame where its bytes are not at hand."""
    data: bytes = getattr(block, "pixels", b"")
    if not data:
        pen.box(*at, size, colour=HAIR)
        return
    pixels = _pixels(data, block.alt or block.sha256[:8])
    across, down = pixels.upright
    scale = min(size[0] / across, size[1] / down)
    fitted = (across * scale, down * scale)
    left, top = at[0] + (size[0] - fitted[0]) / 2, at[1] + (size[1] - fitted[1]) / 2
    pen.pixels(block.sha256, pixels, (left, top), fitted, TURNS[pixels.orientation])
