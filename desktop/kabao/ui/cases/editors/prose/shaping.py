"""Shaping a text while it is written: what a passage is, bold words, lists and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFormat, QTextImageFormat

from kabao.domain.prose.model import DEEPEST, HEADS, LISTS, Grid, Kind, Passage
from kabao.ui.cases.editors.prose.building import (
    Builder,
    insert_grid,
    leave_list,
    picture_format,
)
from kabao.ui.cases.editors.prose.look import (
    PICTURE,
    block_format,
    char_format,
    figure_format,
    list_format,
)
from kabao.ui.cases.editors.prose.taking import image_of, kind_of, kind_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextTable
    from PySide6.QtWidgets import QTextEdit

    from kabao.domain.prose.model import Picture
    from kabao.ui.kit.theme import Theme

_ADJUSTED = QTextFormat.Property.FontSizeAdjustment
_TYPED = {
    "#": Kind.HEAD_1,
    "##": Kind.HEAD_2,
    "###": Kind.HEAD_3,
    "-": Kind.BULLET,
    "1.": Kind.NUMBER,
}
"""What a passage becomes when these signs and a blank are typed at its beginning."""


class Shaping:
    """The commands of a box; every one of them is one step that can be undone."""

    def __init__(self, box: QTextEdit, theme: Theme) -> None:
        self._box = box
        self._theme = theme

    def obey(self, name: str) -> bool:
        """Do what a key asks for; False for what is for the editor around the box."""
        if self._box.isReadOnly():
            return name not in ("find", "find_next", "find_back", "outline")
        if name == "bold":
            self.toggle_bold()
        elif name in ("deeper", "shallower"):
            self.tab(1 if name == "deeper" else -1)
        elif name in tuple(Kind):
            self.toggle(Kind(name))
        else:
            return False
        return True

    def kind(self) -> Kind:
        """Return what the passage of the caret is."""
        return kind_of(self._box.textCursor().block())[0]

    def is_bold(self) -> bool:
        """Say whether what is typed now becomes bold."""
        weight = self._box.textCursor().charFormat().fontWeight()
        return self.kind() not in HEADS and weight >= QFont.Weight.DemiBold

    def table(self) -> QTextTable | None:
        """Return the table in which the caret stands."""
        found: QTextTable | None = self._box.textCursor().currentTable()
        return found

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or not; heads and tables stay."""
        if self.table() is not None or self.kind() in HEADS:
            return
        letters = QTextCharFormat()
        letters.setFontWeight(QFont.Weight.Normal if self.is_bold() else QFont.Weight.Bold)
        self._box.mergeCurrentCharFormat(letters)

    def toggle(self, kind: Kind) -> None:
        """Make the passages of the selection this kind; a list that is one already ends."""
        if self.table() is not None:
            return
        now = [kind_of(block)[0] for block in self._blocks()]
        wanted = Kind.BODY if kind in LISTS and all(one is kind for one in now) else kind
        self._shape(wanted)

    def tab(self, by: int) -> bool:
        """Move items deeper or further out, or go to another cell; False outside of both."""
        table = self.table()
        if table is not None:
            return self._next_cell(table, by)
        blocks = [block for block in self._blocks() if block.textList() is not None]
        if not blocks:
            return False
        cursor = self._box.textCursor()
        cursor.beginEditBlock()
        for block in blocks:
            kind, depth = kind_of(block)
            if 0 <= depth + by <= DEEPEST:
                self._enlist(block, kind, depth + by)
        cursor.endEditBlock()
        return True

    def enter(self) -> bool:
        """End a list at an empty item, and go on with plain text behind a head."""
        cursor = self._box.textCursor()
        block = cursor.block()
        if block.textList() is not None and not block.text():
            self._shape(Kind.BODY)
            return True
        if self.kind() in HEADS and cursor.atBlockEnd() and self.table() is None:
            cursor.beginEditBlock()
            cursor.insertBlock(block_format(self._theme, Kind.BODY), char_format(Kind.BODY))
            cursor.endEditBlock()
            self._box.setTextCursor(cursor)
            return True
        return False

    def backspace(self) -> bool:
        """Make an item or a head plain text when the caret stands at its beginning."""
        cursor = self._box.textCursor()
        if cursor.hasSelection() or not cursor.atBlockStart() or self.kind() is Kind.BODY:
            return False
        self._shape(Kind.BODY)
        return True

    def typed(self, sign: str) -> None:
        """Take ``# ``, ``- `` or ``1. `` at the beginning of a passage for what it means."""
        cursor = self._box.textCursor()
        if sign != " " or self.kind() is not Kind.BODY or self.table() is not None:
            return
        before = cursor.block().text()[: cursor.positionInBlock()]
        kind = _TYPED.get(before.removesuffix(" ")) if before.endswith(" ") else None
        if kind is None:
            return
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._box.setTextCursor(cursor)
        self._shape(kind)
        cursor.endEditBlock()

    def plain(self, cursor: QTextCursor) -> None:
        """Make the passage of a cursor plain text."""
        leave_list(cursor)
        cursor.setBlockFormat(block_format(self._theme, Kind.BODY))
        cursor.setBlockCharFormat(char_format(Kind.BODY))
        cursor.setCharFormat(char_format(Kind.BODY))

    def insert_table(self, rows: int = 3, columns: int = 3) -> None:
        """Insert an empty table and go to its first cell."""
        if self.table() is not None:
            return
        cursor = self._box.textCursor()
        cursor.beginEditBlock()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        empty = Grid(tuple(tuple(() for _ in range(columns)) for _ in range(rows)))
        made = insert_grid(cursor, empty, self._theme)
        behind = QTextCursor(self._box.document())
        behind.setPosition(made.lastPosition() + 1)
        self.plain(behind)
        cursor.endEditBlock()
        self._box.setTextCursor(made.cellAt(0, 0).firstCursorPosition())

    def change_table(self, what: str) -> None:
        """Add or remove rows, columns, or the table itself."""
        table = self.table()
        if table is None:
            return
        cell = table.cellAt(self._box.textCursor())
        row, column = cell.row(), cell.column()
        if what == "row_above":
            table.insertRows(row, 1)
        elif what == "row_below":
            table.insertRows(row + 1, 1)
        elif what == "column_before":
            table.insertColumns(column, 1)
        elif what == "column_after":
            table.insertColumns(column + 1, 1)
        elif what == "remove_row" and table.rows() > 1:
            table.removeRows(row, 1)
        elif what == "remove_column" and table.columns() > 1:
            table.removeColumns(column, 1)
        else:
            table.removeRows(0, table.rows())

    def insert_figure(self, name: str) -> None:
        """Insert a figure of the form where the caret stands."""
        cursor = self._box.textCursor()
        bold = self.is_bold()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.insertImage(figure_format(name, bold=bold))
        cursor.setCharFormat(char_format(self.kind(), bold=bold))
        cursor.endEditBlock()
        self._box.setTextCursor(cursor)

    def insert_picture(self, picture: Picture) -> None:
        """Insert a picture in a passage of its own."""
        cursor = self._box.textCursor()
        if cursor.currentTable() is not None:
            cursor.setPosition(cursor.currentTable().lastPosition() + 1)
        cursor.beginEditBlock()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        Builder(cursor, self._theme).write((picture, Passage()))
        cursor.endEditBlock()
        self._box.setTextCursor(cursor)

    def picture(self) -> Picture | None:
        """Return the picture beside the caret, or the one that is selected."""
        found = self._picture_at()
        return found[1] if found else None

    def change_picture(self, picture: Picture) -> None:
        """Tell something else about the picture beside the caret."""
        found = self._picture_at()
        if found is None:
            return
        cursor = QTextCursor(self._box.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[0] + 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(picture_format(picture))

    def images(self) -> set[str]:
        """Return the names of all images in the document."""
        return {name for _, name in self._images()}

    def _images(self) -> Iterator[tuple[int, str]]:
        block = self._box.document().begin()
        while block.isValid():
            if "\ufffc" in block.text():
                pieces = block.begin()
                while not pieces.atEnd():
                    fragment = pieces.fragment()
                    image = fragment.charFormat()
                    if image.isImageFormat():
                        yield fragment.position(), image.toImageFormat().name()
                    pieces += 1
            block = block.next()

    def _picture_at(self) -> tuple[int, Picture] | None:
        cursor = self._box.textCursor()
        document = self._box.document()
        for place in (cursor.selectionStart(), cursor.position() - 1):
            if place < 0 or document.characterAt(place) != "\ufffc":
                continue
            probe = QTextCursor(document)
            probe.setPosition(place + 1)
            image: QTextImageFormat = probe.charFormat().toImageFormat()
            if image.name().startswith(PICTURE):
                return place, image_of(image)  # type: ignore[return-value]
        return None

    def _blocks(self) -> list[QTextBlock]:
        cursor = self._box.textCursor()
        block = self._box.document().findBlock(cursor.selectionStart())
        last = self._box.document().findBlock(cursor.selectionEnd())
        found = [block]
        while block.isValid() and block != last:
            block = block.next()
            found.append(block)
        return [one for one in found if QTextCursor(one).currentTable() is None]

    def _shape(self, kind: Kind) -> None:
        cursor = self._box.textCursor()
        cursor.beginEditBlock()
        for block in self._blocks():
            inside = QTextCursor(block)
            depth = kind_of(block)[1]
            leave_list(inside)
            inside.setBlockFormat(block_format(self._theme, kind))
            self._relight(block, kind)
            if kind in LISTS:
                self._enlist(block, kind, depth)
        self._part_lists()
        cursor.endEditBlock()
        letters = self._box.currentCharFormat()
        if not letters.isImageFormat():
            bold = self.is_bold()
            self._box.setCurrentCharFormat(char_format(kind, bold=bold and kind not in HEADS))

    def _relight(self, block: QTextBlock, kind: Kind) -> None:
        """Give the letters of a block the look of a kind; bold words of plain text stay bold."""
        was_head = QTextCursor(block).blockCharFormat().property(_ADJUSTED) is not None
        pieces, found = block.begin(), []
        while not pieces.atEnd():
            fragment = pieces.fragment()
            found.append((fragment.position(), fragment.length(), fragment.charFormat()))
            pieces += 1
        inside = QTextCursor(block)
        inside.setBlockCharFormat(char_format(kind))
        for place, length, letters in found:
            if letters.isImageFormat():
                continue
            bold = letters.fontWeight() >= QFont.Weight.DemiBold and not was_head
            inside.setPosition(place)
            inside.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
            inside.setCharFormat(char_format(kind, bold=bold))

    def _enlist(self, block: QTextBlock, kind: Kind, depth: int) -> None:
        """Put a block into the list before it that fits, or begin a new one."""
        cursor = QTextCursor(block)
        leave_list(cursor)
        before = block.previous()
        while before.isValid() and before.textList() is not None:
            found = kind_of(before)
            if found == (kind, depth):
                before.textList().add(block)
                return
            if found[1] <= depth:
                break
            before = before.previous()
        cursor.createList(list_format(kind, depth))

    def _part_lists(self) -> None:
        """Begin a list anew behind whatever parts it, so that its numbers are those on paper."""
        block = self._box.document().begin()
        seen: set[int] = set()
        fresh: dict[int, object] = {}
        while block.isValid():
            held = block.textList()
            if held is None:
                seen |= set(fresh)
                fresh = {}
            else:
                index = held.objectIndex()
                if index in seen:
                    held.remove(block)
                    self._enlist(block, *kind_of_list(held))
                    index = block.textList().objectIndex()
                fresh[index] = True
            block = block.next()

    def _next_cell(self, table: QTextTable, by: int) -> bool:
        cell = table.cellAt(self._box.textCursor())
        place = cell.row() * table.columns() + cell.column() + by
        if place < 0:
            return False
        if place >= table.rows() * table.columns():
            table.appendRows(1)
        wanted = table.cellAt(place // table.columns(), place % table.columns())
        self._box.setTextCursor(wanted.firstCursorPosition())
        return True
