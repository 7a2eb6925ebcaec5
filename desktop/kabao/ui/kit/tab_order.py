"""Tab goes through every window in the order of the screen, whenever its parts were built.

Qt puts what is built later last, wherever it stands: rows built anew, a panel filled after its
buttons, a page made in pieces would be reached after everything else. So the chain of a window is
put in order when Tab is pressed, before Qt goes on: what stands above or to the left comes first,
part by part of the page; what stands neither way keeps the order in which it was built.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QWindow

OWN_ORDER = "ownTabOrder"
"""A property of widgets whose children are told in an order of their own."""
_TABS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class TabOrder(QObject):
    """Puts the window that has the keyboard in order before each step of Tab."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the window as it is now."""
        del watched
        if event.type() == QEvent.Type.KeyPress and _is_tab(event):  # type: ignore[arg-type]
            window = QApplication.activeWindow()
            if window is not None and QApplication.activePopupWidget() is None:
                tab_by_screen(window)
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _is_tab(event: QKeyEvent) -> bool:
    return event.key() in _TABS


def tab_by_screen(window: QWidget) -> None:
    """Let Tab come to what can be seen of a window from the top left to the bottom right."""
    stops = [(stop, _way(stop, window)) for stop in _stops(window)]
    for one, other in pairwise(_in_order(window, stops)):
        QWidget.setTabOrder(one, other)


def _stops(window: QWidget) -> Iterator[QWidget]:
    """Return what Tab comes to in a window, as it was built.

    Not by ``nextInFocusChain``: its binding ties each widget to the one before it, and takes the
    whole window for gone when that one goes.
    """
    for part in window.findChildren(QWidget):
        if not part.isVisible() or part.window() is not window:
            continue  # most of what there is lies on pages that are not shown
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
            yield part


Stop = tuple[QWidget, list[QWidget]]
"""A part that Tab comes to, and what it lies in, from itself outwards."""


def _way(stop: QWidget, window: QWidget) -> list[QWidget]:
    way: list[QWidget] = []
    part: QWidget | None = stop
    while part is not None and part is not window:
        way.append(part)
        part = part.parentWidget()
    return way


def _in_order(parent: QWidget, stops: Sequence[Stop]) -> Iterator[QWidget]:
    """Return what lies in one parent: each child whole, and the children as one reads."""
    inside: dict[QWidget, list[Stop]] = {}
    for stop, way in stops:
        if way:
            inside.setdefault(way.pop(), []).append((stop, way))
        else:
            yield stop  # it is the parent itself, which one meets before what it holds
    children = list(inside)
    for child in children if parent.property(OWN_ORDER) else as_read(children):
        if len(inside[child]) == 1:
            yield inside[child][0][0]
        else:
            yield from _in_order(child, inside[child])


def as_read(widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Put children in the order in which one reads; what stands neither way keeps its turn."""
    left = [(_Place.of(widget), widget) for widget in widgets]
    while left:
        first = next(
            (it for it in left if not any(place.is_before(it[0]) for place, _ in left)), left[0]
        )
        left.remove(first)
        yield first[1]


class _Place(NamedTuple):
    """Where a widget stands in its parent, without its last pixel."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, widget: QWidget) -> _Place:
        spot = widget.geometry()
        return cls(spot.left(), spot.top(), spot.right(), spot.bottom())

    def is_before(self, other: _Place) -> bool:
        """Whether it is read before another: above it, or to the left in the same line."""
        if self.bottom < other.top:
            return self.left < other.right and other.left < self.right
        middle = (other.top + other.bottom) // 2
        return self.right < other.left and self.top < middle < self.bottom
