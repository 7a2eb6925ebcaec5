"""A window over plain rooms: what the frame does is seen without any ledger's content."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kabao import app, settings
from kabao.domain.errors import InputRefusedError
from kabao.services.refreshing import Piece, StatusRefresh
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.preferences import Preferences
from kabao.ui.kit.rooms import Command, Room
from kabao.ui.kit.text import Label
from kabao.ui.shell.doors import Doors
from kabao.ui.shell.translators import QtWords
from kabao.ui.shell.window import MainWindow, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Place
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme


class PlainDrafts:
    """Drafts of which none waits."""

    are_refused = False

    def settle(self) -> None:
        pass


@dataclass
class PlainLedger:
    """What the window asks of a ledger's file."""

    path: Path
    read_only: bool = False
    key: object | None = None
    drafts: PlainDrafts = field(default_factory=PlainDrafts)


class PlainHistory:
    """A history without entries."""

    def last_id(self) -> int:
        return 0


@dataclass
class PlainWorkspace:
    """What the window asks of a workspace: its file, the day, and to be closed."""

    path: Path
    closed: bool = False
    history: PlainHistory = field(default_factory=PlainHistory)
    ledger: PlainLedger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = PlainLedger(self.path)

    def clock(self) -> dt.date:
        return dt.date(2026, 11, 22)

    def close(self) -> None:
        self.closed = True


class PlainRoom(Room):
    """Remembers what it was told."""

    def __init__(self, key: str, icon: str, context: RoomContext) -> None:
        super().__init__(key, icon, f"{key}-{context.texts.language}")
        self.context = context
        self.built = 0
        self.told: list[tuple[str, object]] = []
        self.search_hint = f"search {key}"

    def build(self) -> QWidget:
        self.built += 1
        page = QWidget()
        column = QVBoxLayout(page)
        self.field = QLineEdit()
        self.field.setObjectName(f"field_{self.key}")
        column.addWidget(Label(self.title))
        column.addWidget(self.field)
        return page

    def search(self, text: str) -> None:
        self.told.append(("search", text))

    def commands(self) -> list[Command]:
        new = Command(
            f"new_{self.key}",
            f"new in {self.key}",
            lambda: self.told.append(("new", self.key)),
            "plus",
            "Ctrl+N",
        )
        never = Command("never", "never shown", lambda: None, enabled=lambda: False)
        return [new, never]

    def show_place(self, place: Place) -> None:
        self.told.append(("place", place))

    def refresh(self, changed: Changed) -> None:
        self.told.append(("changed", changed))

    def flush(self) -> None:
        self.told.append(("flush", self.field.text()))

    def state(self) -> object:
        return self.field.text()

    def restore(self, state: object) -> None:
        self.field.setText(str(state))

    def regions(self) -> list[QWidget]:
        return [self.field]


class Shelf:
    """The ledgers of a test, and every workspace that was opened."""

    def __init__(self) -> None:
        self.opened: list[PlainWorkspace] = []
        self.samples: list[Path] = []
        self.warmed = 0

    def create(self, path: Path, key: object | None = None) -> PlainWorkspace:
        assert key is None
        if path.exists():
            raise InputRefusedError("record_missing")
        path.write_bytes(b"ledger")
        return self.open(path)

    def open(self, path: Path) -> PlainWorkspace:
        if not path.is_file():
            raise FileNotFoundError(2, "No such file", str(path))
        self.opened.append(PlainWorkspace(path))
        return self.opened[-1]

    def sample(self, path: Path) -> None:
        path.write_bytes(b"sample")
        self.samples.append(path)

    def warm_up(self) -> None:
        self.warmed += 1


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def stored() -> list[Settings]:
    """Every version of the settings that was stored."""
    return []


@pytest.fixture
def preferences(stored: list[Settings]) -> Preferences:
    return Preferences(Settings(language="zh", theme="light"), stored.append)


@pytest.fixture
def plain_rooms() -> Callable[[RoomContext], list[Room]]:
    def rooms(context: RoomContext) -> list[Room]:
        pairs = (("holders", "id"), ("cases", "file-check"))
        return [PlainRoom(key, icon, context) for key, icon in pairs]

    return rooms


@pytest.fixture
def window(
    theme: Theme,
    preferences: Preferences,
    shelf: Shelf,
    plain_rooms: Callable[[RoomContext], list[Room]],
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setattr(StatusRefresh, "run", lambda *_: Piece(0, 0))  # no statuses here
    words = QtWords(qapp)
    doors = Doors(shelf.create, shelf.open, shelf.sample, shelf.warm_up)
    jobs = JobRunner(serial=True)
    window = MainWindow(Parts(theme, preferences, doors, plain_rooms, jobs, words))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    words.speak("en")


@pytest.fixture
def opened(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window with a ledger open."""
    path = tmp_path / "我的台账.kabao"
    path.write_bytes(b"ledger")
    assert window.open_path(path)
    window.activateWindow()
    return window


@pytest.fixture
def real_window(qapp: QApplication, theme: Theme, qtbot: QtBot, path: Path) -> Iterator[MainWindow]:
    """The window as the program makes it, on the ledger that a module calls ``path``."""
    now = Settings(language="zh", theme="light")
    settings.save(now)
    window = app.make_window(qapp, Loaded(now), JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(path)
    yield window
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)
