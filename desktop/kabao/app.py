"""The window, wired: the one place where its parts are built and joined."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kabao import __version__, paths, settings
from kabao.services.late_rules import LateRules
from kabao.ui.kit.capture import CaptureBlock
from kabao.ui.kit.fonts import RareFonts, load_first_fonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.preferences import Preferences
from kabao.ui.kit.tab_order import TabOrder
from kabao.ui.kit.theme import Theme, moves_nothing
from kabao.ui.shell.crash import CrashHook
from kabao.ui.shell.doors import Doors, is_ledger
from kabao.ui.shell.garbage import Garbage
from kabao.ui.shell.input_methods import speak_to_fcitx
from kabao.ui.shell.late_rooms import LateRoom
from kabao.ui.shell.translators import QtWords
from kabao.ui.shell.window import MainWindow, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.rules import Rulebook
    from kabao.services.safekeeping import LedgerKey
    from kabao.services.workspace import Workspace
    from kabao.settings import Loaded
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.rooms import Room
    from kabao.ui.shell.keeper import Keeper

ROOMS = (
    ("overview", "home", "overview.title"),
    ("holders", "id", "holders.title"),
    ("cases", "file-check", "cases.title"),
    ("employers", "building", "employers.rail"),
    ("history", "history", "steps.rail"),
)
"""Key, icon and title of every room in the order of the rail; settings come last by themselves."""
_TURN = 0.0005
"""Seconds after which a worker lets the window's thread go on. Python's own 5 ms are felt: the
window gives its turn away with every file it looks at and every statement it runs."""
_PAUSE_MS = 5
_LATER = ("kabao.ui.kit", *(f"kabao.ui.{key}" for key, _, _ in ROOMS), "kabao.ui.settings")


def main(argv: Sequence[str]) -> int:
    """Open the window, on the ledger named or used last; returns the exit code."""
    sys.setswitchinterval(_TURN)
    gc.disable()  # what is built now stays: looking for garbage in it would find none
    _stay_beside()
    speak_to_fcitx(os.environ)
    application = QApplication(["kabao", *argv])
    application.setApplicationName("kabao")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("kabao")
    loaded = settings.load()
    load_first_fonts()
    wanted = _wanted(argv, loaded)
    at_once = wanted is not None and not loaded.problem and Ledgers.opens_at_once(wanted)
    window = make_window(application, loaded, first=wanted if at_once else None)
    CrashHook(window.parts.theme, window.parts.preferences.texts).install()
    _take_requests(application, window)
    window.show()
    QTimer.singleShot(0, lambda: after_first_paint(window, wanted))
    return application.exec()


def _stay_beside() -> None:
    """Let a program that is carried about keep Qt's notes and the system's caches beside it too."""
    folder = paths.carried()
    if folder is None:
        return
    from PySide6.QtCore import QSettings

    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    scope = QSettings.Scope.UserScope
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, scope, str(folder))


def _take_requests(application: QApplication, window: MainWindow) -> None:
    """Open what the desk asks for later; only macOS asks so, others start the program again."""
    if sys.platform == "darwin":
        from kabao.ui.shell.file_requests import FileRequests

        FileRequests(application, window.open_path)


def make_window(
    application: QApplication,
    loaded: Loaded,
    jobs: JobRunner | None = None,
    first: Path | None = None,
) -> MainWindow:
    """Build the window with everything it is given; tests pass a serial job runner."""
    now = loaded.settings
    theme = Theme(now.theme, now.font_scale, now.accent)
    rare = RareFonts.of(application)
    theme.meet = rare.meet
    theme.calm = moves_nothing(now.motion)
    theme.apply(application, in_steps=jobs is None)
    preferences = Preferences(loaded.settings)
    CaptureBlock(application, preferences)
    window = MainWindow(
        Parts(
            theme=theme,
            preferences=preferences,
            doors=Ledgers().doors(),
            make_rooms=make_rooms,
            jobs=jobs or JobRunner(application),
            words=QtWords(application),
            make_keeper=partial(_make_keeper, jobs or JobRunner(application), rare),
        ),
        first,
    )
    window.tell_settings(loaded)
    TabOrder(window)
    return window


def make_rooms(context: RoomContext) -> list[Room]:
    """Return the rooms of a ledger in the order of the rail, each imported when it is entered."""
    return [
        LateRoom(key, icon, context.texts(title), partial(_make_room, key, context))
        for key, icon, title in ROOMS
    ]


def after_first_paint(window: MainWindow, wanted: Path | None) -> None:
    """Do what the first picture does not need: the ledger, rules, other rooms."""
    from kabao.ui.kit.focus import FocusRings
    from kabao.ui.shell.warming import first_of_rooms, tools_of_files

    window.open_last(wanted)
    FocusRings(window.parts.theme)
    imports = (partial(importlib.import_module, name) for name in _later_modules())
    # First what the next click may want; the worker would only slow it down.
    steps: Iterator[Callable[[], object]]
    rooms = first_of_rooms(window.parts.theme)
    steps = chain(rooms, tools_of_files(), imports)
    _one_by_one(steps, lambda: _settle(window))


def _settle(window: MainWindow) -> None:
    """Go over to everyday work: all is loaded, and of that nothing will become garbage."""
    gc.freeze()
    Garbage(window)
    window.warm_up(lambda: None)


def _make_keeper(jobs: JobRunner, rare: RareFonts, context: RoomContext) -> Keeper:
    """Return what looks after a ledger that was opened: its backups, on a worker of its own.

    What rare characters it holds is looked for beside it, when the window has nothing to do.
    """
    from kabao.ui.shell.keeper import Keeper

    rare.look_through(context.workspace, context.jobs)
    return Keeper(context, jobs)


def _make_room(key: str, context: RoomContext) -> Room:
    room: Room = importlib.import_module(f"kabao.ui.{key}").build_room(context)
    return room


def _wanted(argv: Sequence[str], loaded: Loaded) -> Path | None:
    """Return the ledger named on the command line, else the latest that is still there."""
    if argv:
        return Path(argv[0])
    latest = (Path(name) for name in loaded.settings.recent[:1])
    return next((path for path in latest if path.is_file()), None)


def _later_modules() -> Iterator[str]:
    """Name the modules of all rooms, what others build on first."""
    for package in _LATER:
        folder = importlib.import_module(package).__path__
        names = (module.name for module in pkgutil.walk_packages(folder, f"{package}."))
        yield from sorted(names, key=lambda name: -name.count("."))  # what others build on first


def _one_by_one(steps: Iterator[Callable[[], object]], then: Callable[[], None]) -> None:
    """Do things between events, so that none is felt: fonts and widgets want this thread."""
    step = next(steps, None)
    if step is None:
        then()
        return
    step()
    QTimer.singleShot(_PAUSE_MS, lambda: _one_by_one(steps, then))


class Ledgers:
    """The ways to ledgers; the rules are read once, on the worker if it is quick enough."""

    def __init__(self) -> None:
        self._rules = LateRules(_read_rules)

    def doors(self) -> Doors:
        """Return what the window is given."""
        return Doors(self.create, self.open, self.make_sample, self.warm_up)

    def create(self, path: Path, key: LedgerKey | None = None) -> Workspace:
        """Make a ledger and open it."""
        from kabao.services.workspace import Workspace

        return Workspace.create(path, self._rules.read(), key=key)

    def open(
        self, path: Path, key: LedgerKey | None = None, *, read_only: bool = False
    ) -> Workspace:
        """Open a ledger."""
        from kabao.services.workspace import Workspace

        return Workspace.open(path, self._rules.as_rulebook(), read_only=read_only, key=key)

    def make_sample(self, path: Path) -> None:
        """Make a ledger of the shipped sample."""
        from kabao.services.demo import make_demo_ledger

        make_demo_ledger(path, self._rules.read()).close()

    def warm_up(self) -> None:
        """Import and read what work needs; pages are imported on the main thread, with Qt."""
        self._rules.read()
        importlib.import_module("kabao.services.workspace")
        importlib.import_module("sqlite_utils")
        # Else the first name that is saved, or whose removal is undone, would wait for it.
        importlib.import_module("kabao.storage.pinyin").readings()

    @staticmethod
    def opens_at_once(path: Path) -> bool:
        """Say whether the first picture can wait for a ledger."""
        from kabao.storage.opening import is_up_to_date

        return is_ledger(path) and is_up_to_date(path)


def _read_rules() -> Rulebook:
    from kabao.services.regions import national_rules

    return national_rules()
