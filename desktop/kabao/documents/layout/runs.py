"""Breaking lines of regular and bold runs, by the rules of ``lines``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import clean, glyphs, width
from kabao.documents.layout.lines import ROUNDING, clusters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Runs = tuple[tuple[str, bool], ...]


def runs_width(runs: Runs, size: float) -> float:
    """Return how wide a line is in points."""
    return sum(width(text, size, bold=bold) for text, bold in runs)


def break_runs(runs: Runs, room: float, size: float, *, indent: float = 0.0) -> list[Runs]:
    """Break runs into lines no wider than ``room`` points; line feeds start new lines.

    ``indent`` is taken off the very first line.
    """
    lines: list[Runs] = []
    for text, bold in _paragraphs(runs):
        taken = 0.0 if lines else indent / size
        for start, end in _Breaking(text, bold, room / size).lines(taken):
            lines.append(_joined(text[start:end], bold[start:end]))
    return lines


def _paragraphs(runs: Runs) -> Iterator[tuple[str, list[bool]]]:
    text, bold = "", list[bool]()
    for raw, strong in runs:
        first, *others = clean(raw).split("\n")
        text, bold = text + first, bold + [strong] * len(first)
        for part in others:
            yield text, bold
            text, bold = part, [strong] * len(part)
    yield text, bold


def _joined(text: str, bold: Sequence[bool]) -> Runs:
    shown = text.rstrip(" ")
    pairs = groupby(zip(shown, bold, strict=False), key=lambda pair: pair[1])
    return tuple(("".join(sign for sign, _ in part), strong) for strong, part in pairs)


class _Breaking:
    """One paragraph while it is broken."""

    def __init__(self, text: str, bold: Sequence[bool], room: float) -> None:
        self._text = text
        self._room = room
        known = (glyphs(), glyphs(bold=True))
        self._widths = [known[strong][sign][1] for sign, strong in zip(text, bold, strict=True)]

    def lines(self, indent: float) -> Iterator[tuple[int, int]]:
        """Yield where each line starts and ends."""
        left, start, used, at = self._room - indent, 0, 0.0, 0
        broken = False
        for cluster in clusters(self._text):
            end = at + len(cluster)
            breadth = sum(self._widths[at:end])
            visible = breadth if cluster.strip() else 0.0
            if self._text[start:at].strip() and used + visible > left + ROUNDING:
                yield start, at
                left, start, used, broken = self._room, at, 0.0, True
            if start == at and broken and not cluster.strip(" "):
                at = start = end
                continue
            if used + visible > left + ROUNDING:
                for place in range(at, end):
                    if place > start and used + self._widths[place] > left + ROUNDING:
                        yield start, place
                        left, start, used, broken = self._room, place, 0.0, True
                    used += self._widths[place]
            else:
                used += breadth
            at = end
        yield start, len(self._text)
