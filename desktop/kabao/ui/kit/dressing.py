"""Another style sheet on a window full of pages, without a standstill.

Given another sheet, Qt dresses every widget of every room in one go and has each take its size
anew: an eighth of a second. So Qt is shown no widget while the sheet changes. What is in sight is
dressed then, some widgets between two events each while nothing is drawn, so that nobody sees a
page half in one look and half in another; what is out of sight follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kabao.ui.kit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtGui import QFont, QPalette
    from PySide6.QtWidgets import QApplication

_AT_ONCE = 100
_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_APART = Qt.WidgetAttribute.WA_SetStyle
_UNDRAWN = Qt.WidgetAttribute.WA_UpdatesDisabled
_NEVER_DRAWN = Qt.WidgetAttribute.WA_ForceUpdatesDisabled


@dataclass(frozen=True, slots=True)
class Look:
    """What an application is dressed in."""

    palette: QPalette
    font: QFont
    sheet: str


class Dressing(QObject):
    """Dresses the widgets of an application; a look that comes meanwhile takes the place."""

    def __init__(self, application: QApplication, *, in_steps: bool) -> None:
        """In steps, events have their turn meanwhile."""
        super().__init__()
        self._application = application
        self._in_steps = in_steps
        self._steps: Pieces | None = None
        self._turn: object = None
        """Which change is under way, and None once it is seen."""
        self._then: list[Callable[[], object]] = []
        self._frozen: list[QWidget] = []
        self._undressed: dict[QWidget, None] = {}
        self._has_sizes = False
        # What Qt noted of each widget would go with the last sheet there is.
        self._another = QWidget()
        self._another.setStyleSheet("QWidget {}")

    def put_on(self, look: Look) -> None:
        """Dress everything now."""
        self._application.setPalette(look.palette)
        self._application.setFont(look.font)
        self._application.setStyleSheet("")
        self._application.setStyleSheet(look.sheet)

    def change(
        self, look: Callable[[], Look], tell: Callable[[], object], *, has_sizes: bool
    ) -> None:
        """Dress in another look and tell of it before it is seen; sizes may be others too."""
        self._has_sizes |= has_sizes
        self._freeze()
        if self._steps is not None:
            self._steps.deleteLater()
        self._turn = object()
        self._steps = Pieces(self, self._until_another(self._turn, self._change(look, tell)))
        if not self._in_steps:
            self._steps.finish()

    def then(self, act: Callable[[], object]) -> None:
        """Do something once a look is told of and before it is seen: now, if it is seen."""
        if self._turn is None:
            act()
        elif act not in self._then:  # asked again by a look that came meanwhile
            self._then.append(act)

    def finish(self, page: QWidget) -> None:
        """Dress what is to come into sight."""
        if self._undressed:
            self._dress(it for it in (page, *page.findChildren(QWidget)) if it in self._undressed)

    def _until_another(self, turn: object, steps: Iterator[None]) -> Iterator[None]:
        try:
            for _ in steps:
                yield
                if self._turn is not turn:
                    return
        finally:
            if self._turn is turn:
                self._show()
        yield from self._dress_some(isValid)
        self._has_sizes = False

    def _change(self, look: Callable[[], Look], tell: Callable[[], object]) -> Iterator[None]:
        self._swap(look())
        yield
        yield from self._dress_some(lambda it: it.isVisible())
        tell()
        yield
        while self._then:
            self._then.pop(0)()
            yield

    def _swap(self, look: Look) -> None:
        """Change the sheet unseen by any widget: none is dressed, and none has its size asked."""
        every = self._application.allWidgets()
        dressed = [it for it in every if it.testAttribute(_DRESSED)]
        like_all = [it for it in every if not it.testAttribute(_APART)]
        _mark(dressed, _DRESSED, to=False)
        _mark(like_all, _APART, to=True)
        self.put_on(look)
        _mark(like_all, _APART, to=False)
        _mark(dressed, _DRESSED, to=True)
        self._undressed = dict.fromkeys(dressed)

    def _dress_some(self, wanted: Callable[[QWidget], bool]) -> Iterator[None]:
        found = [it for it in self._undressed if isValid(it) and wanted(it)]
        for first in range(0, len(found), _AT_ONCE):
            self._dress(found[first : first + _AT_ONCE])
            yield

    def _dress(self, widgets: Iterable[QWidget]) -> None:
        style = self._application.style()
        for widget in widgets:
            if not isValid(widget) or widget not in self._undressed:
                continue
            del self._undressed[widget]
            style.unpolish(widget)
            style.polish(widget)
            if self._has_sizes:
                QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            widget.update()

    def _freeze(self) -> None:
        """Draw no window; told by ``setUpdatesEnabled``, every widget would be drawn twice then."""
        for window in self._application.topLevelWidgets():
            if window.isVisible() and window.updatesEnabled():
                window.setAttribute(_UNDRAWN, True)  # noqa: FBT003 (Qt's own signature)
                self._frozen.append(window)

    def _show(self) -> None:
        self._turn = None
        for window in filter(isValid, self._frozen):
            window.setAttribute(_UNDRAWN, False)  # noqa: FBT003
            for child in window.children():  # those made meanwhile
                if isinstance(child, QWidget) and not child.testAttribute(_NEVER_DRAWN):
                    child.setUpdatesEnabled(True)
            window.update()
            # What was asked for meanwhile was given up, and Qt thinks it under way.
            QCoreApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))
        self._frozen.clear()


def _mark(widgets: Iterable[QWidget], attribute: Qt.WidgetAttribute, *, to: bool) -> None:
    for widget in widgets:
        widget.setAttribute(attribute, to)
