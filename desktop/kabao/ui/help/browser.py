"""The text of the manual: shows chapters and our own pictures, and follows no link out of them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from kabao.services.manual.library import folder
from kabao.ui.help.html import CHAPTER, PICTURE

_SMOOTH = Qt.TransformationMode.SmoothTransformation
_EDGES = 72
"""Room at both sides of a picture."""


class ChapterBrowser(QTextBrowser):
    """``followed`` names the address of a link; ``refused`` tells of one that leads out."""

    followed = Signal(str)
    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help_text")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Hand out pictures of the manual by their names, and nothing else."""
        wanted = QUrl(name).toString()
        if kind != QTextDocument.ResourceType.ImageResource.value or not wanted.startswith(PICTURE):
            return None
        file = (folder() / "pictures" / f"{wanted.removeprefix(PICTURE)}.png").resolve()
        if file.parent != (folder() / "pictures").resolve() or not file.is_file():
            return None
        image = QImage(str(file))
        room = max(240, self.viewport().width() - _EDGES)
        return image if image.width() <= room else image.scaledToWidth(room, _SMOOTH)

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith(CHAPTER):
            self.followed.emit(address.removeprefix(CHAPTER))
        else:
            self.refused.emit()
