"""A change is read anew by the room in sight at once, by the others one by one between events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from kabao.domain.changes import Changed
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.rooms import Room
from kabao.ui.shell.frame import Frame

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

ONE, OTHER = Changed(holders=frozenset({1})), Changed(cases=frozenset({2}))


class Listening(Room):
    def __init__(self, key: str, heard: list[tuple[str, Changed]]) -> None:
        super().__init__(key, "home", key)
        self._heard = heard

    def build(self) -> QWidget:
        return QWidget()

    def refresh(self, changed: Changed) -> None:
        self._heard.append((self.key, changed))


@pytest.fixture
def heard() -> list[tuple[str, Changed]]:
    return []


@pytest.fixture
def frame(theme: Theme, texts: Texts, qtbot: QtBot, heard: list[tuple[str, Changed]]) -> Frame:
    frame = Frame(theme, texts, [Listening(key, heard) for key in "abc"], ("台账", ""), ())
    qtbot.addWidget(frame)
    for key in "bca":
        frame.show_room(key)
    return frame


def test_who_is_not_in_sight_reads_anew_between_events(
    frame: Frame, heard: list[tuple[str, Changed]], qtbot: QtBot
) -> None:
    frame._jobs = JobRunner()
    frame.announce(ONE)
    assert heard == [("a", ONE)]
    frame.announce(OTHER)
    assert heard == [("a", ONE), ("a", OTHER)]
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert heard[2:] == [("b", ONE | OTHER), ("c", ONE | OTHER)]


def test_a_room_that_is_entered_has_read_what_changed(
    frame: Frame, heard: list[tuple[str, Changed]], qtbot: QtBot
) -> None:
    frame._jobs = JobRunner()
    frame.announce(ONE)
    frame.show_room("c")
    assert heard == [("a", ONE), ("c", ONE)]
    qtbot.waitUntil(lambda: heard[-1] == ("b", ONE))
    assert len(heard) == 3


def test_where_nothing_runs_beside_all_are_told_at_once(
    frame: Frame, heard: list[tuple[str, Changed]]
) -> None:
    frame.announce(ONE)
    assert sorted(key for key, _ in heard) == ["a", "b", "c"]
