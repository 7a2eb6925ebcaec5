"""The tree with its search: what is typed leaves the matching lines and the way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.structure_search import StructureIndex
from kabao.services.structures import search_index
from kabao.ui.cases.editors.structure.budget_bar import paint_budget
from kabao.ui.cases.editors.structure.tree_model import NATIONAL, USED_ROLE, StructureModel
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.tables import Column, Header
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter

    from kabao.domain.structure import Extension
    from kabao.ui.cases.editors.structure.nodes import Node
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

SEARCH_KEYS = "Ctrl+Shift+F"
_BAR = 40
_LEAST = 120
_WIDTHS = {
    "name": 232,
    "value": 150,
    "encoded": 200,
    "type": 116,
    "length": 52,
    "used": 112,
    "codes": 190,
    "confidence": 84,
    "source": 96,
}


class _UsedDelegate(QStyledItemDelegate):
    """Paints a bar of the bytes taken before their number."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        share = index.data(USED_ROLE)
        if share is None:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        theme = self._theme
        rect = QRectF(option.rect).adjusted(theme.px(4), 0, -theme.px(4), 0)
        height, width = theme.px(6), theme.px(_BAR)
        bar = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
        paint_budget(painter, bar, share, theme)
        painter.save()
        painter.setFont(theme.font())
        painter.setPen(theme.color.error if share > 1 else theme.color.ink_2)
        text = rect.adjusted(width + theme.px(6), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()


class _View(QTreeView):
    """Tells the keys that act on a line."""

    pressed_key = Signal(int)
    _KEYS = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._KEYS and not event.modifiers():
            self.pressed_key.emit(event.key())
            event.accept()
            return
        super().keyPressEvent(event)


class StructureTree(QWidget):
    """``chosen`` carries the node under the keyboard; ``acted`` the key pressed on it."""

    chosen = Signal(object)
    acted = Signal(int)

    def __init__(
        self,
        context: RoomContext,
        columns: tuple[str, ...] = NATIONAL,
        tools: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._structure = context.workspace.rulebook.structure
        self._index = StructureIndex(self._structure)
        self._extensions: Sequence[Extension] = ()
        self.model = StructureModel(self._structure, texts, theme, columns)
        self.search = SearchField(theme, texts("cases.structure.search"))
        self.search.setObjectName("structure_search")
        self.search.setToolTip(f"{texts('cases.structure.search')}  {SEARCH_KEYS}")
        self.search.searched.connect(lambda _: self._search())
        self._found = Label("", "small", "ink_2")
        self.view = self._build_view()
        shortcut = QShortcut(QKeySequence(SEARCH_KEYS), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.search.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar(tools))
        column.addWidget(self.view, 1)
        self.show_extensions(())
        # The pinyin of the names takes a moment to load; until then all else is found.
        structure = self._structure
        context.jobs.run(
            lambda _: search_index(structure), self._take_index, self._no_index, background=True
        )

    def show_extensions(self, extensions: Sequence[Extension]) -> None:
        """Show the structure with these local elements; what is open stays open."""
        current = self.current()
        opened = {path for path in self._branches() if self._is_open(path)}
        self._extensions = extensions
        with QSignalBlocker(self.view.selectionModel()):
            self.model.show(extensions, self._wanted())
        self._open(opened, everything=bool(self.search.text().strip()))
        if current is None:
            self.view.setCurrentIndex(self.model.index(0, 0))
        else:
            self._select(current)

    def refresh_row(self, row: int, extensions: Sequence[Extension]) -> bool:
        """Show another content of one local element; False if its line is not shown."""
        self._extensions = extensions
        return self.model.refresh_row(row, extensions)

    def current(self) -> Node | None:
        """Return the node that has the keyboard."""
        index = self.view.currentIndex()
        return self.model.node(index) if index.isValid() else None

    def go_to(self, path: str, row: int = -1) -> bool:
        """Choose the line of a path or of a local element; a search that hides it ends."""
        index = self.model.index_of(path, row)
        if not index.isValid() and self.search.text():
            self.search.end_search()
            index = self.model.index_of(path, row)
        if not index.isValid():
            return False
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def select_quietly(self, row: int) -> None:
        """Keep the line of a local element chosen without telling anyone."""
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(self.model.index_of("", row))
        self.view.viewport().update()

    def _build_bar(self, tools: Sequence[QWidget]) -> QFrame:
        theme = self._context.theme
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.space("page_margin"), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self._found)
        for tool in tools:
            row.addWidget(tool)
        return bar

    def _build_view(self) -> QTreeView:
        theme = self._context.theme
        view = _View()
        view.setObjectName("structure_tree")
        view.setAccessibleName(self._context.texts("cases.structure.tree"))
        view.setModel(self.model)
        view.setMinimumHeight(theme.px(_LEAST))
        view.setUniformRowHeights(True)
        view.setItemsExpandable(True)
        side = theme.icon_px("inline")
        view.setIconSize(QSize(side, side))
        view.setIndentation(theme.px(18))
        view.setHorizontalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        header = Header(theme, view)  # type: ignore[arg-type]  # any item view will do
        columns = self.model.columns
        header.columns = [Column(_WIDTHS[name], align_right=name == "length") for name in columns]
        header.setFixedHeight(theme.height("table_header"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.setHeader(header)
        for place, name in enumerate(columns):
            title = str(self.model.headerData(place, Qt.Orientation.Horizontal))
            room = header.fontMetrics().horizontalAdvance(title) + theme.px(20)
            header.resizeSection(place, max(theme.px(_WIDTHS[name]), room))
        header.setStretchLastSection(True)
        view.setItemDelegateForColumn(columns.index("used"), _UsedDelegate(theme, view))
        view.selectionModel().currentChanged.connect(self._tell)
        view.pressed_key.connect(self.acted)
        return view

    def _take_index(self, index: StructureIndex) -> None:
        self._index = index
        if self.search.text().strip():
            self._search()

    def _no_index(self, error: Exception) -> None:
        self._context.alerts.show(error)

    def _search(self) -> None:
        self.show_extensions(self._extensions)
        text = self.search.text().strip()
        found = ""
        if text:
            count = len(self._index.paths(text)) + len(self._index.rows(text, self._extensions))
            found = self._context.texts("cases.structure.found", count=count)
        self._found.setText(found)
        if text and self.view.currentIndex().isValid() is False and self.model.rowCount():
            self._select_first()

    def _wanted(self) -> Callable[[Node], bool] | None:
        text = self.search.text().strip()
        if not text:
            return None
        paths, rows = self._index.paths(text), self._index.rows(text, self._extensions)
        return lambda node: node.row in rows if node.row >= 0 else node.path in paths

    def _select_first(self) -> None:
        hits = self._index.paths(self.search.text().strip())
        first = (node for node in self.model.nodes() if node.path in hits or node.row >= 0)
        node = next(first, None)
        if node is not None:
            self.view.setCurrentIndex(self.model.index_of(node.path, node.row))

    def _open(self, opened: set[str], *, everything: bool) -> None:
        if everything:
            self.view.expandAll()
            return
        for row in range(self.model.rowCount()):
            self.view.expand(self.model.index(row, 0))
        for path in opened | {item.file for item in self._extensions}:
            index = self.model.index_of(path)
            if index.isValid():
                self.view.expand(index)

    def _branches(self) -> list[str]:
        files = [path for path, _file in self._structure.files()]
        return list({*files, *(item.file for item in self._extensions)})

    def _is_open(self, path: str) -> bool:
        index = self.model.index_of(path)
        return index.isValid() and self.view.isExpanded(index)

    def _select(self, node: Node) -> None:
        index = self.model.index_of(node.path, node.row)
        if not index.isValid() and node.parent is not None and node.parent.path:
            index = self.model.index_of(node.parent.path)
        self.view.setCurrentIndex(index)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.node(now))
