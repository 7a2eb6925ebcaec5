"""From the stored string to the parts of a text; nothing that was stored is refused."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kabao.domain.prose.model import (
    DEEPEST,
    HEADS,
    Figure,
    Grid,
    Inlines,
    Kind,
    Passage,
    Picture,
    Span,
    flat,
    tidy,
)
from kabao.domain.prose.writing import STEP

if TYPE_CHECKING:
    from kabao.domain.prose.model import Block, Inline, Text

_VERSION = re.compile(r"<!-- kabao-text ([0-9]{1,6}) -->(?:\n|$)")
_HEAD = re.compile(r"(#{1,3}) (.*)")
_ITEM = re.compile(r"( *)(-|[0-9]{1,9}\.) (.*)")
_PICTURE = re.compile(
    r"!\[((?:\\.|[^\]\\])*)\]"
    r'\(attachment:([0-9a-f]{64}) "([0-9]{1,6})x([0-9]{1,6}) ([0-9]{1,3})%"\)'
)
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*\*)|\{\{([A-Za-z0-9_.]{1,80})\}\}|(<br>)")
_CELL = re.compile(r"((?:\\.|[^|\\])*)\|")
_OURS = 1


def version(stored: str) -> int:
    """Return the version that a stored text names; 0 for bare paragraphs."""
    found = _VERSION.match(stored)
    return int(found[1]) if found else 0


def is_newer(stored: str) -> bool:
    """Say whether a later version of the program wrote a text in its own way."""
    return version(stored) > _OURS


@lru_cache(maxsize=64)
def read(stored: str) -> Text:
    """Return the parts of a stored text; bare lines, and what is newer, as paragraphs."""
    found = _VERSION.match(stored)
    if not found or is_newer(stored):
        lines = stored.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return tuple(Passage((Span(line),) if line else ()) for line in lines) if stored else ()
    return read_blocks(stored[found.end() :])


def read_blocks(source: str) -> Text:
    """Return the parts of a text in its Markdown form, without the line that marks it."""
    lines = source.split("\n")
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].startswith("|"):
            end += 1
        if end - at >= 2 and _RULE.fullmatch(lines[at + 1]):
            blocks.append(_grid([lines[at], *lines[at + 2 : end]]))
            at = end
            continue
        if lines[at].strip(" "):
            blocks.append(_line(lines[at]))
        at += 1
    return tuple(blocks)


def plain(stored: str) -> str:
    """Return what a stored text says, without any of its marks; figures by their names."""
    if not version(stored):
        return stored
    return "\n".join(_said(block) for block in read(stored))


def literals(stored: str) -> tuple[str, ...]:
    """Return the pieces that stand on paper word for word, whatever the figures are."""
    pieces: list[str] = []
    for block in read(stored):
        cells: tuple[Inlines, ...]
        if isinstance(block, Picture):
            cells = ((Span(block.alt),),)
        elif isinstance(block, Grid):
            cells = tuple(cell for row in block.rows for cell in row)
        else:
            cells = (block.inlines,)
        for cell in cells:
            pieces += flat(cell, lambda _name: "\0").split("\0")
    return tuple(piece for piece in pieces if piece.strip())


def _said(block: Block) -> str:
    def name(figure: str) -> str:
        return "{{" + figure + "}}"

    if isinstance(block, Picture):
        return block.alt
    if isinstance(block, Grid):
        return "\n".join("\t".join(flat(cell, name) for cell in row) for row in block.rows)
    return flat(block.inlines, name)


def _line(line: str) -> Block:
    if head := _HEAD.fullmatch(line):
        return Passage(_inlines(head[2]), HEADS[len(head[1]) - 1])
    if item := _ITEM.fullmatch(line):
        kind = Kind.BULLET if item[2] == "-" else Kind.NUMBER
        return Passage(_inlines(item[3]), kind, min(DEEPEST, len(item[1]) // len(STEP)))
    if picture := _PICTURE.fullmatch(line):
        share = min(100, max(10, int(picture[5])))
        alt = flat(_inlines(picture[1]), lambda _name: "")
        return Picture(picture[2], alt, int(picture[3]), int(picture[4]), share)
    return Passage(_inlines(line))


def _grid(lines: list[str]) -> Grid:
    rows = [
        [_inlines(cell.strip(" ")) for cell in _CELL.findall(line.strip(" ")[1:])] for line in lines
    ]
    breadth = max(1, len(rows[0]))
    return Grid(tuple(tuple((row + [()] * breadth)[:breadth]) for row in rows))


def _inlines(source: str) -> Inlines:
    parts: list[Inline] = []
    bold, at = False, 0
    for token in _TOKEN.finditer(source):
        parts.append(Span(source[at : token.start()], bold))
        at = token.end()
        if token[1]:
            parts.append(Span(token[1], bold))
        elif token[2]:
            bold = not bold
        elif token[3]:
            parts.append(Figure(token[3], bold))
        else:
            parts.append(Span("\n", bold))
    parts.append(Span(source[at:], bold))
    return tidy(parts)
