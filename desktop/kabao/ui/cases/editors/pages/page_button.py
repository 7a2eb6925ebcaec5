"""The first page of a file as a small picture that opens its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QToolButton

from kabao.ui.cases.editors.pages.tile_paint import fitted, turned

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.cases import Attachment
    from kabao.ui.cases.editors.pages.pictures import PagePictures
    from kabao.ui.kit.context import RoomContext

_WIDTH, _HEIGHT = 30, 40


class PageButton(QToolButton):
    """Shows the first printed page, an icon until it is drawn."""

    def __init__(self, context: RoomContext, file: Attachment, pictures: PagePictures) -> None:
        super().__init__()
        self._theme = context.theme
        self._file = file
        self._pictures = pictures
        name = context.texts("cases.files.pages_of", name=file.title)
        self.setProperty("kind", "page")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self._theme.px(_WIDTH + 8), self._theme.px(_HEIGHT + 8))
        pictures.drawn.connect(self._drawn)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page; only now is it asked for."""
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        first = self._file.plan[0] if self._file.plan else None
        width = round(theme.px(_WIDTH) * self.devicePixelRatioF())
        image = self._pictures.get(self._file, first.page if first else 1, width)
        room = QRect(0, 0, theme.px(_WIDTH), theme.px(_HEIGHT))
        room.moveCenter(self.rect().center())
        if image is None:
            icon = QRectF(0, 0, theme.px(16), theme.px(16))
            icon.moveCenter(QRectF(room).center())
            theme.paint_icon(painter, icon, "file-text", "ink_2")
            return
        shown = turned(image, first.turn if first else 0)
        place = fitted(shown, room)
        painter.fillRect(place, theme.color.paper)
        painter.drawImage(place, shown)
        painter.setPen(QPen(theme.color.hairline_strong, 1))
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))

    def _drawn(self, sha256: str, _page: int) -> None:
        if sha256 == self._file.sha256:
            self.update()
