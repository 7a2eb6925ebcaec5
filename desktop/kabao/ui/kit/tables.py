"""The base of every table: rows of 32 px, hairlines, a bar at the chosen row, no grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from kabao.ui.kit.cell_parts import hung, paint_bar, tell_cut
from kabao.ui.kit.roles import LOADING_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from kabao.ui.kit.theme import Theme

_CELL_MARGIN = 8
_LEAST = 80
_SELECTION_BAR = 3
Index = QModelIndex | QPersistentModelIndex
# As whole numbers: a flag of Python's own takes a microsecond, and a frame asks for hundreds.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


@dataclass(frozen=True, slots=True)
class Column:
    """Width of a column before scaling, its delegate, and an icon in place of a title."""

    width: int
    elastic: bool = False
    delegate: QStyledItemDelegate | None = None
    icon: str = ""
    align_right: bool = False
    until: int = 0
    """Width of the table before scaling below which the column gives its room to the others."""


class CellDelegate(QStyledItemDelegate):
    """Paints ground, hairline, selection bar and cell focus, and plain text in one tone."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        emphasis: bool = False,
        align_right: bool = False,
        tone: str = "ink",
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._emphasis = emphasis
        self._tone = tone
        side = Qt.AlignmentFlag.AlignRight if align_right else Qt.AlignmentFlag.AlignLeft
        self._flags = Qt.AlignmentFlag.AlignVCenter | side

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        self.paint_back(painter, option, index)
        margin = self.content_margin()
        rect = QRectF(option.rect).adjusted(margin + self._lead(index), 0, -margin, -1)
        view = option.widget
        if not (isinstance(view, Table) and view.is_whole) and index.data(LOADING_ROLE):
            paint_bar(painter, rect, self.theme)
        else:
            self.paint_content(painter, rect, option, index)
        painter.restore()
        if _has_focus(option):
            paint_cell_focus(painter, option.rect, self.theme)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell what was cut."""
        room = option.rect.width() - 2 * self.content_margin() - self._lead(index) - self.taken
        told = tell_cut(event, view, index, self.theme.font(bold=self._emphasis), room)
        return told or super().helpEvent(event, view, option, index)

    @property
    def taken(self) -> int:
        """Room that something beside the text takes."""
        return 0

    def paint_back(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw what lies under the content."""
        paint_ground(painter, option, index, self.theme)

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw what the cell holds; sub-classes draw something other than text."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not text.isascii():
            self.theme.meet(text)
            rect = hung(rect, text, self.theme)
        chosen = self._emphasis and _is_chosen(option)
        painter.setFont(self.theme.font(bold=chosen))
        painter.setPen(self.theme.color.named(index.data(TONE_ROLE) or self._tone))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1
        )
        painter.drawText(rect, self._flags, shown)

    def content_margin(self) -> int:
        """Return the room left and right of the content."""
        return self.theme.px(_CELL_MARGIN)

    def _lead(self, index: Index) -> int:
        table = self.parent()
        if index.column() == 0 and isinstance(table, Table):
            return table.lead
        return 0


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, index: Index, theme: Theme
) -> None:
    """Draw the ground of a cell: plain, under the pointer or chosen, with its hairline."""
    rect = option.rect
    color = theme.color
    chosen = _is_chosen(option)
    view = option.widget
    hovered = isinstance(view, Table) and view.hover_row == index.row()
    if chosen:
        painter.fillRect(rect, color.row_selected)
    elif hovered:
        painter.fillRect(rect, color.row_hover)
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color.hairline)
    if chosen and index.column() == 0:
        bar = QRect(rect.left(), rect.top(), theme.px(_SELECTION_BAR), rect.height())
        painter.fillRect(bar, color.accent)


def paint_cell_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Draw the outline of the cell that has the keyboard, inside the cell."""
    painter.save()
    painter.setPen(QPen(theme.color.accent, 2, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
    painter.restore()


def _is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state.value & _SELECTED)


def _has_focus(option: QStyleOptionViewItem) -> bool:
    view = option.widget
    if not (isinstance(view, Table) and view.keyboard):
        return False
    return bool(option.state.value & _FOCUSED)


class Header(QHeaderView):
    """Column titles on the ground of the window; the sorted one is bold with an arrow."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.columns: Sequence[Column] = ()
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.color.canvas)
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.color.hairline_strong)
        column = self.columns[section] if section < len(self.columns) else Column(0)
        margin = theme.px(_CELL_MARGIN)
        lead = margin
        view = self.parent()
        if section == 0 and isinstance(view, Table):
            lead += view.lead
        if column.icon:
            side = theme.icon_px("inline")
            box = QRectF(0, 0, side, side)
            box.moveCenter(QRectF(rect).center())
            theme.paint_icon(painter, box, column.icon, "ink_2")
        else:
            self._paint_title(painter, rect.adjusted(lead, 0, -margin, 0), section, column)
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, section: int, column: Column) -> None:
        theme = self._theme
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        painter.setFont(theme.font(bold=sorted_by))
        painter.setPen(theme.color.ink if sorted_by else theme.color.ink_2)
        side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)
        if sorted_by:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            size = theme.px(14)
            left = rect.left() + metrics.horizontalAdvance(shown) + theme.px(5)
            box = QRectF(left, QRectF(rect).center().y() - size / 2, size, size)
            theme.paint_icon(painter, box, "chevron-up" if up else "chevron-down", "ink")


