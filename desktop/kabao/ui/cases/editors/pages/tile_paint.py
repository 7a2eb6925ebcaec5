"""How one page looks in the grid: paper, number, turn, and a veil over what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment
    from kabao.ui.cases.editors.pages.pictures import PagePictures
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
WIDTH = 112
_HEIGHT = 150
_CAPTION = 26
_EDGE = 10
_VEIL = 0.25


def tile_size(theme: Theme) -> tuple[int, int]:
    """Return the room that one page takes."""
    edge = 2 * theme.px(_EDGE)
    return theme.px(WIDTH) + edge, theme.px(_HEIGHT) + theme.px(_CAPTION) + edge


def turned(image: QImage, turn: int) -> QImage:
    """Return a picture turned clockwise."""
    return image.transformed(QTransform().rotate(turn)) if turn else image


def fitted(image: QImage, room: QRect) -> QRect:
    """Return where a picture stands in a room: whole, in the middle."""
    size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        room.x() + (room.width() - size.width()) // 2,
        room.y() + (room.height() - size.height()) // 2,
        size.width(),
        size.height(),
    )


class TileDelegate(QStyledItemDelegate):
    """Draws pages; asks for their pictures as they come into sight."""

    def __init__(
        self, context: RoomContext, file: Attachment, pictures: PagePictures, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._file = file
        self._pictures = pictures

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every page takes the same room."""
        return QSize(*tile_size(self._theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one page with its caption."""
        theme, color = self._theme, self._theme.color
        model = index.model()
        tile = model.tile(index.row())  # type: ignore[attr-defined]
        edge = theme.px(_EDGE)
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color.accent_soft)
            radius = theme.radius("field")
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), radius, radius)
        room = QRect(rect.x() + edge, rect.y() + edge, rect.width() - 2 * edge, theme.px(_HEIGHT))
        self._paint_paper(painter, room, tile.page, tile.turn, kept=tile.kept)
        below = QRect(room.x(), room.bottom() + 1, room.width(), theme.px(_CAPTION))
        painter.setFont(theme.font("small"))
        painter.setPen(color.ink if tile.kept else color.ink_2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color.accent, 2))
            radius = theme.radius("field")
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -3), radius, radius)
        painter.restore()

    def _paint_paper(
        self, painter: QPainter, room: QRect, page: int, turn: int, *, kept: bool
    ) -> None:
        theme, color = self._theme, self._theme.color
        ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
        image = self._pictures.get(self._file, page, round(theme.px(WIDTH) * ratio))
        if image is None:
            self._paint_waiting(painter, room)
            return
        shown = turned(image, turn)
        place = fitted(shown, room)
        painter.setOpacity(1.0 if kept else _VEIL)
        painter.fillRect(place, color.paper)
        painter.drawImage(place, shown)
        painter.setOpacity(1.0)
        pen = QPen(color.hairline_strong, 1)
        if not kept:
            pen = QPen(color.ink_3, 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(place.topLeft(), place.bottomRight())
            painter.drawLine(place.topRight(), place.bottomLeft())
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        if turn:
            self._paint_turn(painter, place)

    def _paint_turn(self, painter: QPainter, place: QRect) -> None:
        size = self._theme.px(20)
        mark = QRectF(place.right() - size - 2, place.top() + 3, size, size)
        painter.setPen(QPen(self._theme.color.hairline_strong, 1))
        painter.setBrush(self._theme.color.paper)
        painter.drawEllipse(mark)
        inset = size * 0.2
        icon = mark.adjusted(inset, inset, -inset, -inset)
        self._theme.paint_icon(painter, icon, "rotate-clockwise", "accent")

    def _paint_waiting(self, painter: QPainter, room: QRect) -> None:
        color = self._theme.color
        inner = QRect(room)
        inner.setWidth(round(room.height() / 1.414))
        inner.moveCenter(room.center())
        inner = inner.intersected(room)
        painter.setPen(QPen(color.hairline, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
        trouble = self._pictures.trouble(self._file) is not None
        size = self._theme.px(20)
        place = QRectF(0, 0, size, size)
        place.moveCenter(QRectF(inner).center())
        name = "file-alert" if trouble else "file-text"
        self._theme.paint_icon(painter, place, name, "error" if trouble else "ink_3")
