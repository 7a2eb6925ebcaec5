"""Draw Hanazono Mincho with curves again: ``python packaging/smooth_rare_fonts.py``.

Once, for a new version of that font; needs fonttools (``pip install fonttools``). Hanazono's curves
come as chains of short straight lines. Runs of them that one curve of TrueType draws to within 1.5
of 1,024 units become that curve, and every point goes to the nearest even unit. The outlines moved
by 2.7 units at most (measured), a seventh of a dot on paper at 12 points and 300 dots an inch; the
characters are designed on a grid of 5 units. Corners stay corners.
"""

from __future__ import annotations

import math
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
TOLERANCE = 1.5
GRID = 2
CORNER = math.radians(28)
_FEWEST = 3
"""Lines that a curve must replace."""

Point = tuple[float, float]
Drawn = tuple[int, int, int]
"""A point and whether the outline goes through it."""


def smooth(contour: list[Point]) -> list[Drawn]:
    """Return a closed chain of lines with curves where they were meant."""
    count = len(contour)
    corners = [_turn(contour, at) > CORNER for at in range(count)]
    start = next((at for at in range(count) if corners[at]), 0)
    made: list[Drawn] = []
    at = start
    while at < start + count:
        made.append((*_even(contour[at % count]), 1))
        end = at + 1
        while end < start + count and not corners[end % count]:
            end += 1
        run = [contour[each % count] for each in range(at, end + 1)]
        length, control = _longest(run)
        if control:
            made.append((*control, 0))
        at += length
    return _without_repeats(made)


def _turn(contour: list[Point], at: int) -> float:
    before, here, after = contour[at - 1], contour[at], contour[(at + 1) % len(contour)]
    turned = _direction(here, after) - _direction(before, here)
    return abs((turned + math.pi) % (2 * math.pi) - math.pi)


def _direction(one: Point, other: Point) -> float:
    return math.atan2(other[1] - one[1], other[0] - one[0])


def _even(point: Point) -> tuple[int, int]:
    x, y = (GRID * math.floor(value / GRID + 0.5) for value in point)
    return x, y


def _longest(run: list[Point]) -> tuple[int, tuple[int, int] | None]:
    """Return how many lines of a run one curve draws, and its control point; else one line."""
    lines = len(run) - 1
    if lines < _FEWEST:
        return 1, None
    control = _fitted(run)
    if control:
        return lines, control
    best: tuple[int, tuple[int, int] | None] = (1, None)
    few, many = _FEWEST - 1, lines
    while many - few > 1:
        middle = (few + many) // 2
        control = _fitted(run[: middle + 1])
        if control:
            best, few = (middle, control), middle
        else:
            many = middle
    return best


def _fitted(run: list[Point]) -> tuple[int, int] | None:
    """Return the control point of the curve nearest to a chain, if it is near enough."""
    first, last = run[0], run[-1]
    far = [0.0]
    for one, other in pairwise(run):
        far.append(far[-1] + math.dist(one, other))
    shares = [each / far[-1] for each in far] if far[-1] else []
    weights = [2 * t * (1 - t) for t in shares]
    square = sum(weight * weight for weight in weights)
    if not square:
        return None
    control = _even(
        tuple(
            sum(
                weight * (point[axis] - (1 - t) ** 2 * first[axis] - t * t * last[axis])
                for weight, t, point in zip(weights, shares, run, strict=True)
            )
            / square
            for axis in (0, 1)
        )  # type: ignore[arg-type]
    )
    halves = [
        ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (s + t) / 2)
        for one, other, s, t in zip(run, run[1:], shares, shares[1:], strict=False)
    ]
    told = [(*point, t) for point, t in zip(run, shares, strict=True)] + halves
    near = all(_distance(first, control, last, *each) <= TOLERANCE for each in told)
    return control if near else None


def _distance(first: Point, control: Point, last: Point, x: float, y: float, t: float) -> float:
    """Return how far a point is from a curve, looked for around a share of its length."""
    for _ in range(2):
        here, along = _at(first, control, last, t)
        speed = along[0] ** 2 + along[1] ** 2
        if speed:
            back = (here[0] - x) * along[0] + (here[1] - y) * along[1]
            t = min(1.0, max(0.0, t - back / speed))
    return math.dist(_at(first, control, last, t)[0], (x, y))


def _at(first: Point, control: Point, last: Point, t: float) -> tuple[Point, Point]:
    u = 1 - t
    (a, b), (c, d), (e, f) = first, control, last
    here = (u * u * a + 2 * u * t * c + t * t * e, u * u * b + 2 * u * t * d + t * t * f)
    return here, (2 * u * (c - a) + 2 * t * (e - c), 2 * u * (d - b) + 2 * t * (f - d))


def _without_repeats(points: list[Drawn]) -> list[Drawn]:
    kept = [each for at, each in enumerate(points) if each[:2] != points[at - 1][:2]]
    return kept or points[:1]


def work(name: str) -> str:
    """Smooth one font file in its place."""
    font = TTFont(FONTS / f"{name}.ttf", recalcTimestamp=False)
    outlines, widths = font["glyf"], font["hmtx"]
    before = after = 0
    for each in font.getGlyphOrder():
        glyph = outlines[each]
        if glyph.numberOfContours <= 0:
            continue
        points, ends, flags = glyph.getCoordinates(outlines)
        if not all(flag & 1 for flag in flags):
            continue  # has its curves
        starts = [0, *(end + 1 for end in ends)]
        chains = [list(points[a : b + 1]) for a, b in zip(starts, ends, strict=False)]
        made = [smooth(chain) for chain in chains]
        made = [contour for contour in made if len(contour) > 2]
        whole = [point for contour in made for point in contour]
        glyph.coordinates = GlyphCoordinates([point[:2] for point in whole])
        glyph.flags = bytearray(point[2] for point in whole)
        glyph.endPtsOfContours = [sum(map(len, made[: at + 1])) - 1 for at in range(len(made))]
        glyph.numberOfContours = len(made)
        glyph.recalcBounds(outlines)
        widths[each] = (widths[each][0], glyph.xMin)
        before, after = before + len(points), after + len(whole)
    font.save(FONTS / f"{name}.ttf")
    return f"{name}: {before} points, now {after}\n"


if __name__ == "__main__":
    with ProcessPoolExecutor() as workers:
        for told in workers.map(work, [f"KabaoRareHanB{piece}" for piece in "abcdefghijklmno"]):
            sys.stdout.write(told)
