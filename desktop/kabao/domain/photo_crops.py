"""The frame that a photograph is cut by: its proportion, its bounds, and where heads go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.holder_photos import PhotoCrop

if TYPE_CHECKING:
    from kabao.domain.photos import PhotoRules

_ACROSS, _DOWN = 0.5, 0.4
"""Where a picture is cut: heads are above the middle."""
CLOSEST = 0.05
"""No crop is narrower than this share of a picture."""
STEEPEST = 44.0
"""Degrees; a picture that lies is turned by quarters."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Size of a picture in pixels, as it is seen, and the proportion of what is cut from it."""

    width: int
    height: int
    rules: PhotoRules

    @property
    def widest(self) -> float:
        """Share of the width that the largest crop takes."""
        scale = min(self.width / self.rules.width, self.height / self.rules.height)
        return self.rules.width * scale / self.width

    def of_width(self, crop: PhotoCrop, width: float) -> PhotoCrop:
        """Return a crop of another width in the right proportion around the same middle."""
        wide = min(max(width, CLOSEST), self.widest)
        high = wide * self.width * self.rules.height / self.rules.width / self.height
        middle_x, middle_y = crop.left + crop.width / 2, crop.top + crop.height / 2
        return self.inside(
            replace(
                crop, left=middle_x - wide / 2, top=middle_y - high / 2, width=wide, height=high
            )
        )

    def moved(self, crop: PhotoCrop, right: float, down: float) -> PhotoCrop:
        """Return a crop moved by shares of the picture, no further than its edges."""
        return self.inside(replace(crop, left=crop.left + right, top=crop.top + down))

    def tilted(self, crop: PhotoCrop, tilt: float) -> PhotoCrop:
        """Return a crop of the picture tilted by so many degrees beyond its quarters."""
        tilt = min(max(tilt, -STEEPEST), STEEPEST)
        return replace(crop, degrees=crop.degrees - crop.tilt + tilt)

    def inside(self, crop: PhotoCrop) -> PhotoCrop:
        """Return a crop moved back between the edges."""
        left = min(max(crop.left, 0.0), max(0.0, 1 - crop.width))
        top = min(max(crop.top, 0.0), max(0.0, 1 - crop.height))
        return replace(crop, left=left, top=top)

    def pixels(self, crop: PhotoCrop) -> float:
        """Return how many pixels of the picture become one of the photograph, across."""
        return crop.width * self.width / self.rules.width


def middle_crop(width: int, height: int, rules: PhotoRules) -> PhotoCrop:
    """Return the largest crop of the proportion asked, a little above the middle."""
    scale = min(width / rules.width, height / rules.height)
    wide, high = rules.width * scale, rules.height * scale
    return PhotoCrop(
        (width - wide) * _ACROSS / width,
        (height - high) * _DOWN / height,
        wide / width,
        high / height,
    )


def face_crop(
    size: tuple[int, int], eyes: tuple[float, float], face_width: float, rules: PhotoRules
) -> PhotoCrop:
    """Return the crop that brings a face to where the rules want it.

    ``eyes`` is the middle between both eyes and ``face_width`` how wide the face is, in pixels.
    """
    bounds = Bounds(*size, rules)
    scale = face_width / rules.face.width
    wide = min(rules.width * scale / size[0], bounds.widest)
    crop = bounds.of_width(PhotoCrop(), wide)
    return bounds.inside(
        replace(
            crop,
            left=eyes[0] / size[0] - crop.width / 2,
            top=eyes[1] / size[1] - crop.height * rules.face.eyes_down / rules.height,
        )
    )
