"""What was measured of a photograph beside what is asked, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.photos import KB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kabao.domain.findings import Finding, Level
    from kabao.domain.photos import PhotoMeasures, PhotoProfile, PhotoRules

_CODES: Mapping[str, frozenset[str]] = {
    "size": frozenset({"photo_size"}),
    "colour": frozenset({"photo_colour", "photo_format"}),
    "density": frozenset({"photo_density"}),
    "bytes": frozenset({"photo_bytes"}),
    "ground_mean": frozenset({"photo_ground"}),
    "ground_spread": frozenset({"photo_ground"}),
    "sharpness": frozenset({"photo_blurred"}),
    "face_width": frozenset({"photo_face_width", "photo_face_far_off"}),
    "eyes_middle": frozenset({"photo_eyes_aside"}),
    "eyes_floor": frozenset({"photo_eyes_low"}),
}
_HALF_AS_MUCH_AGAIN = 1.5


@dataclass(frozen=True, slots=True)
class Gauge:
    """One measure: a value on a scale from 0 to ``top`` with the part that is asked for."""

    key: str
    seen: str
    """The value in words; empty where it was not measured."""
    asked: str
    level: Level | None = None
    """How grave it is that it differs; None where it does not."""
    value: float | None = None
    """None for what has no scale."""
    least: float = 0.0
    most: float = 0.0
    top: float = 0.0


def gauges_of(
    seen: PhotoMeasures, rules: PhotoRules, profile: PhotoProfile, findings: Iterable[Finding]
) -> tuple[Gauge, ...]:
    """Return every measure beside what is asked, in the order of the checks."""
    told = {item.code: item.level for item in findings}
    return tuple(
        _told(gauge, told)
        for gauge in (*_file(seen, rules, profile), *_look(seen, rules), *_face(seen, rules))
    )


def _told(gauge: Gauge, told: Mapping[str, Level]) -> Gauge:
    levels = [told[code] for code in _CODES[gauge.key] if code in told]
    if not levels or not gauge.seen or (gauge.value is not None and _inside(gauge)):
        return gauge
    return Gauge(
        gauge.key,
        gauge.seen,
        gauge.asked,
        levels[0],
        gauge.value,
        gauge.least,
        gauge.most,
        gauge.top,
    )


def _inside(gauge: Gauge) -> bool:
    """Two measures may share one finding: only the one that is off is marked."""
    return gauge.value is not None and gauge.least <= gauge.value <= gauge.most


def _file(seen: PhotoMeasures, rules: PhotoRules, profile: PhotoProfile) -> Iterator[Gauge]:
    yield Gauge("size", f"{seen.width} × {seen.height}", f"{rules.width} × {rules.height}")
    yield Gauge("colour", f"{seen.format} {seen.mode}", "JPEG RGB")
    yield Gauge("density", f"{seen.dpi} dpi", f"{rules.dpi} dpi")
    size = seen.size / KB
    yield Gauge(
        "bytes",
        f"{size:.1f} KB",
        f"{profile.least_kb}-{profile.most_kb} KB",
        value=size,
        least=profile.least_kb,
        most=profile.most_kb,
        top=max(profile.most_kb * _HALF_AS_MUCH_AGAIN, size),
    )


def _look(seen: PhotoMeasures, rules: PhotoRules) -> Iterator[Gauge]:
    mean, spread = seen.ground_mean, seen.ground_spread
    yield _at_least("ground_mean", mean, rules.ground_mean, 255)
    top = max(rules.ground_spread * 4, spread)
    yield Gauge(
        "ground_spread", str(spread), f"≤ {rules.ground_spread}", None, spread, 0,
        rules.ground_spread, top,
    )  # fmt: skip
    yield _at_least("sharpness", seen.sharpness, rules.sharpness, rules.sharpness * 5)


def _face(seen: PhotoMeasures, rules: PhotoRules) -> Iterator[Gauge]:
    face, asked = seen.face, rules.face
    known = face is not None and face.faces == 1
    width = face.width if face and known else 0
    yield _between("face_width", width, asked.usual, rules.width)
    eyes = face.eyes_floor if face and known else 0
    yield _between(
        "eyes_middle", face.eyes_middle if face and eyes else 0, asked.eyes_middle, rules.width
    )
    if eyes:
        yield _at_least("eyes_floor", eyes, asked.eyes_floor, rules.height)
    else:
        yield Gauge("eyes_floor", "", f"≥ {asked.eyes_floor}")


def _at_least(key: str, value: int, least: int, top: int) -> Gauge:
    top = max(top, value)
    return Gauge(key, str(value), f"≥ {least}", None, value, least, top, top)


def _between(key: str, value: int, asked: tuple[int, int], top: int) -> Gauge:
    words = f"{asked[0]}-{asked[1]}"
    if not value:
        return Gauge(key, "", words)
    return Gauge(key, str(value), words, None, value, asked[0], asked[1], max(top, value))
