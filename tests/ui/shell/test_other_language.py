"""Another language: pages are built anew, and nothing that was typed is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.pieces import Pieces
from kabao.ui.shell.appearance import Appearance
from kabao.ui.shell.frame import take_apart

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot
    from tests.ui.shell.conftest import PlainRoom, Shelf

    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.shell.window import MainWindow


def test_language_changes_at_once_and_nothing_is_lost(
    opened: MainWindow, preferences: Preferences, shelf: Shelf
) -> None:
    opened.frame.show_room("cases")
    before = opened.frame.room("cases")
    before.field.setText("typed")
    preferences.change(language="en")
    after = opened.frame.room("cases")
    assert after is not before
    assert before.told[-1] == ("flush", "typed")
    assert opened.frame.current == "cases"
    assert after.field.text() == "typed"
    assert after.title == "cases-en"
    assert not shelf.opened[0].closed
    words = [label.text() for label in opened.findChildren(QLabel) if label.isVisible()]
    assert "Local only" in words
    assert opened.frame.room("holders").built == 0, "others come back when they are entered"


def test_other_rooms_come_back_as_they_were_over_any_number_of_changes(
    opened: MainWindow, preferences: Preferences
) -> None:
    opened.frame.show_room("cases")
    opened.frame.room("cases").field.setText("typed")
    opened.frame.show_room("holders")
    for language in ("en", "zh", "en"):
        preferences.change(language=language)
    opened.frame.show_room("cases")
    assert opened.frame.room("cases").field.text() == "typed"
    assert opened.frame.room("cases").title == "cases-en"


def test_a_room_that_speaks_while_it_comes_back_is_heard_once_it_is_shown(
    opened: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.frame.show_room("cases")
    kind = type(opened.frame.room("cases"))
    plain = kind.restore

    def restore(room: PlainRoom, state: object) -> None:
        plain(room, state)
        room.commands_changed.emit()

    monkeypatch.setattr(kind, "restore", restore)
    preferences.change(language="en")
    assert opened.frame.current == "cases"
    assert opened.frame._room_shortcuts


def test_a_page_that_waits_for_an_answer_keeps_its_language_until_then(
    opened: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    jobs = JobRunner()
    appearance = opened.findChild(Appearance)
    opened._jobs = appearance._jobs = jobs
    jobs.busy_changed.connect(appearance._catch_up)
    go, answers = threading.Event(), []
    before = opened.frame
    jobs.run(lambda _: go.wait(5), answers.append, answers.append)
    preferences.change(language="en")
    assert opened.frame is before
    go.set()
    qtbot.waitUntil(lambda: opened.frame is not before)
    assert answers == [True]


def test_pages_in_the_former_language_go_away_one_by_one(
    opened: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for key in ("cases", "holders"):
        opened.frame.show_room(key)
    frame, begun, gone = opened.frame, [], []
    for page in frame._pages.values():
        page.destroyed.connect(lambda: gone.append(1))
    frame.destroyed.connect(lambda: gone.append(1))
    ticking = QTimer(frame, interval=1)
    ticking.start()
    monkeypatch.setattr(JobRunner, "in_pieces", lambda _, __, steps: begun.append(steps))
    preferences.change(language="en")
    for count, _ in enumerate(begun[0], start=1):
        qtbot.waitUntil(lambda count=count: len(gone) == count)
        assert not ticking.isActive()
    qtbot.waitUntil(lambda: len(gone) == 3)


def test_a_frame_that_is_to_go_builds_and_times_nothing_more(opened: MainWindow) -> None:
    frame, made = opened.frame, []
    frame.show_room("cases")
    pieces = Pieces(frame, iter(lambda: made.append(True), None))
    timer = QTimer(frame, interval=1)
    timer.start()
    steps = take_apart(frame)
    assert (pieces.is_whole, timer.isActive()) == (True, False)
    assert len(list(steps)) == len(frame.keys) - 1  # the settings were not entered
