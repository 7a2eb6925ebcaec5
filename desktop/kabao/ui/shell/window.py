"""The main window: the welcome page, or the frame of the open ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from kabao.domain.errors import KabaoError
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.context import RoomContext
from kabao.ui.kit.steps import Steps
from kabao.ui.shell.commands import ledger_commands, look_commands
from kabao.ui.shell.doors import dropped_ledger, free_path, is_ledger, sample_folder
from kabao.ui.shell.frame import Frame
from kabao.ui.shell.keeping import Keeping
from kabao.ui.shell.late_rooms import LateRoom
from kabao.ui.shell.logo import window_icon
from kabao.ui.shell.new_day import NewDay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Place
    from kabao.services.workspace import Workspace
    from kabao.settings import Loaded
    from kabao.ui.kit.jobs import JobControl, JobRunner
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.rooms import Room
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.doors import Doors
    from kabao.ui.shell.keeper import Keeper
    from kabao.ui.shell.translators import QtWords
    from kabao.ui.shell.welcome import WelcomePage

_SMALLEST = (1024, 680)
_FIRST = (1280, 800)
_PATTERNS = ("*.kabao",)
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
        self._steps: Steps | None = None
        self._new_day: NewDay | None = None
        self._keeping = Keeping(parts.make_keeper, self)
        self._speak_later = False
        self._welcome: WelcomePage | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST)
        self.setAcceptDrops(True)
        self.setWindowIcon(window_icon(parts.theme))
        self._restore_geometry()
        self._preferences.language_changed.connect(self._speak)
        self._preferences.look_changed.connect(self._dress)
        self._jobs.busy_changed.connect(self._on_busy_changed)
        self._preferences.unsaved.connect(self._tell_unsaved)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        # With a ledger open the keys belong to its rooms and commands.
        self._welcome_keys = (
            QShortcut(QKeySequence("Ctrl+O"), self, self.choose_ledger),
            QShortcut(QKeySequence("Ctrl+N"), self, self.choose_new),
        )
        if first is None:
            self._build()
        else:
            self._enter(first, self._doors.open)

    @property
    def workspace(self) -> Workspace | None:
        """The ledger that is open, or None."""
        return self._workspace

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
        texts = self._texts
        title, name = texts("shell.new_ledger_title"), texts("shell.new_ledger_name")
        path = self.alerts.choose_save(title, name, _PATTERNS)
        if path is not None:
            # The dialog has asked before an existing file is named; a ledger is never overwritten.
            self._enter(path, self._doors.create)

    def choose_ledger(self) -> None:
        """Ask which ledger to open."""
        path = self.alerts.choose_open(self._texts("shell.open_ledger_title"), _PATTERNS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a ledger; says why if it cannot be opened."""
        if not is_ledger(path):
            self._tell("error", self._texts("shell.not_a_ledger", name=path.name))
            return False
        return self._enter(path, self._doors.open)

    def warm_up(self, then: Callable[[], object]) -> None:
        """Load on the worker what opening a ledger needs."""
        self._jobs.run(
            lambda _: self._doors.warm_up(), lambda _: then(), self._refused, background=True
        )

    def open_last(self, path: Path | None) -> None:
        """Open a ledger, unless the user was quicker or there is none to open."""
        if path is not None and self._workspace is None:
            self.open_path(path)

    def tell_settings(self, loaded: Loaded) -> None:
        """Say what happened to settings that could not be read."""
        if loaded.set_aside is not None:
            name = loaded.set_aside.name
            self._tell("warning", self._texts("shell.settings_set_aside", name=name))
        elif loaded.problem:
            self._tell("warning", self._texts("shell.settings_unreadable", reason=loaded.problem))

    def try_sample(self) -> None:
        """Make the sample ledger on the worker, then open it."""
        folder = sample_folder()
        path = free_path(folder, self._texts("welcome.sample_file"))

        def make(control: JobControl) -> Path:
            del control
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._doors.sample(path)
            return path

        self._tell("info", self._texts("welcome.sample_busy"))
        self._jobs.run(make, self.open_path, self._refused)

    def close_ledger(self) -> None:
        """Store what was typed, close the ledger and go back to the welcome page."""
        if self._leave():
            self._build()

    def put_in_place(self, staged: Path) -> None:
        """Close the ledger, put a staged file in its place and open that."""
        workspace = self._workspace
        if workspace is not None and self._leave(keep=False):
            path = workspace.ledger.path
            told = self._keeping.exchange(staged, path, self.alerts, self._texts)
            if self._enter(path, self._doors.open):
                self.alerts.tell(told)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed, stop the worker and close the ledger."""
        if not self._leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._preferences.change(window_geometry=geometry)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take ledgers that are dragged here."""
        if dropped_ledger(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the ledger dropped, once the drag has ended."""
        path = dropped_ledger(event)
        if path is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.open_path(path))

    def _build(self) -> None:
        """Build the page for the present state in the present language."""
        self._texts = self._preferences.texts()
        self.parts.words.speak(self._texts.language)
        self.alerts = Alerts(self._theme, self._texts, lambda: self)
        old = self._stack.currentWidget()
        page: QWidget
        if self._workspace is None:
            page = self._welcome = self._make_welcome()
        else:
            page, self._welcome = self._make_frame(), None
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        for key in self._welcome_keys:
            key.setEnabled(self._workspace is None)
        self.setWindowTitle(self._title())
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _make_welcome(self) -> WelcomePage:
        from kabao.ui.shell.welcome import WelcomePage

        page = WelcomePage(self._theme, self._texts, self._preferences)
        page.new_wanted.connect(self.choose_new)
        page.open_wanted.connect(self.choose_ledger)
        page.sample_wanted.connect(self.try_sample)
        page.path_wanted.connect(lambda path: self.open_path(Path(path)))
        page.locate_wanted.connect(self._locate)
        page.forget_wanted.connect(
            lambda path: self._preferences.take(self._preferences.now.without_recent(Path(path)))
        )
        return page

    def _make_frame(self) -> Frame:
        workspace = self._workspace
        assert workspace is not None
        texts, theme = self._texts, self._theme
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
        steps = self._steps = Steps(context, self._flush)
        context = replace(context, offer_undo=steps.offer, steps=steps)
        self._keeping.begin(context)
        rooms = [*self.parts.make_rooms(context), self._settings_room()]
        ledger = ledger_commands(self, texts)
        commands = [*steps.commands(), *ledger, *look_commands(self._preferences, texts)]
        frame = Frame(theme, texts, rooms, (workspace.ledger.path.stem, self._note()), commands)
        steps.stand_on(frame)
        self._keeping.stand_on(frame)
        frame.show_room(rooms[0].key)
        return frame

    def _flush(self) -> None:
        if self.frame is not None:
            self.frame.flush()

    def _settings_room(self) -> Room:
        """Hold the place of the settings on the rail until somebody wants them."""
        theme, texts, preferences = self._theme, self._texts, self._preferences

        def make() -> Room:
            from kabao.ui.settings.room import SettingsRoom

            return SettingsRoom(theme, texts, preferences, self._keeping.keeper)

        return LateRoom("settings", "adjustments-horizontal", texts("settings.title"), make)

    def _enter(self, path: Path, way: Callable[[Path], Workspace]) -> bool:
        if not self._leave():
            return False
        try:
            self._workspace = way(path)
        except (KabaoError, OSError) as error:
            self._build()
            self._refused(error)
            return False
        self._preferences.take(self._preferences.now.with_recent(path))
        self._build()
        self._new_day = NewDay(self._workspace, self._jobs, self._show_new_day, self._refused, self)
        return True

    def _leave(self, *, keep: bool = True) -> bool:
        """Store what was typed and close the ledger; False if the user would rather stay."""
        if self._jobs.busy:
            texts = self._texts
            question, note = texts("shell.stop_work"), texts("shell.stop_work_text")
            if not self.alerts.ask(question, note, texts("shell.stop_and_close")):
                return False
        self._jobs.abandon(_WAIT_MS)
        self._flush()
        if not self._keeping.end(keep=keep):
            return False
        if self._new_day is not None:
            self._new_day.stop()
            self._new_day = None
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
        return True

    def _speak(self) -> None:
        if self._jobs.busy:
            # Pages that wait for an answer stay until they have it.
            self._speak_later = True
            return
        self._speak_later = False
        self._jobs.abandon(_WAIT_MS)
        frame = self.frame
        if frame is None:
            self._build()
            return
        frame.flush()
        current, states = frame.current, frame.states()
        self._build()
        renewed = self.frame
        assert renewed is not None
        renewed.restore(current, states)
        if self._new_day is not None:
            self._new_day.resume()

    def _on_busy_changed(self) -> None:
        if self._speak_later and not self._jobs.busy:
            QTimer.singleShot(0, self._speak)

    def _dress(self) -> None:
        now = self._preferences.now
        self._theme.set_mode(now.theme)
        if self._theme.set_scale(now.font_scale):
            self._speak()

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

    def _locate(self, path: str) -> None:
        title = self._texts("shell.locate_title", name=Path(path).name)
        found = self.alerts.choose_open(title, _PATTERNS)
        if found is not None:
            self._preferences.take(self._preferences.now.without_recent(Path(path)))
            self.open_path(found)

    def _refused(self, error: Exception) -> None:
        if self.welcome is not None and isinstance(error, KabaoError | OSError):
            self._tell("error", self.alerts.sentence(error))
        else:
            self.alerts.show(error)

    def _tell(self, tone: str, text: str) -> None:
        if self.welcome is not None:
            self.welcome.notices.clear()
            self.welcome.notices.show_notice(tone, text)
        else:
            self.alerts.tell(text)

    def _tell_unsaved(self, reason: str) -> None:
        self._tell("warning", self._texts("shell.settings_unsaved", reason=reason))

    def _note(self) -> str:
        """Return what to know about the open ledger at all times."""
        assert self._workspace is not None
        ledger = self._workspace.ledger
        if ledger.read_only:
            return self._texts("shell.read_only")
        return self._texts("shell.sample") if ledger.path.parent == sample_folder() else ""

    def _title(self) -> str:
        name = self._texts("shell.name")
        opened = self._workspace
        return name if opened is None else f"{opened.ledger.path.stem} - {name}"

    def _restore_geometry(self) -> None:
        if kept := self._preferences.now.window_geometry:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
