"""Photographs for cards: what was measured of one, against what is asked."""

from __future__ import annotations

from dataclasses import dataclass
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
    profiles: tuple[PhotoProfile, ...]
    origins: dict[str, Origin]
    """By the name of the rule: size, density, colour, format, ground, sharpness."""

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


def check_photo(
    seen: PhotoMeasures, rules: PhotoRules, profile: PhotoProfile
) -> tuple[Finding, ...]:
    """Say what differs from what is asked; where the face is, nobody has looked."""
    found = (*_check_file(seen, rules), *_check_bytes(seen, profile), *_check_look(seen, rules))
    return (*found, Finding(Level.INFO, "photo_face_not_checked"))


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


def _broken(origin: Origin, code: str, **params: Param) -> Finding:
    level = allowed_level(Level.ERROR, origin.confidence)
    return Finding(level, code, params=params, confidence=origin.confidence, source=origin.source)
