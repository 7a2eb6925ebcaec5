"""Dialogs on small screens and at large type: what does not fit is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

_FRAME = 40
"""Room for the title bar that the desktop draws around a window."""
SCROLLED = "keptWithinScreen"


class _Keeper(QObject):
    """Looks at a dialog when it is shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put what needs more room than there is into a scroller before it is seen."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            _fit(watched)
        return False


def keep_within_screen(dialog: QDialog) -> None:
    """Scroll a dialog that would be larger than the screen it is shown on."""
    dialog.installEventFilter(_Keeper(dialog))


def _room(dialog: QDialog) -> QSize:
    parent = dialog.parentWidget()
    room = dialog.screen().availableGeometry().size() - QSize(0, _FRAME)
    return room if parent is None else room.boundedTo(parent.window().size())


def _fit(dialog: QDialog) -> None:
    room, needs = _room(dialog), dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    layout = dialog.layout()
    too_small = needs.width() > room.width() or needs.height() > room.height()
    if not too_small or layout is None or dialog.findChild(QScrollArea, SCROLLED) is not None:
        return
    focus = dialog.focusWidget()
    inner = QWidget()
    inner.setObjectName("scrolled")
    inner.setLayout(layout)  # takes the widgets along
    scroller = QScrollArea()
    scroller.setObjectName(SCROLLED)
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the keyboard by itself
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setWidgetResizable(True)
    scroller.setWidget(inner)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroller)
    dialog.setMinimumSize(0, 0)
    bar = scroller.verticalScrollBar().sizeHint().width()
    dialog.resize(QSize(max(needs.width() + bar, dialog.width()), room.height()).boundedTo(room))
    if focus is not None:
        focus.setFocus()
