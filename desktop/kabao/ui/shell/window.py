"""The main window: the welcome page, or the frame of the open ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from kabao.domain.errors import KabaoError
from kabao.ui.help.helper import Helper
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.context import RoomContext
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.steps import Steps
from kabao.ui.shell import repairing
from kabao.ui.shell.appearance import Appearance
from kabao.ui.shell.commands import window_commands
from kabao.ui.shell.doors import is_ledger
from kabao.ui.shell.dropping import dropped, take, told
from kabao.ui.shell.frame import Frame, take_apart
from kabao.ui.shell.guard import Guard
from kabao.ui.shell.keeping import Keeping
from kabao.ui.shell.last_place import go_back, place_text
from kabao.ui.shell.late_rooms import LateRoom
from kabao.ui.shell.logo import window_icon
from kabao.ui.shell.new_day import NewDay
from kabao.ui.shell.remarks import note, remarks
from kabao.ui.shell.ways import PATTERNS, choose_new, let_in, make_sample, make_welcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.errors import LedgerLockedError
    from kabao.domain.findings import Place
    from kabao.services.workspace import Workspace
    from kabao.settings import Loaded
    from kabao.ui.kit.jobs import JobRunner
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.rooms import Room
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.doors import Doors
    from kabao.ui.shell.keeper import Keeper
    from kabao.ui.shell.translators import QtWords
    from kabao.ui.shell.welcome import WelcomePage

_SMALLEST = (1024, 680)
_FIRST = (1280, 800)
_FRAME = 40
"""What a desktop draws around a window, roughly."""
_WAIT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the window is given."""

    theme: Theme
    preferences: Preferences
    doors: Doors
    make_rooms: Callable[[RoomContext], Sequence[Room]]
    jobs: JobRunner
    words: QtWords
    make_keeper: Callable[[RoomContext], Keeper] | None = None


