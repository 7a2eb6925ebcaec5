"""The ways into a ledger from the welcome page and from menus: new, sample, found again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kabao.domain.errors import LedgerLockedError
from kabao.ui.shell.doors import ENDING, free_path, sample_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.services.safekeeping import LedgerKey
    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.shell.welcome import WelcomePage
    from kabao.ui.shell.window import MainWindow

PATTERNS = (f"*{ENDING}",)


def make_welcome(window: MainWindow) -> WelcomePage:
    """Return the welcome page of a window."""
    from kabao.ui.shell.welcome import WelcomePage

    preferences = window.parts.preferences
    page = WelcomePage(window.parts.theme, window.texts, preferences)
    page.new_wanted.connect(window.choose_new)
    page.open_wanted.connect(window.choose_ledger)
    page.sample_wanted.connect(window.try_sample)
    page.path_wanted.connect(lambda path: window.open_path(Path(path)))
    page.locate_wanted.connect(lambda path: _locate(window, Path(path)))
    page.forget_wanted.connect(
        lambda path: preferences.take(preferences.now.without_recent(Path(path)))
    )
    return page


def make_sample(window: MainWindow) -> None:
    """Make the sample ledger on the worker, then open it."""
    folder = sample_folder()
    path = free_path(folder, window.texts("welcome.sample_file"))

    def make(control: JobControl) -> Path:
        del control
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        window.parts.doors.sample(path)
        return path

    window.tell("info", window.texts("welcome.sample_busy"))
    window.parts.jobs.run(make, window.open_path, window.refused)


def choose_new(window: MainWindow, then: Callable[[], None] | None = None) -> None:
    """Ask where a new ledger shall lie, make it, open it, and ``then`` go on in it."""
    texts = window.texts
    title, name = texts("shell.new_ledger_title"), texts("shell.new_ledger_name")
    path = window.alerts.choose_save(title, name, PATTERNS)
    if path is not None:
        # The dialog has asked before an existing file is named; a ledger is never overwritten.
        make_new(window, path, then)


def make_new(window: MainWindow, path: Path, then: Callable[[], None] | None = None) -> None:
    """Ask how a new ledger shall be protected, make it and open it."""
    from kabao.ui.shell.passphrase_dialogs import NewLedgerDialog

    dialog = NewLedgerDialog(window.parts.theme, window.texts, path.stem, window)
    if not dialog.exec():
        return
    words = dialog.words

    def make(_: JobControl) -> LedgerKey | None:
        from kabao.services.safekeeping import new_key

        return new_key(words) if words else None

    def enter(key: LedgerKey | None) -> None:
        entered = window.enter(path, lambda new: window.parts.doors.create(new, key=key))
        if key is not None:
            key.wipe()
            if entered:
                window.guard.remind()
        if entered and then is not None:
            then()

    window.parts.jobs.run(make, enter, window.refused)


def let_in(way: Callable[..., Workspace], path: Path) -> tuple[Workspace, LedgerLockedError | None]:
    """Open a ledger, for reading only while another window writes it; says who that is."""
    try:
        return way(path), None
    except LedgerLockedError as taken:
        if taken.code != "ledger_in_use":
            raise
        return way(path, read_only=True), taken


def _locate(window: MainWindow, path: Path) -> None:
    title = window.texts("shell.locate_title", name=path.name)
    found = window.alerts.choose_open(title, PATTERNS)
    if found is not None:
        preferences = window.parts.preferences
        preferences.take(preferences.now.without_recent(path))
        window.open_path(found)
