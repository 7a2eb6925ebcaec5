"""The part of a picture that becomes the photograph, and its JPEG within a file size."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kabao.domain.photo_crops import middle_crop

if TYPE_CHECKING:
    from PIL.Image import Image

    from kabao.domain.holder_photos import PhotoCrop
    from kabao.domain.photos import PhotoRules

_QUALITIES = range(30, 101, 5)
"""What is tried; what is too large even at the worst stays so and is told."""
_WHITE = (255, 255, 255)
_QUARTERS = (0, 4, 3, 2)
"""Pillow's numbers of turning by no, one, two and three quarters clockwise."""
_USUAL = 11
"""Where the search begins: most portraits fit at this place of the qualities."""


def fitted(upright: Image, rules: PhotoRules, crop: PhotoCrop | None = None) -> Image:
    """Return the part of a picture that a crop names, at the size asked.

    Without a crop it is the largest part of that proportion, a little above the middle.
    """
    from PIL import Image

    size = (rules.width, rules.height)
    if crop is None:
        if upright.size == size:
            return upright
        crop = middle_crop(*upright.size, rules)
    if crop.quarters:
        upright = upright.transpose(Image.Transpose(_QUARTERS[crop.quarters]))
    if crop.tilt:
        upright = upright.rotate(-crop.tilt, Image.Resampling.BICUBIC, fillcolor=_WHITE)
    width, height = upright.size
    left, top = max(0.0, crop.left * width), max(0.0, crop.top * height)
    right = min(float(width), (crop.left + crop.width) * width)
    bottom = min(float(height), (crop.top + crop.height) * height)
    # A gap of two shrinks by whole steps first: twice as quick, and no eye sees it.
    return upright.resize(
        size, Image.Resampling.LANCZOS, box=(left, top, right, bottom), reducing_gap=2.0
    )


def largest_that_fits(image: Image, dpi: int, most: int) -> bytes:
    """Search the highest quality by halving: a file grows with its quality."""
    low, high = -1, len(_QUALITIES) - 1
    best, place = b"", _USUAL
    while low < high:
        tried = encoded(image, _QUALITIES[place], dpi)
        if len(tried) <= most:
            low, best = place, tried
        else:
            high = place - 1
        place = (low + high + 1) // 2
    return best or encoded(image, _QUALITIES[0], dpi)


def encoded(image: Image, quality: int, dpi: int) -> bytes:
    """Return a JPEG without anything of the camera."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), subsampling=0, exif=b"")
    return out.getvalue()
