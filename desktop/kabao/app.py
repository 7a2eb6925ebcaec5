"""The window, wired: the one place where its parts are built and joined."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kabao import __version__, settings
from kabao.ui.kit.focus import FocusRings
from kabao.ui.kit.fonts import load_first_fonts, load_rare_fonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.preferences import Preferences
from kabao.ui.kit.theme import Theme
from kabao.ui.shell.crash import CrashHook
from kabao.ui.shell.doors import Doors
from kabao.ui.shell.translators import QtWords
from kabao.ui.shell.window import MainWindow, Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.workspace import Workspace
    from kabao.settings import Loaded
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.rooms import Room


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
    FocusRings(application, theme)
    window = MainWindow(
        Parts(
            theme=theme,
            preferences=preferences,
            doors=Doors(_create, _open, _make_sample, _warm_up),
            make_rooms=make_rooms,
            jobs=jobs or JobRunner(application),
            words=QtWords(application),
        )
    )
    window.tell_settings(loaded)
    return window


def make_rooms(context: RoomContext) -> list[Room]:
    """Return the rooms of a ledger in the order of the rail; settings come last by themselves."""
    from kabao.ui import cases, employers, holders, overview

    return [room.build_room(context) for room in (overview, holders, cases, employers)]


def _after_first_paint(window: MainWindow, argv: Sequence[str]) -> None:
    load_rare_fonts()
    named = [Path(name) for name in argv[:1]]
    latest = [
        Path(name) for name in window.parts.preferences.now.recent[:1] if Path(name).is_file()
    ]
    wanted = next(iter(named or latest), None)
    window.warm_up(wanted)


def _create(path: Path) -> Workspace:
    from kabao.services.workspace import Workspace

    return Workspace.create(path)


def _open(path: Path) -> Workspace:
    from kabao.services.workspace import Workspace

    return Workspace.open(path)


def _make_sample(path: Path) -> None:
    from kabao.services.demo import make_sample_ledger

    make_sample_ledger(path).close()


def _warm_up() -> None:
    """Import what opening a ledger needs; pages are imported on the main thread with Qt."""
    importlib.import_module("kabao.services.demo")
