"""The tree of chapters and their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from kabao.services.manual.library import Manual
    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_ADDRESS = Qt.ItemDataRole.UserRole + 1


class ContentsTree(QTreeView):
    """``chosen`` names the address of what was clicked or entered."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, manual: Manual, name: str) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()
        self.setObjectName("help_contents")
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._rows: dict[str, QStandardItem] = {}
        self.setModel(self._filled(manual))
        root = self.model()
        for row in range(root.rowCount() - 1):
            self.expand(root.index(row, 0))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the arrow of a chapter that opens: the style draws one that never grows."""
        if not self.model().hasChildren(index):
            return
        side = self._theme.px(14)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(rect).center())
        box.moveRight(rect.right() - self._theme.px(3))
        icon = "chevron-down" if self.isExpanded(index) else "chevron-right"
        self._theme.paint_icon(painter, box, icon, "ink_2")

    def _fit(self) -> None:
        self.setIndentation(self._theme.px(20))

    def show_address(self, address: str) -> None:
        """Mark where the reader is, without telling it."""
        item = self._rows.get(address) or self._rows.get(address.partition("#")[0])
        if item is not None:
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())

    def _filled(self, manual: Manual) -> QStandardItemModel:
        model = QStandardItemModel(self)
        for group in manual.groups:
            head = _item(group.title, group.chapters[0])
            model.appendRow(head)
            for key in group.chapters:
                chapter = manual.outline(key)
                below = self._rows[key] = _item(chapter.title, key)
                head.appendRow(below)
                for line in chapter.headings:
                    address = f"{key}#{line.anchor}"
                    self._rows[address] = _item(line.text, address)
                    below.appendRow(self._rows[address])
        return model

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_ADDRESS))


def _item(text: str, address: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setData(address, _ADDRESS)
    item.setToolTip(text)
    return item
