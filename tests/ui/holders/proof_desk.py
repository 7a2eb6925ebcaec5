"""What a hand does in the dialogs of cards and proofs: opens, presses, drops."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QApplication,
)


def with_undo(context):
    """Return a context that remembers what it offered to undo."""
    offered = []
    return replace(context, offer_undo=offered.append), offered


def open_dialog(kind, context, qtbot, *args):
    dialog = kind(context, *args, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def press(qtbot, dialog, *keys):
    """Press keys where the keyboard is in a dialog, as someone without a mouse does."""
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)


def once_open(act):
    """Act on the next dialog as soon as it is open; a dialog left open would wait for ever."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)


def dropped(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget, mime):
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, modifiers)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, mime, buttons, modifiers))
