"""Breaking text into lines as Chinese typesetting asks (kinsoku), Latin words kept whole."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import clean, glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.fonts.chain import Glyphs

NOT_FIRST = frozenset(
    "，。、；：？！）》〉」』】〕〗〞’”…—～·％‰℃,.;:?!)]}%°″′"
    "ー々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
"""Characters that may not begin a line."""
NOT_LAST = frozenset("（《〈「『【〔〖〝‘“([{￥¥$£€＄№□■")
"""Characters that may not end a line."""

_ATOM = re.compile(r"[ \u3000]+|[!-~\u00a1-\u024f\u0370-\u04ff]+|.", re.DOTALL)
ROUNDING = 1e-6
"""Ems by which a line may seem too long before it is."""


def break_lines(
    text: str, room: float, size: float, *, bold: bool = False, indent: float = 0.0
) -> list[str]:
    """Break text into lines no wider than ``room`` points; line feeds start new paragraphs.

    ``indent`` is taken off the first line of each paragraph. Spaces at the end of a line that was
    broken are dropped, as they would not show; all else is kept in order.
    """
    result: list[str] = []
    for paragraph in clean(text).split("\n"):
        result += _paragraph(paragraph, room / size, indent / size, bold)
    return result


@lru_cache(maxsize=2048)
def _paragraph(text: str, room: float, indent: float, bold: bool) -> list[str]:
    """Break one paragraph; cells of a table and labels of a form come again and again."""
    known = glyphs(bold)
    if _width(text, known) <= room - indent + ROUNDING:
        return [text]
    lines: list[str] = []
    line, used, left = "", 0.0, room - indent
    for cluster, width in _clusters(text, known):
        visible = width if cluster.strip() else 0.0
        if line.strip() and used + visible > left + ROUNDING:
            lines.append(line.rstrip(" "))
            line, used, left = "", 0.0, room
        if not line and lines and not cluster.strip(" "):
            continue
        rest, breadth = cluster, width
        if used + visible > left + ROUNDING:
            *full, rest = _chop(cluster, left, room, known)
            lines += full
            left, breadth = room, _width(rest, known)
        line += rest
        used += breadth
    return [*lines, line.rstrip(" ") if lines else line]


def clusters(text: str) -> Iterator[str]:
    """Yield what may not be broken, piece by piece; their sum is the text."""
    for cluster, _ in _clusters(text, glyphs()):
        yield cluster


def _width(text: str, known: Glyphs) -> float:
    return sum([known[character][1] for character in text])


def _clusters(text: str, known: Glyphs) -> Iterator[tuple[str, float]]:
    """Yield what may not be broken: words, and characters with the marks that cling to them."""
    cluster, width, open_end = "", 0.0, False
    for atom in _ATOM.findall(text):
        clings = open_end or (atom[0] in NOT_FIRST and cluster.strip())
        if cluster and not clings:
            yield cluster, width
            cluster, width = "", 0.0
        cluster += atom
        width += known[atom][1] if len(atom) == 1 else _width(atom, known)
        open_end = atom[-1] in NOT_LAST
    if cluster:
        yield cluster, width


def _chop(cluster: str, first: float, room: float, known: Glyphs) -> list[str]:
    """Cut a word wider than a line where the line is full."""
    parts: list[str] = []
    part, used, left = "", 0.0, first
    for character in cluster:
        width = known[character][1]
        if part and used + width > left + ROUNDING:
            parts.append(part)
            part, used, left = "", 0.0, room
        part += character
        used += width
    return [*parts, part]
