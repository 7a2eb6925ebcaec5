"""Ledgers that the desk asks the running program to open, as macOS does for a double click."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication


class FileRequests(QObject):
    """Hands every file the desk asks for to the window, once the event is over."""

    def __init__(self, application: QApplication, open_path: Callable[[Path], object]) -> None:
        super().__init__(application)
        self._open_path = open_path
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take requests for files; all other events go their way."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            path = Path(event.file())
            QTimer.singleShot(0, lambda: self._open_path(path))
            return True
        return bool(super().eventFilter(watched, event))
