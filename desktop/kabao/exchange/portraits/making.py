"""The three things done with a picture: it is measured, made into a photograph, or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.photo_crops import face_crop, middle_crop
from kabao.domain.photos import KB, PhotoMeasures
from kabao.exchange.portraits.cutting import fitted, largest_that_fits
from kabao.exchange.portraits.faces import find_faces, measure_face
from kabao.exchange.portraits.looks import ground_of, sharpness_of
from kabao.exchange.portraits.opening import opened, upright

if TYPE_CHECKING:
    from kabao.domain.holder_photos import PhotoCrop
    from kabao.domain.photos import PhotoProfile, PhotoRules


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """A picture as it is seen, for a window: three bytes a pixel, row by row."""

    width: int
    height: int
    pixels: bytes
    proposed: PhotoCrop
    """The crop to begin with: around the face where one was found, else the middle."""
    faces: int | None
    """How many faces were found; None where nobody has looked."""


def measure_photo(
    data: bytes, name: str, rules: PhotoRules, *, faces: bool = False
) -> PhotoMeasures:
    """Return what can be measured of a picture; a face is looked for only when asked.

    Raises:
        InputRefusedError: It is no picture, another kind, cut short, or beyond the bounds.
    """
    with opened(data, name, (rules.width, rules.height)) as taken:
        seen = upright(taken.image)
        mean, spread = ground_of(seen, rules)
        return PhotoMeasures(
            format=taken.format,
            mode=taken.mode,
            width=taken.width,
            height=taken.height,
            dpi=taken.dpi,
            size=len(data),
            ground_mean=mean,
            ground_spread=spread,
            sharpness=sharpness_of(fitted(seen, rules)),
            turned=taken.turned,
            face=measure_face(seen, rules) if faces else None,
        )


def convert_photo(
    data: bytes,
    name: str,
    rules: PhotoRules,
    profile: PhotoProfile,
    crop: PhotoCrop | None = None,
) -> bytes:
    """Return a JPEG of the size asked, upright, cut as a crop says or around the middle.

    The quality is the highest that fits the profile; what is too small at the best quality stays
    so and is told by the check. Nothing of the camera is kept.

    Raises:
        InputRefusedError: As ``measure_photo``.
    """
    share = (crop.width, crop.height) if crop else (1.0, 1.0)
    enough = (rules.width / share[0], rules.height / share[1])
    if crop is not None and crop.quarters % 2:
        enough = (enough[1], enough[0])
    with opened(data, name, enough) as taken:
        made = fitted(upright(taken.image), rules, crop)
        return largest_that_fits(made, rules.dpi, profile.most_kb * KB)


def measured(data: bytes, name: str, rules: PhotoRules) -> PhotoMeasures:
    """Return what can be measured of a picture, its face among it."""
    return measure_photo(data, name, rules, faces=True)


def converted_and_measured(
    data: bytes, name: str, rules: PhotoRules, profile: PhotoProfile, crop: PhotoCrop | None
) -> tuple[bytes, PhotoMeasures]:
    """Return a photograph as ``convert_photo`` does, and what can be measured of it."""
    made = convert_photo(data, name, rules, profile, crop)
    return made, measure_photo(made, name, rules, faces=True)


def look_at(data: bytes, name: str, rules: PhotoRules, longest: int = 1600) -> SeenPicture:
    """Return a picture as it is seen, no longer than asked, with the crop to begin with.

    Raises:
        InputRefusedError: As ``measure_photo``.
    """
    with opened(data, name, (longest, longest)) as taken:
        seen = upright(taken.image)
        if max(seen.size) > longest:
            seen.thumbnail((longest, longest))
        faces = find_faces(seen)
        proposed = middle_crop(*seen.size, rules)
        if faces:
            proposed = face_crop(seen.size, faces[0].between, faces[0].face_width, rules)
        return SeenPicture(
            seen.width,
            seen.height,
            seen.tobytes(),
            proposed,
            None if faces is None else len(faces),
        )
