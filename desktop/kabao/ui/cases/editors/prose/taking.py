"""From a document in which a text was written back to its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCursor

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
    has_content,
    tidy,
)
from kabao.ui.cases.editors.prose.building import BREAK
from kabao.ui.cases.editors.prose.look import (
    ALT,
    FIGURE,
    HEIGHT,
    PICTURE,
    SHARE,
    WIDTH,
    list_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import (
        QTextBlock,
        QTextDocument,
        QTextImageFormat,
        QTextList,
        QTextTable,
    )

    from kabao.domain.prose.model import Block, Inline, Text

_OBJECT = "\ufffc"


def take(document: QTextDocument) -> Text:
    """Return the parts of a document in their order."""
    return tuple(part for _, part in _parts(document))


def position_of(document: QTextDocument, number: int) -> int:
    """Return where the part of a number begins, counted as a stored text counts: without blanks."""
    places = [place for place, part in _parts(document) if has_content(part)]
    return places[number] if 0 <= number < len(places) else 0


def _parts(document: QTextDocument) -> Iterator[tuple[int, Block]]:
    block = document.begin()
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table is not None:
            yield table.firstPosition(), _grid(table)
            block = document.findBlock(table.lastPosition() + 1)
            # The block that Qt keeps behind a table is no paragraph of the user's.
            if block.isValid() and not block.text() and block.textList() is None:
                block = block.next()
            continue
        if not _only_holds_a_table(block):
            for part in _passage(block):
                yield block.position(), part
        block = block.next()


def _only_holds_a_table(block: QTextBlock) -> bool:
    """Say whether a block is the empty one before a table with which a text begins."""
    following = block.next()
    if block.position() or block.text() or not following.isValid():
        return False
    return QTextCursor(following).currentTable() is not None


def _passage(block: QTextBlock) -> Iterator[Block]:
    kind, depth = kind_of(block)
    inlines: list[Inline] = []
    for item in _inlines(block, heading=kind in HEADS):
        if not isinstance(item, Picture):
            inlines.append(item)
            continue
        if inlines:
            yield Passage(tidy(inlines), kind, depth)
            inlines = []
        yield item
    found = tidy(inlines)
    if found or not _has_picture(block):
        yield Passage(found, kind, depth)


def _has_picture(block: QTextBlock) -> bool:
    return _OBJECT in block.text() and any(
        isinstance(item, Picture) for item in _inlines(block, heading=False)
    )


def kind_of(block: QTextBlock) -> tuple[Kind, int]:
    """Return what a block is, and how deep it stands in lists."""
    held = block.textList()
    if held is not None:
        return kind_of_list(held)
    level = block.blockFormat().headingLevel()
    return (HEADS[level - 1], 0) if 1 <= level <= len(HEADS) else (Kind.BODY, 0)


def kind_of_list(held: QTextList) -> tuple[Kind, int]:
    """Return which kind of list this is, and how deep it stands."""
    found = held.format()
    return list_kind(found), min(DEEPEST, max(0, found.indent() - 1))


def _grid(table: QTextTable) -> Grid:
    columns = range(table.columns())
    rows = [tuple(_cell(table, row, column) for column in columns) for row in range(table.rows())]
    return Grid(tuple(rows))


def _cell(table: QTextTable, row: int, column: int) -> Inlines:
    cell = table.cellAt(row, column)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    inlines: list[Inline] = []
    while True:
        inlines += [it for it in _inlines(block, heading=True) if not isinstance(it, Picture)]
        if block == last:
            return tidy(inlines)
        inlines.append(Span("\n"))
        block = block.next()


def _inlines(block: QTextBlock, *, heading: bool) -> Iterator[Inline | Picture]:
    """Yield what stands in a block; the weight of heads is theirs, not that of their words."""
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        letters = fragment.charFormat()
        bold = not heading and letters.fontWeight() >= QFont.Weight.DemiBold
        if letters.isImageFormat():
            for _ in range(fragment.length()):
                yield image_of(letters.toImageFormat(), bold=bold)
        else:
            yield Span(_clean(fragment.text()), bold)
        pieces += 1


def _clean(text: str) -> str:
    return text.replace(BREAK, "\n").replace("\u2029", "\n").replace(_OBJECT, "")


def image_of(image: QTextImageFormat, *, bold: bool = False) -> Figure | Picture | Span:
    """Return what an image stands for; nothing for one that is none of ours."""
    name = image.name()
    if name.startswith(FIGURE):
        return Figure(name.removeprefix(FIGURE), bold)
    if not name.startswith(PICTURE):
        return Span("")
    sha256 = name.removeprefix(PICTURE).partition("@")[0]
    told = [image.property(key) for key in (ALT, WIDTH, HEIGHT, SHARE)]
    alt, width, height, share = told
    return Picture(sha256, str(alt or ""), int(width or 0), int(height or 0), int(share or 100))
