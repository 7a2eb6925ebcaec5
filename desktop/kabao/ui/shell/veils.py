"""Windows that stand open while the ledger is locked: nothing of what they show can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kabao.ui.shell.unlock import UnlockForm, UnlockPage

_ROOMY = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool)
"""Windows that may show records, other than tool tips and menus."""


class Veils(QObject):
    """Covers windows and lifts all veils together; no key of a command goes through them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._veils: list[Veil] = []
        self._make_page: Callable[[], UnlockPage] | None = None
        self._title = ""

    @property
    def is_down(self) -> bool:
        """Whether windows are covered."""
        return bool(self._veils)

    def forms(self) -> list[UnlockForm]:
        """Return the form on each veil whose window is still there."""
        return [veil.page.form for veil in self._veils if isValid(veil.page)]

    def cover(
        self, windows: Iterable[QWidget], make_page: Callable[[], UnlockPage], title: str
    ) -> None:
        """Put a page in the place of everything in each window, and in each that comes later."""
        self._make_page, self._title = make_page, title
        self._veils = [Veil(window, make_page(), title) for window in windows]
        _application().installEventFilter(self)

    def lift(self) -> None:
        """Show again what stood there."""
        _application().removeEventFilter(self)
        veils, self._veils = self._veils, []
        for veil in veils:
            veil.lift()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no key of a command through; cover what work under way still opens."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            self._cover_late(watched)
        return event.type() is QEvent.Type.Shortcut

    def _cover_late(self, window: QWidget) -> None:
        known = [veil.covered for veil in self._veils]
        if self._make_page is not None and window.windowType() in _ROOMY and window not in known:
            self._veils.append(Veil(window, self._make_page(), self._title))


class Veil(QObject):
    """Stands in the place of everything in a window until it is lifted; nothing behind is read."""

    def __init__(self, covered: QWidget, page: UnlockPage, title: str) -> None:
        super().__init__(covered)
        self.covered = covered
        self.page = page
        self._title = covered.windowTitle()
        self._hidden = [
            child
            for child in covered.children()
            if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
        ]
        for child in self._hidden:
            child.hide()
        covered.setWindowTitle(title)
        page.setParent(covered)
        page.setGeometry(covered.rect())
        covered.installEventFilter(self)
        page.show()
        page.raise_()

    def lift(self) -> None:
        """Show again what stood there, unless it has gone meanwhile."""
        if not isValid(self.covered):
            return
        self.covered.removeEventFilter(self)
        self.page.hide()
        self.page.deleteLater()
        for child in self._hidden:
            if isValid(child):
                child.show()
        self.covered.setWindowTitle(self._title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the window; Esc and the like do not end a dialog that is covered."""
        del watched
        if event.type() is QEvent.Type.Resize:
            self.page.setGeometry(self.covered.rect())
        return event.type() in {QEvent.Type.KeyPress, QEvent.Type.Close}


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
