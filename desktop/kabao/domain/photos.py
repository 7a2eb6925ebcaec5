"""Photographs for cards: what was measured of one, against what is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.findings import Finding, Level, Param
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import Origin
    from kabao.domain.words import Words

KB = 1024
_DENSITY_SLACK = 1


@dataclass(frozen=True, slots=True)
class PhotoProfile:
    """How large the file may be; cities disagree, so it is chosen."""

    key: str
    title: Words
    least_kb: int
    most_kb: int
    origin: Origin
    size: tuple[int, int] | None = None
    """Width and height, where a region asks for others."""
    face: tuple[int, int] | None = None
    """Least and most width of the face, where a region says so."""


@dataclass(frozen=True, slots=True)
class FaceRules:
    """Where the face is to be, in pixels of the size asked; pairs are least and most."""

    width: int
    usual: tuple[int, int]
    limits: tuple[int, int]
    """Widths that one text at least still takes."""
    hair: tuple[int, int]
    """From the upper edge to the hair."""
    eyes_floor: int
    """Least distance from the line of the eyes to the lower edge."""
    eyes_middle: tuple[int, int]
    """From the left edge to the middle between the eyes."""
    eyes_down: int
    """Where our own frame draws the eyes, from the upper edge."""
    head_high: int
    """Height of the head in our own frame."""


@dataclass(frozen=True, slots=True)
class FaceMeasures:
    """What a detector made of a face, in pixels of the size asked; estimates."""

    faces: int
    """How many were found; nothing else is known unless it is one."""
    width: int = 0
    eyes_middle: int = 0
    eyes_floor: int = 0
    """0 where no eyes were found."""


@dataclass(frozen=True, slots=True)
class PhotoRules:
    """What is asked of a photograph, with the source of each rule."""

    width: int
    height: int
    dpi: int
    quality: int
    ground_mean: int
    ground_spread: int
    ground_band: int
    """Pixels at the top and at both upper sides that are looked at."""
    sharpness: int
    """Least variance of the Laplacian at the size asked."""
    face: FaceRules
    profiles: tuple[PhotoProfile, ...]
    origins: dict[str, Origin]
    """By the name of the rule: size, density, colour, format, ground, sharpness, face and so on."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height

    def asked_by(self, profile: PhotoProfile) -> PhotoRules:
        """Return what a profile asks for: the size and face of its region, else these."""
        if profile.size is None and profile.face is None:
            return self
        width, height = profile.size or (self.width, self.height)
        face = replace(self.face, usual=profile.face) if profile.face else self.face
        return replace(self, width=width, height=height, face=face)

    def profile(self, key: str = "") -> PhotoProfile:
        """Return a profile by its key, the first for none; raises KeyError for an unknown one."""
        if not key:
            return self.profiles[0]
        for item in self.profiles:
            if item.key == key:
                return item
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class PhotoMeasures:
    """What is measured of one file."""

    format: str
    """As the picture itself says, such as ``JPEG``."""
    mode: str
    """``RGB``, ``L``, ``CMYK`` and so on."""
    width: int
    height: int
    dpi: int
    """0 where the file tells none."""
    size: int
    """Bytes."""
    ground_mean: int
    """Mean brightness of the ground, 0 to 255."""
    ground_spread: int
    """Standard deviation of the ground."""
    sharpness: int
    turned: bool = False
    """Whether the file asks to be turned when it is shown."""
    face: FaceMeasures | None = None
    """None where nobody has looked for a face."""


def check_photo(
    seen: PhotoMeasures, rules: PhotoRules, profile: PhotoProfile
) -> tuple[Finding, ...]:
    """Say what differs from what is asked, and what nobody has looked at."""
    return (
        *_check_file(seen, rules),
        *_check_bytes(seen, profile),
        *_check_look(seen, rules),
        *_check_face(seen.face, rules),
    )


def _check_file(seen: PhotoMeasures, rules: PhotoRules) -> Iterator[Finding]:
    if seen.format != "JPEG":
        yield _broken(rules.origins["format"], "photo_format", format=seen.format)
    if seen.mode != "RGB":
        yield _broken(rules.origins["colour"], "photo_colour", mode=seen.mode)
    if (seen.width, seen.height) != (rules.width, rules.height):
        yield _broken(
            rules.origins["size"],
            "photo_size",
            seen=f"{seen.width} × {seen.height}",
            asked=f"{rules.width} × {rules.height}",
        )
    if seen.turned:
        yield _broken(rules.origins["format"], "photo_turned")
    if abs(seen.dpi - rules.dpi) > _DENSITY_SLACK:
        density = rules.origins["density"]
        # Some places do not look at it, so it is never more than a warning.
        yield Finding(
            Level.WARNING,
            "photo_density",
            params={"seen": seen.dpi, "asked": rules.dpi},
            confidence=density.confidence,
            source=density.source,
        )


def _check_bytes(seen: PhotoMeasures, profile: PhotoProfile) -> Iterator[Finding]:
    if not profile.least_kb * KB <= seen.size <= profile.most_kb * KB:
        yield _broken(
            profile.origin,
            "photo_bytes",
            seen=f"{seen.size / KB:.1f}",
            least=profile.least_kb,
            most=profile.most_kb,
        )


def _check_look(seen: PhotoMeasures, rules: PhotoRules) -> Iterator[Finding]:
    if seen.ground_mean < rules.ground_mean or seen.ground_spread > rules.ground_spread:
        yield _broken(
            rules.origins["ground"],
            "photo_ground",
            mean=seen.ground_mean,
            spread=seen.ground_spread,
            least=rules.ground_mean,
            most=rules.ground_spread,
        )
    if seen.sharpness < rules.sharpness:
        yield _broken(
            rules.origins["sharpness"],
            "photo_blurred",
            seen=seen.sharpness,
            least=rules.sharpness,
        )


def _check_face(face: FaceMeasures | None, rules: PhotoRules) -> Iterator[Finding]:
    """A detector estimates, so that what it says is never more than a warning."""
    if face is None:
        yield Finding(Level.INFO, "photo_face_not_checked")
        return
    if face.faces != 1:
        code = "photo_faces_many" if face.faces else "photo_face_none"
        yield Finding(Level.WARNING, code, params={"count": face.faces})
        return
    asked, origins = rules.face, rules.origins
    if not asked.usual[0] <= face.width <= asked.usual[1]:
        inside = asked.limits[0] <= face.width <= asked.limits[1]
        code = "photo_face_width" if inside else "photo_face_far_off"
        least, most = asked.usual if inside else asked.limits
        origin = origins["face" if inside else "face_limits"]
        yield _estimated(origin, code, seen=face.width, least=least, most=most)
    if not face.eyes_floor:
        yield Finding(Level.INFO, "photo_eyes_not_found")
        return
    if face.eyes_floor < asked.eyes_floor:
        yield _estimated(
            origins["eyes"], "photo_eyes_low", seen=face.eyes_floor, least=asked.eyes_floor
        )
    least, most = asked.eyes_middle
    if not least <= face.eyes_middle <= most:
        yield _estimated(
            origins["eyes_middle"],
            "photo_eyes_aside",
            seen=face.eyes_middle,
            least=least,
            most=most,
        )


def _estimated(origin: Origin, code: str, **params: Param) -> Finding:
    return Finding(
        Level.WARNING, code, params=params, confidence=origin.confidence, source=origin.source
    )


def _broken(origin: Origin, code: str, **params: Param) -> Finding:
    level = allowed_level(Level.ERROR, origin.confidence)
    return Finding(level, code, params=params, confidence=origin.confidence, source=origin.source)
