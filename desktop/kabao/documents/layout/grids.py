"""Form grids and tables as rows of cells."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from kabao.documents.fonts.chain import width
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.pieces import PAD_X, Cell, Line, LinePiece, Piece, Row
from kabao.documents.layout.prose import caption_lines
from kabao.documents.layout.style import (
    CAPTION,
    CELL,
    CELL_BOLD,
    CELL_SMALL,
    CELL_SMALL_BOLD,
    HEAD,
    HEAD_SMALL,
    HEAD_TINT,
    LABEL,
    LABEL_SUB,
    LEFT,
    MM,
    SUB,
    TINT,
    VALUE,
    WIDE_WIDTH,
    WIDTH,
    TextStyle,
)
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kabao.documents.blocks import FormGrid, FormItem, Table

_LABEL_WIDTH = 33 * MM
_HALF = WIDTH / 2
_LEAST = 23.0
_TALL = 12.0
"""Millimetres of a box from which on it is for more than a line of writing."""
_SIGNED = 20.0
"""Millimetres of a box from which on it is signed or stamped."""
_AT_ONCE = 360.0
"""Points of a signed grid that are kept together; a longer one is divided like any other."""
_SIGNED_ROWS = 3
_SHORT = 5
"""Characters of a head that are not divided."""
_WORD = re.compile(r"[!-~]{2,}")
_WIDEST_WORD = 104.0
"""Points that a column is widened for at most; a digest or an address is cut instead."""


def form_grid(block: FormGrid) -> Iterator[Piece]:
    """Set labels and values, two pairs to a row where both values are short.

    What is signed stays on one page with its signatures, and no row stands alone on a page.
    """
    rows = list(_form_rows(block))
    signed = any(item.blank >= _SIGNED for item in block.items)
    if signed and sum(row.height for row in rows) <= _AT_ONCE:
        rows[:-1] = [replace(row, keep=True) for row in rows[:-1]]
    for place in {0, len(rows) - 2} & set(range(len(rows) - 1)):
        rows[place] = replace(rows[place], keep=True)
    yield from rows


def together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Keep a short grid on the page of the boxes below it, in which what it says is signed."""
    rows = list(pieces)
    short = sum(row.height for row in rows) <= _AT_ONCE
    yield from (replace(row, keep=True) if short else row for row in rows)


