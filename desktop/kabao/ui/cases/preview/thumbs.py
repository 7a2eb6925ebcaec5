"""All pages of a part in small, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem

from kabao.ui.cases.preview.rendering import draw_small

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

_WIDTH = 72
_ROOM = 40


class ThumbStrip(QListWidget):
    """``chosen`` carries the page that was asked for, from 0."""

    chosen = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._data = b""
        self._busy = False
        px, texts = context.theme.px, context.texts
        self.setObjectName("preview_thumbs")
        self.setAccessibleName(texts("cases.preview.thumbs"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(px(_WIDTH), px(round(_WIDTH * 297 / 210))))
        self.setFixedWidth(px(_WIDTH + _ROOM))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pause = QTimer(self, singleShot=True, interval=400)
        self._pause.timeout.connect(self._draw)
        self.currentRowChanged.connect(self._ask)
        self.hide()

    def show_pages(self, data: bytes, page: int) -> None:
        """Show the pages of a document soon, with the present one marked."""
        if data != self._data:
            self._data = data
            if self.isVisible():
                self._pause.start()
        self._mark(page)

    def toggle(self) -> None:
        """Show the pages or put them away."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self._draw()

    def _ask(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _mark(self, page: int) -> None:
        self.blockSignals(True)  # noqa: FBT003 (Qt)
        self.setCurrentRow(page)
        self.blockSignals(False)  # noqa: FBT003 (Qt)

    def _draw(self) -> None:
        if self._busy:
            self._pause.start()
            return
        data, ratio = self._data, self.devicePixelRatioF()
        width = round(self._context.theme.px(_WIDTH) * ratio)
        if not data:
            return

        def work(control: JobControl) -> list[QImage]:
            return draw_small(data, width, control.cancelled)

        self._busy = True
        self._context.jobs.run(
            work, lambda images: self._show(data, images, ratio), self._fail, background=True
        )

    def _show(self, data: bytes, images: list[QImage], ratio: float) -> None:
        self._busy = False
        page = max(self.currentRow(), 0)
        self.blockSignals(True)  # noqa: FBT003 (Qt)
        self.clear()
        for number, image in enumerate(images, start=1):
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            item = QListWidgetItem(QIcon(pixmap), str(number))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            words = self._context.texts("cases.preview.page", page=number, pages=len(images))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.addItem(item)
        self.setCurrentRow(min(page, len(images) - 1))
        self.blockSignals(False)  # noqa: FBT003 (Qt)
        if data != self._data:
            self._pause.start()

    def _fail(self, error: Exception) -> None:
        # The page itself tells what cannot be drawn.
        del error
        self._busy = False
