"""Numbers on the clipboard: marked as secret, and taken off again by themselves.

Clipboard managers that keep a history are asked to leave a number out: by the mark of KDE, which
others on Linux follow, and by the formats that Windows and macOS know. After some seconds, when
the ledger is locked and when the program ends, the clipboard is emptied, but only while it still
holds what was put there: what somebody else copied meanwhile is not ours to take away.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

_NAME = "secret_clipboard"
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "application/x-nspasteboard-concealed-type": b"1",
}


class SecretClipboard(QObject):
    """Puts one number at a time on the clipboard of the program."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._held = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)

    @classmethod
    def of_program(cls) -> SecretClipboard:
        """Return the one of the running program, made when it is first wanted."""
        program = QCoreApplication.instance()
        assert program is not None
        found = program.findChild(cls, _NAME)
        if found is None:
            found = cls(program)
            program.aboutToQuit.connect(found.clear)
        return found

    @property
    def is_holding(self) -> bool:
        """Whether a number waits to be taken off again."""
        return bool(self._held)

    def copy(self, text: str, seconds: int) -> None:
        """Put a text on the clipboard for so many seconds; 0 leaves it until lock or end."""
        mime = QMimeData()
        mime.setText(text)
        for name, value in _MARKS.items():
            mime.setData(name, value)
        QGuiApplication.clipboard().setMimeData(mime)
        self._held = text
        self._timer.stop()
        if seconds:
            self._timer.start(1000 * seconds)

    def clear(self) -> None:
        """Empty the clipboard if it still holds what was put there."""
        held, self._held = self._held, ""
        self._timer.stop()
        if held and QGuiApplication.clipboard().text() == held:
            QGuiApplication.clipboard().clear()


def forget_copied() -> None:
    """Take a copied number off at once, as when the ledger is locked; nothing is made for it."""
    program = QCoreApplication.instance()
    found = program.findChild(SecretClipboard, _NAME) if program is not None else None
    if found is not None:
        found.clear()
