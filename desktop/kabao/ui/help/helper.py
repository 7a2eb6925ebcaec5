"""F1 everywhere: one help window, opened at what the keyboard is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.texts import Texts
    from kabao.ui.help.window import HelpWindow
    from kabao.ui.shell.window import MainWindow

KEY = "F1"
KEYS = "Ctrl+/"
_BOUND = "kabao_help_bound"


class Helper(QObject):
    """Opens the manual for one main window; its modules are imported when it is first wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: HelpWindow | None = None
        QShortcut(QKeySequence(KEY), window, self.show_here)
        window.parts.preferences.language_changed.connect(self.close)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._reach_dialog)

    def commands(self, texts: Texts) -> list[Command]:
        """Return what the palette and the menu offer."""
        return [
            Command("help", texts("help.title"), self.show_here, "book-2", KEY),
            Command("help_keys", texts("help.keyboard_map"), self.show_keys, "keyboard", KEYS),
        ]

    def show_here(self) -> None:
        """Open the manual at what the keyboard is on, or at the page that is shown."""
        from kabao.ui.help.topics import topic_of

        focus = QApplication.focusWidget() or QApplication.activeModalWidget()
        self._open(topic_of(focus or self._page()), focus)

    def show_keys(self) -> None:
        """Show every key that works now; where no ledger is open, the chapter on keys."""
        from kabao.ui.help.keyboard_map import KeyboardMap
        from kabao.ui.help.keymap import keys_at_hand

        window = self._window
        if window.frame is None:
            self.show_topic("keyboard")
            return
        groups = keys_at_hand(window.frame, window.texts)
        KeyboardMap(window.parts.theme, window.texts, groups, window).open()

    def show_topic(self, topic: str, widget: QWidget | None = None) -> None:
        """Open the manual at an address or at ``finding:CODE``."""
        from kabao.services.manual.topics import resolved

        self._open(resolved((topic,)), widget)

    def close(self) -> None:
        """Close the help window, so that it opens anew in another language."""
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None

    def _page(self) -> QWidget:
        frame = self._window.frame
        return self._window if frame is None else frame.page

    def _open(self, address: str, widget: QWidget | None) -> None:
        from kabao.ui.help.window import HelpWindow

        parent = _home(widget, self._window)
        if self.shown is not None and self.shown.parentWidget() is not parent:
            self.close()
        if self.shown is None:
            texts, theme = self._window.texts, self._window.parts.theme
            self.shown = HelpWindow(theme, texts, parent, self._save_pdf)
            self.shown.destroyed.connect(self._forget)
        # Shown first, so that pictures know how much room there is.
        self.shown.show()
        self.shown.go(address)
        self.shown.activateWindow()

    def _forget(self) -> None:
        self.shown = None

    def _reach_dialog(self) -> None:
        """Let F1 work in a dialog too: keys of the window do not reach what stands over it."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.property(_BOUND):
            return
        if self._window in _parents(dialog):
            dialog.setProperty(_BOUND, "yes")
            QShortcut(QKeySequence(KEY), dialog, self.show_here)

    def _save_pdf(self) -> None:
        """Ask where the printable manual shall lie and write it on the worker."""
        from kabao.services.manual.printing import write_manual

        window, texts = self._window, self._window.texts
        target = window.alerts.choose_save(texts("help.print"), texts("help.file"), ("*.pdf",))
        shown = self.shown
        if target is None or shown is None:
            return
        shown.print.set_busy(texts("help.making"))

        def done(pages: int) -> None:
            self._tell("ok", texts("help.written", pages=pages, file=target.name))

        def failed(error: Exception) -> None:
            self._tell("error", window.alerts.sentence(error))

        window.parts.jobs.run(
            lambda control: write_manual(
                target, texts.language, progress=control.progress, cancelled=control.cancelled
            ),
            done,
            failed,
        )

    def _tell(self, tone: str, words: str) -> None:
        if self.shown is not None:
            self.shown.print.set_busy("")
            self.shown.notices.clear()
            self.shown.notices.show_notice(tone, words)


def _parents(widget: QWidget) -> list[QWidget]:
    from kabao.ui.kit.helping import ancestors

    return list(ancestors(widget))


def _home(widget: QWidget | None, window: QWidget) -> QWidget:
    """Return what the help window belongs to: a dialog that would else not let one use it."""
    for each in _parents(widget) if widget is not None else ():
        if isinstance(each, QDialog) and each.isModal():
            return each
    return window
