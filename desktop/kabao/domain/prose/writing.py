"""From the parts of a text to the string that is stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.prose.model import HEADS, Figure, Grid, Kind, Passage, Span, has_content

if TYPE_CHECKING:
    from kabao.domain.prose.model import Block, Inlines, Picture, Text

MARKER = "<!-- kabao-text 1 -->"
STEP = "   "
"""Indent of a list inside a list: what any Markdown reader takes for one."""

_SIGNS = re.compile(r"([\\*_{\[<|`])")
_LEADING = re.compile(r"( *)([-+=>#]|[0-9]{1,9}[.)])")


def write(text: Text) -> str:
    """Return the string to store: bare lines where nothing but paragraphs stands in the text."""
    if all(_is_bare(block) for block in text):
        lines = [_bare(block) for block in text if isinstance(block, Passage)]
        bare = "\n".join(lines)
        return bare if bare.strip() and not bare.startswith("<!--") else marked(text)
    return marked(text)


def marked(text: Text) -> str:
    """Return the string in its Markdown form; empty for a text that says nothing."""
    body = markdown(text)
    return f"{MARKER}\n{body}" if body else ""


def markdown(text: Text) -> str:
    """Return a text as Markdown, without the line that marks a stored one."""
    parts: list[str] = []
    before: Block | None = None
    for block in text:
        if not has_content(block):
            continue
        gap = "" if before is None else "\n\n"
        if isinstance(block, Passage) and isinstance(before, Passage):
            listed = block.kind in (Kind.BULLET, Kind.NUMBER)
            gap = "\n" if listed and before.kind in (Kind.BULLET, Kind.NUMBER) else gap
        parts += [gap, _block(block)]
        before = block
    return "".join(parts)


def _is_bare(block: Block) -> bool:
    return (
        isinstance(block, Passage)
        and block.kind is Kind.BODY
        and all(
            isinstance(it, Span) and not it.bold and "\n" not in it.text for it in block.inlines
        )
    )


def _bare(block: Passage) -> str:
    return "".join(item.text for item in block.inlines if isinstance(item, Span))


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        return _grid(block)
    if not isinstance(block, Passage):
        return _picture(block)
    words = _inlines(block.inlines)
    if block.kind in HEADS:
        return f"{'#' * (1 + HEADS.index(block.kind))} {words.strip(' ')}"
    if block.kind is Kind.BODY:
        return _LEADING.sub(_shielded, words, count=1) if _LEADING.match(words) else words
    lead = "- " if block.kind is Kind.BULLET else "1. "
    return f"{STEP * block.depth}{lead}{words.strip(' ')}"


def _shielded(found: re.Match[str]) -> str:
    blanks, sign = found.groups()
    return f"{blanks}{sign[:-1]}\\{sign[-1]}"


def _picture(block: Picture) -> str:
    alt = _SIGNS.sub(r"\\\1", block.alt.replace("\n", " ")).replace("]", "\\]")
    size = f"{block.width}x{block.height} {block.share}%"
    return f'![{alt}](attachment:{block.sha256} "{size}")'


def _grid(block: Grid) -> str:
    rows = [
        "| " + " | ".join(_inlines(cell).strip(" ") for cell in row) + " |" for row in block.rows
    ]
    rows.insert(1, "|" + " --- |" * len(block.rows[0]))
    return "\n".join(rows)


def _inlines(inlines: Inlines) -> str:
    parts: list[str] = []
    bold = False
    for item in inlines:
        if item.bold != bold:
            parts.append("**")
            bold = item.bold
        if isinstance(item, Figure):
            parts.append("{{" + item.name + "}}")
        else:
            parts.append(_SIGNS.sub(r"\\\1", item.text).replace("\n", "<br>"))
    return "".join(parts) + ("**" if bold else "")
