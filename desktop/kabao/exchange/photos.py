"""Photographs read, measured and brought to the size asked; nothing but pixels is kept."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.photos import KB, PhotoMeasures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from kabao.domain.photos import PhotoProfile, PhotoRules

MOST_BYTES = 30 * 1024 * KB
MOST_PIXELS = 100_000_000
KINDS = ("JPEG", "PNG", "MPO")
"""Pictures that are taken; a camera's MPO begins with an ordinary JPEG."""
_ORIENTATION = 274
_LAPLACIAN = (0, 1, 0, 1, -4, 1, 0, 1, 0)
_GREY = 128
_ACROSS, _DOWN = 0.5, 0.4
"""Where a picture is cut: heads are above the middle."""
_QUALITIES = range(30, 101, 5)
"""What is tried; what is too large even at the worst stays so and is told."""


def measure_photo(data: bytes, name: str, rules: PhotoRules) -> PhotoMeasures:
    """Return what can be measured of a picture.

    Raises:
        InputRefusedError: It is no picture, another kind, cut short, or beyond the bounds.
    """
    with _opened(data, name) as image:
        density = image.info.get("dpi", (0, 0))[0]
        upright = _upright(image)
        mean, spread = _ground(upright, rules)
        return PhotoMeasures(
            format="JPEG" if image.format == "MPO" else str(image.format),
            mode=image.mode,
            width=image.width,
            height=image.height,
            dpi=round(float(density)),
            size=len(data),
            ground_mean=mean,
            ground_spread=spread,
            sharpness=_sharpness(_fitted(upright, rules)),
            turned=image.getexif().get(_ORIENTATION, 1) != 1,
        )


def convert_photo(data: bytes, name: str, rules: PhotoRules, profile: PhotoProfile) -> bytes:
    """Return a JPEG of the size asked, upright, cut to its proportion around the middle.

    The quality is the highest that fits the profile; what is too small at the best quality stays
    so and is told by the check. Nothing of the camera is kept.

    Raises:
        InputRefusedError: As ``measure_photo``.
    """
    with _opened(data, name) as image:
        fitted = _fitted(_upright(image), rules)
    return _largest_that_fits(fitted, rules.dpi, profile.most_kb * KB)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image]:
    """Open a picture whole; everything Pillow says of a bad one leaves it in words."""
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise InputRefusedError("photo_too_heavy", name=name, most=MOST_BYTES // (KB * KB))
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format not in KINDS:
                raise InputRefusedError("photo_kind", name=name, kind=str(image.format))
            if image.width * image.height > MOST_PIXELS:
                raise InputRefusedError("photo_too_many_pixels", name=name)
            image.load()
            yield image
    except Image.DecompressionBombError as error:
        raise InputRefusedError("photo_too_many_pixels", name=name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputRefusedError("photo_unreadable", name=name) from error


def _upright(image: Image) -> Image:
    """Return the picture as it is seen, in three colours; what is transparent is white."""
    from PIL import Image, ImageOps

    seen = image
    if image.getexif().get(_ORIENTATION, 1) != 1:
        seen = ImageOps.exif_transpose(image)
    if seen.mode in ("I", "I;16", "I;16B", "F"):
        # Sixteen bits a pixel: the upper eight are what a screen shows.
        seen = seen.point(lambda value: value / 256).convert("L")
    if seen.has_transparency_data:
        layer = seen.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return seen if seen.mode == "RGB" else seen.convert("RGB")


def _fitted(upright: Image, rules: PhotoRules) -> Image:
    """Return the largest part of the proportion asked, a little above the middle, at its size."""
    from PIL import Image

    size = (rules.width, rules.height)
    if upright.size == size:
        return upright
    scale = min(upright.width / rules.width, upright.height / rules.height)
    width, height = rules.width * scale, rules.height * scale
    left, top = (upright.width - width) * _ACROSS, (upright.height - height) * _DOWN
    box = (left, top, left + width, top + height)
    # A gap of two shrinks by whole steps first: twice as quick, and no eye sees it.
    return upright.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _ground(image: Image, rules: PhotoRules) -> tuple[int, int]:
    """Return mean and spread of brightness along the top and the upper halves of both sides."""
    from PIL import Image, ImageStat

    grey = image.convert("L")
    width, height = grey.size
    band = max(1, round(rules.ground_band * width / rules.width))
    strips = [
        grey.crop((0, 0, width, band)),
        grey.crop((0, 0, band, height // 2)).transpose(Image.Transpose.ROTATE_90),
        grey.crop((width - band, 0, width, height // 2)).transpose(Image.Transpose.ROTATE_90),
    ]
    histogram = [sum(counts) for counts in zip(*(s.histogram() for s in strips), strict=True)]
    seen = ImageStat.Stat(histogram)
    return round(seen.mean[0]), round(seen.stddev[0])


def _sharpness(image: Image) -> int:
    from PIL import ImageFilter, ImageStat

    edges = image.convert("L").filter(ImageFilter.Kernel((3, 3), _LAPLACIAN, 1, _GREY))
    return round(ImageStat.Stat(edges).var[0])


def _largest_that_fits(image: Image, dpi: int, most: int) -> bytes:
    """Search the highest quality by halving: a file grows with its quality."""
    low, high = -1, len(_QUALITIES) - 1
    best = b""
    while low < high:
        middle = (low + high + 1) // 2
        tried = _encoded(image, _QUALITIES[middle], dpi)
        if len(tried) <= most:
            low, best = middle, tried
        else:
            high = middle - 1
    return best or _encoded(image, _QUALITIES[0], dpi)


def _encoded(image: Image, quality: int, dpi: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), subsampling=0, exif=b"")
    return out.getvalue()