def with_its_end(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Keep the last rows of a list with the boxes below it: nobody signs an empty page."""
    last: deque[Piece] = deque()
    for piece in pieces:
        last.append(piece)
        if len(last) > _SIGNED_ROWS:
            yield last.popleft()
    yield from (replace(row, keep=True) for row in last)


def _form_rows(block: FormGrid) -> Iterator[Row]:
    waiting: FormItem | None = None
    before, tag = 4.0, Tag("Table")
    for item in block.items:
        short = _is_short(item)
        if waiting is not None:
            pair = (waiting, item) if short else (waiting,)
            yield _form_row(pair, before, tag)
            before, waiting = 0.0, None
            if short:
                continue
        if short:
            waiting = item
        else:
            yield _form_row((item,), before, tag)
            before = 0.0
    if waiting is not None:
        yield _form_row((waiting,), before, tag)


def _is_short(item: FormItem) -> bool:
    if item.wide or item.blank > _TALL or "\n" in item.value:
        return False
    room = _HALF - _LABEL_WIDTH - 2 * PAD_X
    return width(item.value, VALUE.size) <= 1.9 * room


def _form_row(items: Sequence[FormItem], before: float, tag: Tag) -> Row:
    cells: list[Cell] = []
    row = Tag("TR", tag)
    for number, item in enumerate(items):
        x = LEFT + number * _HALF
        end = LEFT + WIDTH if number == len(items) - 1 else x + _HALF
        label = caption_lines(item.label, _LABEL_WIDTH - 2 * PAD_X, LABEL, LABEL_SUB)
        start = x + _LABEL_WIDTH
        value = break_lines(item.value, end - start - 2 * PAD_X, VALUE.size)
        cells += [
            Cell(x, _LABEL_WIDTH, tuple(label), TINT, repeat=True, tag=_row_head(row)),
            Cell(
                start,
                end - start,
                tuple([Line(text, VALUE) for text in value]),
                tag=Tag("TD", row, span=1 if len(items) > 1 else 3),
            ),
        ]
    least = max([_LEAST, *(item.blank * MM for item in items)])
    return Row(tuple(cells), least, before, tag=row)


def _row_head(row: Tag) -> Tag:
    return Tag("TH", row, scope="Row")


def table(block: Table) -> Iterator[Piece]:
    """Set a table: caption, head, rows and the line of totals."""
    tag = Tag("Table")
    if block.caption.main:
        said = Tag("Caption", tag)
        for number, line in enumerate(caption_lines(block.caption, WIDTH, CAPTION, SUB)):
            before = 8.0 if number == 0 else 0.0
            yield LinePiece(line.text, line.style, before=before, keep=True, tag=said)
    xs = edges(block)
    head = _head(block, xs, Tag("TR", tag))
    yield replace(head, before=3.0 if block.caption.main else 6.0, keep=bool(block.rows))
    plain, bold = (CELL_SMALL, CELL_SMALL_BOLD) if block.small else (CELL, CELL_BOLD)
    rows = [*block.rows, *([block.total] if block.total else [])]
    for number, texts in enumerate(rows):
        is_total = number == len(block.rows)
        strong = is_total or number in block.strong
        style, fill = (bold, TINT) if strong else (plain, "")
        row = Tag("TR", tag)
        cells = _cells(block, xs, texts, (style, fill), row)
        keep = _stays(block, number)
        lead = block.leads[number] if number < len(block.leads) else ""
        if lead:
            cells = (replace(cells[0], tag=Tag("Link", cells[0].tag)), *cells[1:])
        yield Row(cells, block.row_height, keep=keep, head=head, pad=3.0, lead=lead, tag=row)


def _stays(block: Table, number: int) -> bool:
    """Say whether a row stands on the page of the next: a head with rows, the row above the sum."""
    last = number == len(block.rows) - 1
    heads = number in block.strong and not last and number + 1 not in block.strong
    return heads or (last and bool(block.total))


def edges(block: Table) -> list[float]:
    """Return the left edges of the columns and the right edge of the last.

    The weights of the columns count, but no column becomes narrower than its longest Latin word,
    as far as the others can spare the room.
    """
    weights = [column.weight for column in block.columns]
    room = WIDE_WIDTH if block.wide else WIDTH
    wanted = [room * weight / sum(weights) for weight in weights]
    least = [_least_width(block, index) for index in range(len(weights))]
    lacking = sum(max(0.0, low - room) for low, room in zip(least, wanted, strict=True))
    spare = sum(max(0.0, room - low) for low, room in zip(least, wanted, strict=True))
    given = min(1.0, spare / lacking) if lacking else 0.0
    taken = given * lacking / spare if spare else 0.0
    widths = [
        room + (low - room) * (given if low > room else taken)
        for low, room in zip(least, wanted, strict=True)
    ]
    return [LEFT + part for part in accumulate(widths, initial=0.0)]


def _least_width(block: Table, index: int) -> float:
    label = block.columns[index].label
    head, plain = (HEAD_SMALL, CELL_SMALL) if block.small else (HEAD, CELL)
    cells = "\n".join([row[index] for row in block.rows])
    strong = "\n".join([block.rows[number][index] for number in block.strong])
    spoken = ((label.main, head), (label.sub, LABEL_SUB), (cells, plain), (strong, head))
    widest = max([_widest_word(text, style) for text, style in spoken])
    if len(label.main) <= _SHORT:
        lines = [width(line, head.size, bold=head.bold) for line in label.main.split("\n")]
        widest = max(widest, *lines)
    return min(_WIDEST_WORD, widest) + 2 * PAD_X + 0.5


def _widest_word(text: str, style: TextStyle) -> float:
    words = {*_WORD.findall(text)}
    return max([width(word, style.size, bold=style.bold) for word in words], default=0.0)


def _head(block: Table, xs: Sequence[float], row: Tag) -> Row:
    style = HEAD_SMALL if block.small else HEAD
    cells = []
    for column, x, end in zip(block.columns, xs, xs[1:], strict=False):
        lines = caption_lines(column.label, end - x - 2 * PAD_X, style, LABEL_SUB)
        tag = Tag("TH", row, scope="Column")
        cells.append(Cell(x, end - x, tuple(lines), HEAD_TINT, column.align, tag=tag))
    return Row(tuple(cells), 20.0, keep=True, pad=3.0, tag=row)


def _cells(
    block: Table, xs: Sequence[float], texts: Sequence[str], look: tuple[TextStyle, str], row: Tag
) -> tuple[Cell, ...]:
    cells = []
    style, fill = look
    for column, text, x, end in zip(block.columns, texts, xs, xs[1:], strict=False):
        lines = break_lines(text, end - x - 2 * PAD_X, style.size, bold=style.bold)
        set_lines = tuple([Line(t, style) for t in lines])
        cells.append(Cell(x, end - x, set_lines, fill, column.align, tag=Tag("TD", row)))
    return tuple(cells)
