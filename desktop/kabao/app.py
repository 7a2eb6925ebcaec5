"""The window, wired: the one place where its parts are built and joined."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kabao import __version__, settings
from kabao.ui.kit.fonts import load_first_fonts, load_rare_fonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.preferences import Preferences
from kabao.ui.kit.theme import Theme
from kabao.ui.shell.crash import CrashHook
from kabao.ui.shell.doors import Doors
from kabao.ui.shell.translators import QtWords
from kabao.ui.shell.window import MainWindow, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.domain.rules import Rulebook
    from kabao.services.workspace import Workspace
    from kabao.settings import Loaded
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.rooms import Room

ROOMS = ("overview", "holders", "cases", "employers")


def main(argv: Sequence[str]) -> int:
    """Open the window, on the ledger named or used last; returns the exit code."""
    application = QApplication(["kabao", *argv])
    application.setApplicationName("kabao")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kabao")
    loaded = settings.load()
    load_first_fonts()
    window = make_window(application, loaded)
    CrashHook(window.parts.theme, window.parts.preferences.texts).install()
    window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(window, argv))
    return application.exec()


def make_window(
    application: QApplication, loaded: Loaded, jobs: JobRunner | None = None
) -> MainWindow:
    """Build the window with everything it is given; tests pass a serial job runner."""
    theme = Theme(loaded.settings.theme, loaded.settings.font_scale)
    theme.apply(application)
    preferences = Preferences(loaded.settings)
    window = MainWindow(
        Parts(
            theme=theme,
            preferences=preferences,
            doors=Ledgers().doors(),
            make_rooms=make_rooms,
            jobs=jobs or JobRunner(application),
            words=QtWords(application),
        )
    )
    window.tell_settings(loaded)
    return window


def make_rooms(context: RoomContext) -> list[Room]:
    """Return the rooms of a ledger in the order of the rail; settings come last by themselves."""
    return [importlib.import_module(f"kabao.ui.{name}").build_room(context) for name in ROOMS]


def _after_first_paint(window: MainWindow, argv: Sequence[str]) -> None:
    """Do what the first picture does not need."""
    from kabao.ui.kit.focus import FocusRings

    load_rare_fonts()
    FocusRings(window.parts.theme)
    named = [Path(name) for name in argv[:1]]
    latest = [
        Path(name) for name in window.parts.preferences.now.recent[:1] if Path(name).is_file()
    ]
    wanted = next(iter(named or latest), None)
    window.warm_up(lambda: _import_rooms(list(ROOMS), lambda: window.open_last(wanted)))


def _import_rooms(names: list[str], then: Callable[[], None]) -> None:
    """Import the rooms one by one between events, so that none is felt; Qt wants this thread."""
    if not names:
        then()
        return
    importlib.import_module(f"kabao.ui.{names[0]}")
    QTimer.singleShot(0, lambda: _import_rooms(names[1:], then))


class Ledgers:
    """The ways to ledgers; the rules are read once, on the worker if it is quick enough."""

    def __init__(self) -> None:
        self._rulebook: Rulebook | None = None

    def doors(self) -> Doors:
        """Return what the window is given."""
        return Doors(self.create, self.open, self.make_sample, self.warm_up)

    def create(self, path: Path) -> Workspace:
        """Make a ledger and open it."""
        from kabao.services.workspace import Workspace

        return Workspace.create(path, self._rules())

    def open(self, path: Path) -> Workspace:
        """Open a ledger."""
        from kabao.services.workspace import Workspace

        return Workspace.open(path, self._rules())

    def make_sample(self, path: Path) -> None:
        """Make a ledger of the shipped sample."""
        from kabao.services.demo import make_sample_ledger

        make_sample_ledger(path, self._rules()).close()

    def warm_up(self) -> None:
        """Import and read what opening needs; pages are imported on the main thread, with Qt."""
        importlib.import_module("kabao.services.demo")
        self._rules()

    def _rules(self) -> Rulebook:
        from kabao import rulebook

        if self._rulebook is None:
            self._rulebook = rulebook.load()
        return self._rulebook
