"""Who stands at the door of a ledger with a passphrase: asks, locks, and lets in again.

A locked ledger is closed and its key wiped; what was typed lies in its drafts. Only where a dialog
stands open, or the disk takes no draft, it is covered instead: else what was typed would be lost.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from kabao.domain.errors import KabaoError, LedgerLockedError
from kabao.ui.kit.clipboard import forget_copied
from kabao.ui.shell.veils import Veils

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kabao.services.safekeeping import LedgerKey
    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.shell.idle_lock import IdleWatch, ScreenWatch
    from kabao.ui.shell.passphrase_changes import PassphraseChanges
    from kabao.ui.shell.unlock import UnlockForm, UnlockPage
    from kabao.ui.shell.window import MainWindow

_AGAIN_MS = 250


class Guard(QObject):
    """Knows which ledger waits for its passphrase, and when the open one is to be locked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: Path | None = None
        self._is_locked = False
        self._place: tuple[str, dict[str, object]] | None = None
        self._form: UnlockForm | None = None
        self._veils = Veils(self)
        self._idle: IdleWatch | None = None
        self._screen: ScreenWatch | None = None

    @property
    def is_covered(self) -> bool:
        """Whether windows stand open behind veils."""
        return self._veils.is_down

    @property
    def waiting(self) -> Path | None:
        """The ledger whose passphrase is asked for."""
        return self._waiting

    @property
    def can_lock(self) -> bool:
        """Whether the open ledger has a passphrase."""
        workspace = self._window.workspace
        return workspace is not None and workspace.ledger.key is not None

    def asks(self, path: Path) -> bool:
        """Ask for the passphrase of a ledger that has one; False for all others."""
        from kabao.storage.keys import is_encrypted

        if not is_encrypted(path):
            return False
        if not self._window.leave():
            return True
        self._forget_place(path)
        self._wait_for(path, locked=False)
        self._try_remembered(path)
        return True

    def page(self) -> QWidget | None:
        """Return the page that asks, while there is something to ask for."""
        if self._waiting is None:
            return None
        page = self._make_page(self._waiting, locked=self._is_locked)
        self._form = page.form
        page.form.given.connect(self._try)
        page.form.left.connect(self.give_up)
        return page

    def give_up(self) -> None:
        """Go back to the welcome page."""
        self._waiting = None
        self._place = None
        self._window.build()

    @property
    def is_untold(self) -> bool:
        """Whether the desktop does not tell when it locks its screen, though it is asked to."""
        return self._screen is not None and not self._screen.is_told

    def watch(self) -> None:
        """Watch over the open ledger, if it has a passphrase, as the settings say now."""
        self.end()
        if not self.can_lock:
            return
        from kabao.ui.shell.idle_lock import IdleWatch, ScreenWatch

        now = self._window.parts.preferences.now
        self._idle = IdleWatch(now.lock_minutes, self)
        self._idle.idle.connect(self.lock)
        if now.lock_with_screen:
            self._screen = ScreenWatch(self)
            self._screen.locked.connect(self.lock)

    def end(self) -> None:
        """Watch no longer."""
        if self._idle is not None:
            self._idle.end()
            self._idle = None
        if self._screen is not None:
            self._screen.deleteLater()
            self._screen = None

    def lock(self) -> None:
        """Lock the open ledger, once the work under way has ended; what was typed is stored."""
        workspace = self._window.workspace
        if workspace is None or workspace.ledger.key is None or self._veils.is_down:
            return
        forget_copied()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._window.flush()
        if self._is_held_open():
            self._cover()
        else:
            self._close()

    def remind(self) -> None:
        """Say that a new passphrase wants its recovery sheet, and offer it."""
        frame, texts = self._window.frame, self._window.texts
        if frame is not None:
            frame.notices.show_notice(
                "info", texts("safe.no_way_back"), texts("safe.print_sheet"), self.changes.print
            )

    @cached_property
    def changes(self) -> PassphraseChanges:
        """Another passphrase for the open ledger, and its recovery sheet."""
        from kabao.ui.shell.passphrase_changes import PassphraseChanges

        return PassphraseChanges(self._window, self)

    def way(self, key: LedgerKey | None) -> Callable[..., Workspace]:
        """Return the way into a ledger with a key."""
        return (
            partial(self._window.parts.doors.open, key=key)
            if key
            else (self._window.parts.doors.open)
        )

    def enter(self, path: Path, key: LedgerKey | None) -> bool:
        """Open a ledger with its key and come back to where one was."""
        place = self._place
        self._waiting = None
        entered = self._window.enter(path, self.way(key))
        frame = self._window.frame
        if entered and place is not None and frame is not None:
            frame.restore(*place)
        self._place = None
        if key is not None:
            key.wipe()
        return entered

    def spare_key(self) -> LedgerKey | None:
        """Return a key for the open ledger that outlives its closing; wipe it soon."""
        workspace = self._window.workspace
        key = workspace.ledger.key if workspace is not None else None
        return key and key.copy()

    def keep_place(self) -> None:
        """Remember where one is, to come back there once the ledger is open again."""
        frame = self._window.frame
        if frame is not None:
            self._place = frame.current, frame.states()

    def _close(self) -> None:
        workspace = self._window.workspace
        assert workspace is not None
        path = workspace.ledger.path
        self.keep_place()
        if not self._window.leave(keep=False):
            return
        self._wait_for(path, locked=True)

    def _wait_for(self, path: Path, *, locked: bool) -> None:
        self._waiting, self._is_locked = path, locked
        self._window.build()

    def _forget_place(self, path: Path) -> None:
        if self._waiting != path:
            self._place = None

    def _try(self, words: str) -> None:
        """Make the key on the worker: it takes a tenth of a second."""
        path = self._waiting
        assert path is not None
        self._run(path, words, partial(self._unlocked, path))

    def _run(self, path: Path, words: str, then: Callable[[LedgerKey], None]) -> None:
        def work(_: JobControl) -> LedgerKey:
            from kabao.services.safekeeping import unlock

            return unlock(path, words)

        self._window.parts.jobs.run(work, then, self._refused, background=True)

    def _unlocked(self, path: Path, key: LedgerKey) -> None:
        if self._waiting != path:
            return
        self._remember(key)
        self.enter(path, key)

    def _refused(self, error: Exception) -> None:
        forms = [self._form, *self._veils.forms()]
        sentence = self._window.alerts.sentence(error)
        for form in forms:
            if form is not None and isValid(form):
                form.refuse(sentence)

    def _try_remembered(self, path: Path) -> None:
        if not self._window.parts.preferences.now.remember_key:
            return

        def work(_: JobControl) -> LedgerKey | None:
            from kabao.services.keyring_cache import recall

            return recall(path)

        def then(key: LedgerKey | None) -> None:
            if key is not None and self._waiting == path:
                self.enter(path, key)

        self._window.parts.jobs.run(work, then, lambda _: None, background=True)

    def keep_key(self, *, on: bool) -> None:
        """Have the system keyring keep the key of the open ledger, or forget it."""
        from kabao.services import keyring_cache

        workspace = self._window.workspace
        if workspace is None or workspace.ledger.key is None:
            return
        try:
            if on:
                keyring_cache.remember(workspace.ledger.key)
            else:
                keyring_cache.forget(workspace.ledger.key)
        except KabaoError as problem:
            if on:
                self._window.parts.preferences.change(remember_key=False)
            self._window.alerts.show(problem)

    def _remember(self, key: LedgerKey) -> None:
        if self._window.parts.preferences.now.remember_key:
            from kabao.services.keyring_cache import remember

            try:
                remember(key)
            except KabaoError as problem:
                self._window.alerts.show(problem)

    def _cover(self) -> None:
        """Cover every window, since closing a dialog would lose what was typed in it."""
        workspace = self._window.workspace
        assert workspace is not None
        path = workspace.ledger.path

        def page() -> UnlockPage:
            made = self._make_page(path, locked=True)
            made.form.leave.hide()
            made.form.given.connect(self._lift)
            return made

        windows = (self._window, *self._others())
        self._veils.cover(windows, page, self._window.texts("shell.name"))
        self._go_on()

    def _lift(self, words: str) -> None:
        """Lift the veils for the key that the ledger is open with."""
        workspace = self._window.workspace
        if workspace is None:
            return
        ledger = workspace.ledger

        def then(key: LedgerKey) -> None:
            is_own = ledger.key is not None and ledger.key.same_as(key)
            key.wipe()
            if not is_own:
                self._refused(LedgerLockedError("ledger_passphrase_wrong", name=ledger.path.name))
                return
            self._veils.lift()
            self.watch()

        self._run(ledger.path, words, then)

    def _go_on(self) -> None:
        """Close the ledger behind the veil as soon as work and dialogs have ended."""
        if not self._veils.is_down:
            return
        if self._is_held_open():
            QTimer.singleShot(_AGAIN_MS, self, self._go_on)
            return
        self._veils.lift()
        self._close()

    def _is_held_open(self) -> bool:
        """Say whether closing would lose something: work, a dialog, what the disk did not take."""
        workspace = self._window.workspace
        if workspace is None:
            return False
        if self._window.is_busy or self._others():
            return True
        workspace.ledger.drafts.settle()
        return workspace.ledger.drafts.are_refused

    def _others(self) -> list[QWidget]:
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self._window
            and widget.isVisible()
            and widget.windowType() is not Qt.WindowType.ToolTip
        ]

    def _make_page(self, path: Path, *, locked: bool) -> UnlockPage:
        from kabao.ui.shell.unlock import UnlockForm, UnlockPage

        theme = self._window.parts.theme
        form = UnlockForm(theme, self._window.texts, path.stem, locked=locked)
        return UnlockPage(theme, form)
