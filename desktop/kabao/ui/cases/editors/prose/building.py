"""From the parts of a text to a document in which it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextImageFormat, QTextTable

from kabao.domain.prose.model import LISTS, Figure, Grid, Kind, Passage, Picture, Span
from kabao.ui.cases.editors.prose.look import (
    ALT,
    HEIGHT,
    PICTURE,
    SHARE,
    WIDTH,
    block_format,
    char_format,
    figure_format,
    list_format,
    table_format,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QTextList

    from kabao.domain.prose.model import Inlines, Text
    from kabao.ui.kit.theme import Theme

BREAK = "\u2028"
"""Breaks a line inside its block."""


class Builder:
    """Writes the parts of a text where a cursor stands."""

    def __init__(self, cursor: QTextCursor, theme: Theme) -> None:
        self._cursor = cursor
        self._theme = theme
        self._lists: dict[tuple[Kind, int], QTextList] = {}
        self._fresh = True
        """Whether the block of the cursor is still to be filled."""

    def write(self, text: Text) -> None:
        """Write a text; the first part takes the block of the cursor if that is empty."""
        cursor = self._cursor
        cursor.beginEditBlock()
        self._fresh = not cursor.block().text()
        for part in text:
            if isinstance(part, Grid):
                self._grid(part)
            elif isinstance(part, Picture):
                self._passage(Passage())
                cursor.insertImage(picture_format(part))
            else:
                self._passage(part)
        cursor.endEditBlock()

    def _passage(self, part: Passage) -> None:
        cursor, theme = self._cursor, self._theme
        letters, block = char_format(part.kind), block_format(theme, part.kind)
        if self._fresh:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(letters)
            self._fresh = False
        else:
            cursor.insertBlock(block, letters)
        self._enlist(part)
        insert_inlines(cursor, part.inlines, part.kind)

    def _enlist(self, part: Passage) -> None:
        key = (part.kind, part.depth)
        if part.kind not in LISTS:
            self._lists.clear()
            leave_list(self._cursor)
            return
        # What stands deeper, or at the same depth with another sign, begins anew behind this.
        self._lists = {
            known: held
            for known, held in self._lists.items()
            if known[1] < part.depth or known == key
        }
        if key in self._lists:
            self._lists[key].add(self._cursor.block())
        else:
            self._lists[key] = self._cursor.createList(list_format(*key))

    def _grid(self, part: Grid) -> None:
        # Qt puts a table behind the block of the cursor and keeps a block behind the table.
        cursor = self._cursor
        self._lists.clear()
        made = insert_grid(cursor, part, self._theme)
        cursor.setPosition(made.lastPosition() + 1)
        leave_list(cursor)
        cursor.setBlockFormat(block_format(self._theme, Kind.BODY))
        cursor.setBlockCharFormat(char_format(Kind.BODY))
        self._fresh = not cursor.block().text()


def insert_grid(cursor: QTextCursor, part: Grid, theme: Theme) -> QTextTable:
    """Insert a table; its first row is the head."""
    made = cursor.insertTable(len(part.rows), len(part.rows[0]), table_format(theme))
    for row, cells in enumerate(part.rows):
        for column, cell in enumerate(cells):
            inside = made.cellAt(row, column).firstCursorPosition()
            letters = char_format(Kind.BODY, bold=row == 0)
            inside.setBlockCharFormat(letters)
            insert_inlines(inside, cell, Kind.BODY, bold=row == 0)
    return made


def insert_inlines(
    cursor: QTextCursor, inlines: Inlines, kind: Kind, *, bold: bool = False
) -> None:
    """Insert spans and figures."""
    for item in inlines:
        if isinstance(item, Span):
            letters = char_format(kind, bold=item.bold or bold)
            cursor.insertText(item.text.replace("\n", BREAK), letters)
        elif isinstance(item, Figure):
            cursor.insertImage(figure_format(item.name, bold=item.bold or bold))


def leave_list(cursor: QTextCursor) -> None:
    """Take the block of a cursor out of its list."""
    block = cursor.block()
    held = block.textList()
    if held is not None:
        held.remove(block)
        form = cursor.blockFormat()
        form.setIndent(0)
        cursor.setBlockFormat(form)


def picture_format(part: Picture) -> QTextImageFormat:
    """Return what stands in the document for a picture, with all that is told about it."""
    made = QTextImageFormat()
    made.setName(f"{PICTURE}{part.sha256}@{part.share}")
    for key, value in ((ALT, part.alt), (WIDTH, part.width), (HEIGHT, part.height)):
        made.setProperty(key, value)
    made.setProperty(SHARE, part.share)
    return made
