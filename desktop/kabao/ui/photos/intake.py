"""Ways for a picture into the window: chosen, dropped, or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from kabao.domain.errors import KabaoError

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from kabao.ui.kit.context import RoomContext

PATTERNS = ("*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif")


class Picture(NamedTuple):
    """A file that may become a photograph."""

    name: str
    data: bytes


class Intake(QObject):
    """Emits ``read`` with a picture, or ``refused`` with the sentence that says why not."""

    read = Signal(object)
    refused = Signal(str)

    def __init__(self, context: RoomContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    @staticmethod
    def welcomes(mime: QMimeData | None) -> bool:
        """Say whether something dragged or copied may hold a picture."""
        if mime is None:
            return False
        return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage()

    def choose(self) -> None:
        """Let the user choose a file."""
        path = self._context.alerts.choose_open(self._context.texts("photos.choose"), PATTERNS)
        if path is not None:
            self.take_path(path)

    def paste(self) -> None:
        """Take what lies on the clipboard, if it is a picture."""
        mime = QGuiApplication.clipboard().mimeData()
        if self.welcomes(mime):
            self.take_mime(mime)

    def take_mime(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take_path(paths[0])
            return
        image = QImage(mime.imageData()) if mime.hasImage() else QImage()
        if not image.isNull():
            self.read.emit(Picture(self._context.texts("photos.pasted"), _png(image)))

    def take_path(self, path: Path) -> None:
        """Read a file."""
        try:
            self.read.emit(Picture(path.name, self._context.workspace.photos.read(path)))
        except KabaoError as error:
            self.refused.emit(self._context.alerts.sentence(error))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