class MainWindow(QMainWindow):
    """Opens and closes ledgers, and builds everything anew when the language changes."""

    def __init__(self, parts: Parts, first: Path | None = None) -> None:
        """Begin with the ledger ``first``, else with the welcome page."""
        super().__init__()
        self.parts = parts
        self._theme = parts.theme
        self._preferences = parts.preferences
        self._doors = parts.doors
        self._jobs = parts.jobs
        self._workspace: Workspace | None = None
        self._writer: LedgerLockedError | None = None
        self._steps: Steps | None = None
        self._new_day: NewDay | None = None
        self._keeping = Keeping(parts.make_keeper, self)
        self.guard = Guard(self)
        self.helper = Helper(self)
        self._welcome: WelcomePage | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(_SMALLEST[0], self._on_screen(_SMALLEST).height())
        self.resize(self._on_screen(_FIRST).expandedTo(self.minimumSize()))
        self.setAcceptDrops(True)
        self.setWindowIcon(window_icon())
        self._restore_geometry()
        self._listen()
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        # With a ledger open the keys belong to its rooms and commands.
        self._welcome_keys = (
            QShortcut(QKeySequence("Ctrl+O"), self, self.choose_ledger),
            QShortcut(QKeySequence("Ctrl+N"), self, self.choose_new),
        )
        if first is None:
            self.build()
        else:
            self.enter(first, self._doors.open)

    def _listen(self) -> None:
        self._preferences.unsaved.connect(self._tell_unsaved)
        Appearance(self, self._keeping)

    @property
    def workspace(self) -> Workspace | None:
        """The ledger that is open, or None."""
        return self._workspace

    @property
    def is_busy(self) -> bool:
        """Whether work that somebody waits for, or a backup, is under way."""
        keeper = self._keeping.keeper
        return self._jobs.busy or (keeper is not None and keeper.busy)

    @property
    def frame(self) -> Frame | None:
        """The frame of the open ledger, or None on the welcome page."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Frame) else None

    @property
    def welcome(self) -> WelcomePage | None:
        """The welcome page, or None while a ledger is open."""
        page = self._stack.currentWidget()
        return self._welcome if page is self._welcome else None

    def choose_new(self) -> None:
        """Ask where a new ledger shall lie, make it and open it."""
        choose_new(self)

    def choose_ledger(self) -> None:
        """Ask which ledger to open."""
        path = self.alerts.choose_open(self.texts("shell.open_ledger_title"), PATTERNS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a ledger; says why if it cannot be opened."""
        if not is_ledger(path):
            self.tell("error", self.texts("shell.not_a_ledger", name=path.name))
            return False
        return not self.guard.asks(path) and self.enter(path, self._doors.open)

    def warm_up(self, then: Callable[[], object]) -> None:
        """Load on the worker what opening a ledger needs."""
        self._jobs.run(
            lambda _: self._doors.warm_up(), lambda _: then(), self.refused, background=True
        )

    def open_last(self, path: Path | None) -> None:
        """Open a ledger, unless the user was quicker or there is none to open."""
        if path is not None and self._workspace is None:
            self.open_path(path)

    def tell_settings(self, loaded: Loaded) -> None:
        """Say what happened to settings that could not be read."""
        if loaded.set_aside is not None:
            name = loaded.set_aside.name
            self.tell("warning", self.texts("shell.settings_set_aside", name=name))
        elif loaded.problem:
            self.tell("warning", self.texts("shell.settings_unreadable", reason=loaded.problem))

    def try_sample(self) -> None:
        """Make the sample ledger on the worker, then open it."""
        make_sample(self)

    def close_ledger(self) -> None:
        """Store what was typed, close the ledger and go back to the welcome page."""
        if self.leave():
            self.build()

    def put_in_place(self, staged: Path) -> None:
        """Close the ledger, put a staged file in its place and open that."""
        workspace = self._workspace
        key = self.guard.spare_key()
        if workspace is not None and self.leave(keep=False):
            path = workspace.ledger.path
            told = self._keeping.exchange(staged, path, self.alerts, self.texts)
            entered = self.guard.enter(path, key) if key else self.open_path(path)
            if entered:
                self.alerts.tell(told)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed, stop the worker and close the ledger."""
        place = self._preferences.now.last_place
        if self.frame is not None and self._workspace is not None:
            place = place_text(self.frame, self._workspace.ledger.path)
        if not self.leave():
            event.ignore()
            return
        self._preferences.change(last_place=place)
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._preferences.change(window_geometry=geometry)
        self.helper.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a ledger, a roster or a package that is dragged here."""
        path = dropped(self, event)
        if path is not None:
            event.acceptProposedAction()
            welcome(self, self._theme, told(self, path))

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped, once the drag has ended."""
        path = dropped(self, event)
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: take(self, path))

    def build_anew(self) -> None:
        """Build the page in another language or size; one comes back to where one was."""
        self._jobs.abandon(_WAIT_MS)
        frame, back = self.frame, None
        if frame is not None:
            frame.flush()
            back = frame.current, frame.states()
        self.build(back)
        if frame is not None and self._new_day is not None:
            self._new_day.resume()

    def build(self, back: tuple[str, dict[str, object]] | None = None) -> None:
        """Build the page for the present state in the present language, and go ``back`` in it."""
        self.texts = self._preferences.texts()
        self.parts.words.speak(self.texts.language)
        self.alerts = Alerts(self._theme, self.texts, lambda: self)
        self.alerts.tell_on(self._tell_on_page)
        self._welcome = None
        if self._workspace is not None:
            frame = self._make_frame()
            self.show_page(frame)
            frame.restore(*(back or (frame.keys[0], {})))
        else:
            page = self.guard.page()
            if page is None:
                page = self._welcome = make_welcome(self)
            self.show_page(page)
        for key in self._welcome_keys:
            key.setEnabled(self._workspace is None)
        self.setWindowTitle(self._title())

    def show_page(self, page: QWidget) -> None:
        """Show a page in the place of the one there is."""
        old = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            self._jobs.in_pieces(self, take_apart(old))

    def _make_frame(self) -> Frame:
        workspace = self._workspace
        assert workspace is not None
        texts, theme = self.texts, self._theme
        context = RoomContext(
            workspace=workspace,
            texts=texts,
            theme=theme,
            jobs=self._jobs,
            alerts=self.alerts,
            navigate=self._navigate,
            announce=self._announce,
            clock=workspace.clock,
            preferences=self._preferences,
        )
        steps = self._steps = Steps(context, self.flush)
        context = replace(context, offer_undo=steps.offer, steps=steps)
        self._keeping.begin(context)
        rooms = [*self.parts.make_rooms(context), self._settings_room()]
        commands = [*steps.commands(), *window_commands(self, texts)]
        head = (workspace.ledger.path.stem, note(texts, workspace.ledger))
        frame = Frame(theme, texts, rooms, head, commands)
        frame.find_in(context)
        steps.stand_on(frame)
        self._keeping.stand_on(frame)
        frame.show_remarks(remarks(texts, workspace.ledger.path, self._writer))
        return frame

    def flush(self) -> None:
        """Store what was typed."""
        if self.frame is not None:
            self.frame.flush()

    def _settings_room(self) -> Room:
        """Hold the place of the settings on the rail until somebody wants them."""
        theme, texts, preferences = self._theme, self.texts, self._preferences

        def make() -> Room:
            from kabao.ui.settings.room import SettingsRoom

            return SettingsRoom(theme, texts, preferences, self._keeping.keeper, self.guard)

        return LateRoom("settings", "adjustments-horizontal", texts("settings.title"), make)

    def enter(self, path: Path, way: Callable[..., Workspace]) -> bool:
        """Leave the ledger there is and open another; says why if that cannot be."""
        if not self.leave():
            return False
        try:
            self._workspace, self._writer = let_in(way, path)
        except (KabaoError, OSError) as error:
            self.build()
            self.refused(error)
            repairing.offer(self, path, error)
            return False
        self._preferences.take(self._preferences.now.with_recent(path))
        self.build()
        if self.frame is not None:
            go_back(self.frame, self._preferences.now.last_place, self._workspace.ledger.path)
        self._new_day = NewDay(self._workspace, self._jobs, self._show_new_day, self.refused, self)
        self.guard.watch()
        return True

    def leave(self, *, keep: bool = True) -> bool:
        """Store what was typed and close the ledger; False if the user would rather stay."""
        if self._keeping.is_ending:  # asked again while the last backup is made
            return False
        if self._jobs.busy:
            texts = self.texts
            question, note = texts("shell.stop_work"), texts("shell.stop_work_text")
            if not self.alerts.ask(question, note, texts("shell.stop_and_close")):
                return False
        self._jobs.abandon(_WAIT_MS)
        self.flush()
        if not self._keeping.end(keep=keep):
            return False
        if self.frame is not None:
            self.frame.rest()
        self._jobs.abandon(_WAIT_MS)  # what rooms began while the backup was made
        self.guard.end()
        if self._new_day is not None:
            self._new_day.stop()
            self._new_day = None
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
        return True

    def _navigate(self, place: Place) -> None:
        if self.frame is not None:
            self.frame.navigate(place)

    def _announce(self, changed: Changed) -> None:
        if self.frame is not None:
            self.frame.announce(changed)
            if self._steps is not None:
                self._steps.notice()

    def _show_new_day(self) -> None:
        if self.frame is not None:
            self.frame.show_new_day()

    def refused(self, error: Exception) -> None:
        """Say why something could not be done."""
        if isinstance(error, KabaoError | OSError) and not self.alerts.details(error):
            self.tell("error", self.alerts.sentence(error))
        else:
            self.alerts.show(error)

    def tell(self, tone: str, text: str) -> None:
        """Say something on the page there is, else in a box."""
        if not self._tell_on_page(tone, text):
            self.alerts.tell(text)

    def _tell_on_page(self, tone: str, text: str) -> bool:
        if self.frame is not None:
            self.frame.show_trouble(tone, text)
        elif self.welcome is not None:
            self.welcome.notices.clear()
            self.welcome.notices.show_notice(tone, text)
        else:
            return False
        return True

    def _tell_unsaved(self, reason: str) -> None:
        self.tell("warning", self.texts("shell.settings_unsaved", reason=reason))

    def _title(self) -> str:
        name, opened = self.texts("shell.name"), self._workspace
        return name if opened is None else f"{opened.ledger.path.stem} - {name}"

    def _on_screen(self, size: tuple[int, int]) -> QSize:
        """Return a size that is whole on a small screen, with the frame around it."""
        room = self.screen().availableGeometry().size() - QSize(0, _FRAME)
        return QSize(*size).boundedTo(room)

    def _restore_geometry(self) -> None:
        if kept := self._preferences.now.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
