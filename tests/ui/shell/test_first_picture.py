"""The first picture holds the ledger; what it does not need arrives when it is asked for."""

from __future__ import annotations

import importlib
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kabao import app
from kabao.services.late_rules import LateRules
from kabao.settings import Loaded, Settings
from kabao.storage import driver
from kabao.storage.ledger import Ledger
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.rooms import Room
from kabao.ui.shell.late_rooms import LateRoom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.window import MainWindow


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "a.kabao"
    Ledger.create(path).close()
    return path


@pytest.fixture
def open_window(qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator:
    made: list[MainWindow] = []

    def make(first: Path | None) -> MainWindow:
        loaded = Loaded(Settings(language="zh", theme="light"))
        made.append(app.make_window(qapp, loaded, JobRunner(serial=True), first))
        qtbot.addWidget(made[-1])
        return made[-1]

    yield make
    for window in made:
        window.close()
        window.parts.words.speak("en")
    theme.apply(qapp)


def test_a_window_begins_with_its_ledger(open_window, ledger: Path) -> None:
    window = open_window(ledger)
    assert window.frame is not None
    assert window.welcome is None
    assert window.frame.current == "overview"
    assert window.workspace.ledger.path == ledger
    assert str(ledger) in window.parts.preferences.now.recent


def test_a_ledger_that_cannot_be_opened_leaves_the_welcome_page(open_window, ledger: Path) -> None:
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:100])
    window = open_window(ledger)
    assert window.workspace is None
    assert len(window.welcome.notices.notices()) == 1
    ledger.write_bytes(whole)
    assert window.open_path(ledger)


def test_only_the_room_entered_is_made(open_window, ledger: Path) -> None:
    frame = open_window(ledger).frame
    made = [key for key, room in frame._rooms.items() if not isinstance(room, LateRoom)]
    assert made == ["overview"]
    titles = {key: room.title for key, room in frame._rooms.items()}
    for key, icon, _ in app.ROOMS:
        room = frame.room(key)
        assert (room.key, room.icon, room.title) == (key, icon, titles[key])
        assert frame.room(key) is room


def test_a_late_room_makes_the_room_it_stands_for() -> None:
    room = Room("a", "id", "A")
    late = LateRoom("a", "id", "A", lambda: room)
    assert (late.key, late.icon, late.title) == ("a", "id", "A")
    assert late.arrive() is room


def test_only_a_ledger_of_this_version_opens_at_once(ledger: Path, tmp_path: Path) -> None:
    assert app.Ledgers.opens_at_once(ledger)
    other = tmp_path / "b.kabao"
    other.write_bytes(b"")
    assert not app.Ledgers.opens_at_once(other)
    assert not app.Ledgers.opens_at_once(tmp_path / "none.kabao")
    assert not app.Ledgers.opens_at_once(ledger.rename(tmp_path / "a.db"))
    connection = driver.connect(tmp_path / "a.db")
    connection.execute("PRAGMA user_version=3")
    connection.close()
    assert not app.Ledgers.opens_at_once((tmp_path / "a.db").rename(ledger))


def test_the_modules_of_all_rooms_are_named_and_imported_between_events(qtbot: QtBot) -> None:
    names = list(app._later_modules())
    assert {"kabao.ui.holders.room", "kabao.ui.cases.room", "kabao.ui.kit.tables"} <= set(names)
    done: list[bool] = []
    imports = (partial(importlib.import_module, name) for name in names[:3])
    app._one_by_one(imports, lambda: done.append(True))
    assert not done
    qtbot.waitUntil(lambda: bool(done))


def test_rules_are_read_once_when_something_is_asked_of_them() -> None:
    read: list[int] = []

    class Rules:
        version = "cn-1"

    def load():
        read.append(1)
        return Rules()

    rules = LateRules(load)
    stands_for = rules.as_rulebook()
    assert not read
    threads = [threading.Thread(target=rules.read) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert stands_for.version == "cn-1"
    for thread in threads:
        thread.join()
    assert read == [1]
    with pytest.raises(AttributeError):
        _ = stands_for.nothing
