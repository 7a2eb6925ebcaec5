"""The paper of the preview: white in every theme, with the edited field tinted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.ui.cases.preview.rendering import Picture
    from kabao.ui.kit.theme import Theme

_STALE = 0.6
_TINT = 46


class Sheet(QWidget):
    """Shows one page at the size it was drawn for; a stale one is faded."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._stale = False

    def show_picture(self, picture: Picture) -> None:
        """Show a page."""
        self._picture, self._stale = picture, False
        self.setFixedSize(self.sizeHint())
        self.update()

    def set_stale(self) -> None:
        """Fade the page while the next one is made."""
        self._stale = True
        self.update()

    def sizeHint(self) -> QSize:
        """The size of the page on the screen."""
        if self._picture is None:
            return QSize(self._theme.px(200), self._theme.px(283))
        ratio = self.devicePixelRatioF()
        return QSize(
            round(self._picture.image.width() / ratio), round(self._picture.image.height() / ratio)
        )

    def mark_area(self) -> QRectF:
        """Return where the edited field stands, in pixels of this widget; empty for nowhere."""
        area = QRectF()
        for mark in self._picture.marks if self._picture else ():
            area = area.united(self._scaled(mark))
        return area

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper, page and tint."""
        del event
        painter = QPainter(self)
        color = self._theme.color
        paper = self.rect()
        painter.fillRect(paper, color.paper)
        if self._picture is not None:
            painter.setOpacity(_STALE if self._stale else 1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, self._picture.image)
            painter.setOpacity(1.0)
            tint = QColor(color.overlay_region)
            tint.setAlpha(_TINT)
            for mark in self._picture.marks:
                painter.fillRect(self._scaled(mark).adjusted(-2, -1, 2, 1), tint)
        painter.setPen(QPen(color.hairline_strong, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(paper).adjusted(0.5, 0.5, -0.5, -0.5))

    def _scaled(self, mark: QRectF) -> QRectF:
        width, height = self.width(), self.height()
        return QRectF(
            mark.x() * width, mark.y() * height, mark.width() * width, mark.height() * height
        )
