"""Small pictures of pages in rows: chosen, moved and left out by mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from kabao.ui.cases.editors.pages.tile_paint import TileDelegate, tile_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDropEvent

    from kabao.domain.cases import Attachment
    from kabao.ui.cases.editors.pages.arrangement import Arrangement, Tile
    from kabao.ui.cases.editors.pages.pictures import PagePictures
    from kabao.ui.kit.context import RoomContext

Index = QModelIndex | QPersistentModelIndex


class PagesModel(QAbstractListModel):
    """The pages of an arrangement; says of each in words what becomes of it."""

    def __init__(self, context: RoomContext, arrangement: Arrangement) -> None:
        super().__init__()
        self._texts = context.texts
        self.arrangement = arrangement

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """Count the pages of the file."""
        return len(self.arrangement.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words for a page."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.caption(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.described(index.row())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let pages be dragged between each other."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def tile(self, row: int) -> Tile:
        """Return a page."""
        return self.arrangement.tiles[row]

    def number(self, row: int) -> int:
        """Return which printed page a page is; 0 for one that is left out."""
        tiles = self.arrangement.tiles
        return sum(tile.kept for tile in tiles[: row + 1]) if tiles[row].kept else 0

    def caption(self, row: int) -> str:
        """Return what stands below a page."""
        tile, number = self.tile(row), self.number(row)
        if not tile.kept:
            return self._texts("cases.pages.left_out", page=tile.page)
        same = number == tile.page
        return self._texts(
            "cases.pages.same" if same else "cases.pages.moved", number=number, page=tile.page
        )

    def described(self, row: int) -> str:
        """Return what a screen reader says of a page."""
        turn = self.tile(row).turn
        turned = self._texts("cases.pages.turned", degrees=turn) if turn else ""
        return f"{self.caption(row)} {turned}".strip()

    def refresh(self) -> None:
        """Tell that pages changed."""
        self.layoutChanged.emit()


class PagesGrid(QListView):
    """The pages as a grid; ``moved`` tells where chosen pages were dropped."""

    moved = Signal(int)
    current_moved = Signal(int)
    activated_page = Signal()

    def __init__(self, context: RoomContext, file: Attachment, pictures: PagePictures) -> None:
        super().__init__()
        theme = context.theme
        self.setAccessibleName(context.texts("cases.pages.grid"))
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setGridSize(QSize(*tile_size(theme)))
        self.setItemDelegate(TileDelegate(context, file, pictures, self))
        # The pictures outlive this window: only a method of its own is let go with it.
        pictures.drawn.connect(self._redraw)
        pictures.failed.connect(self._redraw)

    def rows(self) -> Sequence[int]:
        """Return the chosen pages, the current one if none is chosen."""
        chosen = sorted(index.row() for index in self.selectedIndexes())
        current = self.currentIndex().row()
        return chosen or ([current] if current >= 0 else [])

    def choose(self, rows: Sequence[int]) -> None:
        """Choose pages and go to the first of them."""
        self.clearSelection()
        for row in rows:
            selection = self.selectionModel()
            selection.select(self.model().index(row, 0), selection.SelectionFlag.Select)
        if rows:
            selection = self.selectionModel()
            index = self.model().index(rows[0], 0)
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
            self.scrollTo(index)

    def _redraw(self, *_told: object) -> None:
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which page is looked at."""
        super().currentChanged(current, previous)
        self.current_moved.emit(current.row())

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the chosen pages where they were dropped; the arrangement does the rest."""
        if event.source() is not self:
            return
        point = event.position().toPoint()
        index = self.indexAt(point)
        place = self.model().rowCount()
        if index.isValid():
            behind = point.x() > self.visualRect(index).center().x()
            place = index.row() + int(behind)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.moved.emit(place)