class Table(QTableView):
    """A table whose rows are chosen whole; Enter or a double click opens one."""

    opened = Signal(QModelIndex)
    current_row_changed = Signal(int)
    is_whole = False
    """Whether every row has what it shows from the start, so that no cell is asked if it loads."""

    def __init__(self, theme: Theme, *, row: str = "row", lead: int = 16) -> None:
        """``lead`` is the extra room before the first column, so that it meets the page's edge."""
        super().__init__()
        self.theme = theme
        self.hover_row = -1
        self.keyboard = False
        self._row = row
        self._lead = lead
        self._columns: Sequence[Column] = ()
        self._was_narrow = False
        self.setHorizontalHeader(Header(theme, self))
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self.opened.emit)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def lead(self) -> int:
        """Extra room before the first column at the present scale."""
        return self.theme.px(self._lead)

    def set_columns(self, *columns: Column) -> None:
        """Say how wide each column is and who paints it; call it after ``setModel``."""
        self._columns = columns
        header = self.horizontalHeader()
        assert isinstance(header, Header)
        header.columns = columns
        for place, column in enumerate(columns):
            if column.delegate is not None:
                self.setItemDelegateForColumn(place, column.delegate)
        self._fit()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take a model and report the current row from now on."""
        super().setModel(model)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.current_row_changed.emit(now.row())
        )
        self._fit()

    def setSelectionModel(self, selection: QItemSelectionModel) -> None:
        """Keep the headers on selections of their own: shared ones freeze on many rows."""
        super().setSelectionModel(selection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(selection.model(), header))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row on Enter and show where the keyboard is."""
        self._set_keyboard(on=True)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide the outline of the cell: the pointer says where one is."""
        self._set_keyboard(on=False)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        super().mouseMoveEvent(event)
        self._set_hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        """Tint no row."""
        super().leaveEvent(event)
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row != self.hover_row:
            before, self.hover_row = self.hover_row, row
            for one in (before, row):
                self._update_row(one)

    def _set_keyboard(self, *, on: bool) -> None:
        if on != self.keyboard:
            self.keyboard = on
            self._update_row(self.currentIndex().row())

    def _update_row(self, row: int) -> None:
        if row >= 0:
            top = self.rowViewportPosition(row)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll sideways rather than let a name shrink to nothing."""
        super().resizeEvent(event)
        changed = False
        for place, column in enumerate(self._columns):
            hidden = self.viewport().width() < self.theme.px(column.until)
            if column.until and hidden != self.isColumnHidden(place):
                self.setColumnHidden(place, hidden)
                changed = True
        if changed or self._narrow() is not self._was_narrow:
            self._fit()

    def shared_columns(self) -> Sequence[Column]:
        """Return the columns that share the width."""
        room = self.viewport().width()
        return [item for item in self._columns if room >= self.theme.px(item.until)]

    def _narrow(self) -> bool:
        """Whether the columns that take the rest would get too little."""
        columns = self.shared_columns()
        fixed = sum(column.width for column in columns if not column.elastic)
        elastic = sum(_least(column) for column in columns if column.elastic)
        return self.viewport().width() < self.theme.px(fixed + elastic)

    def _fit(self) -> None:
        theme = self.theme
        self._was_narrow = self._narrow()
        gave_way = len(self.shared_columns()) < len(self._columns)
        alone = gave_way and not any(column.elastic for column in self.shared_columns())
        self.horizontalHeader().setStretchLastSection(alone)
        self.verticalHeader().setDefaultSectionSize(theme.height(self._row))
        self.verticalHeader().setMinimumSectionSize(theme.px(16))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.height("table_header"))
        if self.model() is None:
            return
        for place, column in enumerate(self._columns):
            lead = self.lead if place == 0 else 0
            if column.elastic and not self._narrow():
                header.setMinimumSectionSize(16)
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            elif column.elastic:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, theme.px(_least(column)) + lead)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(place, theme.px(column.width) + lead)
        self.viewport().update()


def _least(column: Column) -> int:
    """What a column that takes the rest gets at least."""
    return max(_LEAST, column.width * 2 // 3)


def text_left(rect: QRectF, shift: float) -> QRectF:
    """Return what is left of a rectangle after something was drawn at its left."""
    return QRectF(QPointF(rect.left() + shift, rect.top()), rect.bottomRight())
