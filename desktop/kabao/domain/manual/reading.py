"""From the Markdown of a chapter to its parts: the few marks that our chapters use, no others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.manual.model import Chapter, Grid, Kind, Line, Picture, Run, Runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.manual.model import Block

_TITLE = re.compile(r"# (.+)")
_HEAD = re.compile(r"(##|###) (.+?) \{#([a-z0-9_-]+)\}")
_ITEM = re.compile(r"( *)(?:(-)|([0-9]+)\.) (.+)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([a-z0-9-]+)\)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_CODE = re.compile(r"    (\S.*)")
_PLACE = re.compile(r"\{texts:([a-z0-9_.-]+)\}", re.IGNORECASE)
_TOKEN = re.compile(r"(\*\*)|`([^`]+)`|\[([^\]]+)\]\(([a-z0-9_#.-]+)\)")
_STEP = 3
"""Spaces that an item of a list within a list is set in by."""


class ManualError(ValueError):
    """A chapter that is not written as chapters are."""


def fill(source: str, word: Callable[[str], str]) -> str:
    """Put the words of the catalogue in the places that name them."""
    return _PLACE.sub(lambda found: word(found[1]), source)


def places(source: str) -> tuple[str, ...]:
    """Return the keys of the catalogue that a source names."""
    return tuple(_PLACE.findall(source))


def only_headings(source: str) -> str:
    """Return the source of a chapter without what stands below its title and headings."""
    return "\n".join(line for line in source.split("\n") if line.startswith("#"))


def read(key: str, source: str) -> Chapter:
    """Return the chapter of a source whose places are filled; raises ManualError."""
    lines = source.split("\n")
    title = _TITLE.fullmatch(lines[0])
    if title is None:
        raise ManualError(f"{key}: the first line is no title")
    return Chapter(key, title[1], tuple(read_blocks(lines[1:])))


def read_blocks(lines: list[str]) -> list[Block]:
    """Return the blocks of lines; lines that belong together make one paragraph."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if lines[at].startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            blocks.append(_grid(lines[at:end]))
        elif lines[at].strip():
            block = _block(lines[at])
            while _goes_on(block) and end < len(lines) and _is_rest(lines[end]):
                block = _longer(block, lines[end].strip())
                end += 1
            blocks.append(_parsed(block))
        at = end
    return _numbered(blocks)


def _block(line: str) -> Block:
    """Return the block that a line begins; its words are still one run."""
    if head := _HEAD.fullmatch(line):
        kind = Kind.HEAD_2 if head[1] == "##" else Kind.HEAD_3
        return Line((Run(head[2]),), kind, head[3])
    if picture := _PICTURE.fullmatch(line):
        return Picture(picture[2], picture[1])
    if code := _CODE.fullmatch(line):
        return Line((Run(code[1], key=True),), Kind.CODE)
    if item := _ITEM.fullmatch(line):
        kind = Kind.BULLET if item[2] else Kind.NUMBER
        return Line((Run(item[4]),), kind, depth=min(1, len(item[1]) // _STEP))
    return Line((Run(line.strip()),))


def _goes_on(block: Block) -> bool:
    return isinstance(block, Line) and block.kind in {Kind.BODY, Kind.BULLET, Kind.NUMBER}


def _is_rest(line: str) -> bool:
    """Say whether a line goes on with the paragraph before it."""
    if not line.strip() or line.startswith(("#", "|", "![")):
        return False
    return _ITEM.fullmatch(line) is None


def _longer(block: Block, more: str) -> Block:
    assert isinstance(block, Line)
    text = block.text
    # Chinese is written without blanks, and so is a line that goes on with it.
    gap = "" if text[-1] >= "\u2e80" or more[0] >= "\u2e80" else " "
    return replace(block, runs=(Run(f"{text}{gap}{more}"),))


def _parsed(block: Block) -> Block:
    if isinstance(block, Line) and block.kind is not Kind.CODE:
        return replace(block, runs=inline(block.text))
    return block


def _grid(lines: list[str]) -> Grid:
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]):
        raise ManualError(f"no table: {lines[0]}")
    rows = [lines[0], *lines[2:]]
    cells = [tuple(inline(cell.strip()) for cell in row.strip("| ").split("|")) for row in rows]
    if len({len(row) for row in cells}) != 1:
        raise ManualError(f"rows of unlike length: {lines[0]}")
    return Grid(tuple(cells))


def _numbered(blocks: list[Block]) -> list[Block]:
    """Count the items of each numbered list; notes set in between do not end it."""
    counts = [0, 0]
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Line) and block.kind is Kind.NUMBER:
            counts[block.depth] += 1
            counts[block.depth + 1 :] = [0] * (1 - block.depth)
            done.append(replace(block, number=counts[block.depth]))
            continue
        if not isinstance(block, Line) or block.kind is not Kind.BULLET:
            counts = [0, 0]
        done.append(block)
    return done


def inline(source: str) -> Runs:
    """Return the runs of one line."""
    runs: list[Run] = []
    bold, at = False, 0
    for token in _TOKEN.finditer(source):
        runs.append(Run(source[at : token.start()], bold))
        at = token.end()
        if token[1]:
            bold = not bold
        elif token[2]:
            runs.append(Run(token[2], bold, key=True))
        else:
            runs.append(Run(token[3], bold, link=token[4]))
    runs.append(Run(source[at:], bold))
    return tuple(run for run in runs if run.text)
