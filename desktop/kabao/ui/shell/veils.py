"""Windows that stand open while the ledger is locked: nothing of what they show can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kabao.ui.shell.unlock import UnlockForm, UnlockPage


class Veils(QObject):
    """Covers windows and lifts all veils together; no key of a command goes through them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._veils: list[Veil] = []

    @property
    def is_down(self) -> bool:
        """Whether windows are covered."""
        return bool(self._veils)

    def forms(self) -> list[UnlockForm]:
        """Return the form on each veil."""
        return [veil.page.form for veil in self._veils]

    def cover(
        self, windows: Iterable[QWidget], make_page: Callable[[], UnlockPage], title: str
    ) -> None:
        """Put a page in the place of everything in each window."""
        self._veils = [Veil(window, make_page(), title) for window in windows]
        _application().installEventFilter(self)

    def lift(self) -> None:
        """Show again what stood there."""
        _application().removeEventFilter(self)
        for veil in self._veils:
            veil.lift()
        self._veils.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no key of a command through."""
        del watched
        return event.type() is QEvent.Type.Shortcut


class Veil(QObject):
    """Stands in the place of everything in a window until it is lifted; nothing behind is read."""

    def __init__(self, covered: QWidget, page: UnlockPage, title: str) -> None:
        super().__init__(covered)
        self._covered = covered
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
        """Show again what stood there."""
        self._covered.removeEventFilter(self)
        self.page.hide()
        self.page.deleteLater()
        for child in self._hidden:
            child.show()
        self._covered.setWindowTitle(self._title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the window; Esc and the like do not end a dialog that is covered."""
        del watched
        if event.type() is QEvent.Type.Resize:
            self.page.setGeometry(self._covered.rect())
        return event.type() in {QEvent.Type.KeyPress, QEvent.Type.Close}


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
