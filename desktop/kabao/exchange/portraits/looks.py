"""What can be measured of a picture without knowing what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from kabao.domain.photos import PhotoRules

_LAPLACIAN = (0, 1, 0, 1, -4, 1, 0, 1, 0)
_GREY = 128


def ground_of(image: Image, rules: PhotoRules) -> tuple[int, int]:
    """Return mean and spread of brightness along the top and the upper halves of both sides."""
    from PIL import Image, ImageStat

    width, height = image.size
    band = max(1, round(rules.ground_band * width / rules.width))
    strips = [
        image.crop((0, 0, width, band)),
        image.crop((0, 0, band, height // 2)).transpose(Image.Transpose.ROTATE_90),
        image.crop((width - band, 0, width, height // 2)).transpose(Image.Transpose.ROTATE_90),
    ]
    counted = zip(*(strip.convert("L").histogram() for strip in strips), strict=True)
    seen = ImageStat.Stat([sum(counts) for counts in counted])
    return round(seen.mean[0]), round(seen.stddev[0])


def sharpness_of(image: Image) -> int:
    """Return the variance of the Laplacian."""
    from PIL import ImageFilter, ImageStat

    edges = image.convert("L").filter(ImageFilter.Kernel((3, 3), _LAPLACIAN, 1, _GREY))
    return round(ImageStat.Stat(edges).var[0])
