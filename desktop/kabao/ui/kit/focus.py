"""The ring around whatever has the keyboard: 2 px wide, 2 px away, never clipped by a layout.

A style sheet knows no outline offset, and a ring drawn by each widget would need room reserved
around every button. So one transparent widget for each window lies on top and follows the focus.

A filter over every event of the program would be felt: a page is built with thousands of them. So
keys and pointer are seen where they come in, at the window that has the focus, and moves at the
widget that has it and at those around it.
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
    from PySide6.QtGui import QPaintEvent, QWindow

    from kabao.ui.kit.theme import Theme

_REACH = 4
_HELD = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
"""Keys that do nothing by themselves: held for a click too."""
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


class _Follower(QObject):
    """Notices that a widget, or anything that it lies in, moves or is hidden."""

    def __init__(self, target: QWidget, later: QTimer) -> None:
        super().__init__(later)
        self._later = later
        widget: QWidget | None = target
        while widget is not None:
            widget.installEventFilter(self)
            widget = widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in _MOVES:
            self._later.start()
        return False


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
        self._follower: _Follower | None = None
        application.focusWindowChanged.connect(self._watch)
        application.focusChanged.connect(self._focus_changed)
        self._watch(application.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for keys and pointer."""
        del watched
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._keyboard = False
            self._later.start()
        elif kind == QEvent.Type.KeyPress and event.key() not in _HELD:  # type: ignore[attr-defined]
            self._keyboard = True
            self._later.start()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._target = now if isinstance(now, QAbstractButton) or _is_scrolled(now) else None
        if self._follower is not None:
            self._follower.deleteLater()
            self._follower = None
        if self._target is not None:
            self._follower = _Follower(self._target, self._later)
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
        reach = 0 if _is_scrolled(target) else _REACH  # pages lie edge to edge
        rect = rect.adjusted(-reach, -reach, reach, reach)
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


def _is_scrolled(widget: QWidget | None) -> bool:
    """Whether it is a page that keys scroll: it draws nothing of its own."""
    return isinstance(widget, QScrollArea)


def _room(target: QWidget, window: QWidget) -> QRect:
    """Return the part of the window in which a scrolled widget may show."""
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea | QScrollArea):
            view = parent.viewport()
            return QRect(view.mapTo(window, QPoint(0, 0)), view.size())
        parent = parent.parentWidget()
    return window.rect()
