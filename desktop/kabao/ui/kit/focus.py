"""The ring around whatever has the keyboard: 2 px wide, 2 px away, never clipped by a layout.

A style sheet knows no outline offset, and a ring drawn by each widget would need room reserved
around every button. So one transparent widget for each window lies on top and follows the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QScrollArea,
    QWidget,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.ui.kit.theme import Theme

_REACH = 4
_KEYS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6})
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Scroll}
)


class _Ring(QWidget):
    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self.radius = theme.radius("field")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focusRing")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color.accent, 2))
        radius = self.radius + _REACH - 1
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), radius, radius)


class FocusRings(QObject):
    """Follows the focus and shows the ring around buttons reached by the keyboard."""

    def __init__(self, theme: Theme) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        super().__init__(application)
        self._theme = theme
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._keyboard = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place)
        application.installEventFilter(self)
        application.focusChanged.connect(self._focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for keys and pointer, and for the focused widget moving."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._keyboard = False
            self._later.start()
        elif kind == QEvent.Type.KeyPress and event.key() in _KEYS:  # type: ignore[attr-defined]
            self._keyboard = True
            self._later.start()
        elif kind in _MOVES and self._target is not None and watched is not self._ring:
            self._later.start()
        return False

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._target = now if isinstance(now, QAbstractButton) else None
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not self._keyboard or not target.isVisible():
            self._drop()
            return
        window = target.window()
        if self._ring is None or self._ring.parent() is not window:
            self._drop()
            self._ring = _Ring(window, self._theme)
            self._ring.destroyed.connect(self._lost)
        rect = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        rect = rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        if not _room(target, window).intersects(rect):
            self._ring.hide()
            return
        chip = target.property("kind") == "chip"
        self._ring.radius = target.height() // 2 if chip else self._theme.radius("field")
        self._ring.setGeometry(rect)
        self._ring.raise_()
        self._ring.show()
        self._ring.update()

    def _drop(self) -> None:
        if self._ring is not None:
            self._ring.hide()

    def _lost(self) -> None:
        self._ring = None


def _room(target: QWidget, window: QWidget) -> QRect:
    """Return the part of the window in which a scrolled widget may show."""
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea | QScrollArea):
            view = parent.viewport()
            return QRect(view.mapTo(window, QPoint(0, 0)), view.size())
        parent = parent.parentWidget()
    return window.rect()
