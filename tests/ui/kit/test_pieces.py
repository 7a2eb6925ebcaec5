"""A page that is built piece by piece lets the window answer between two pieces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot


def _steps(done: list[object]) -> Iterator[None]:
    for number in range(3):
        done.append(number)
        yield


def test_the_window_answers_between_two_pieces(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    key = QTimer(interval=0)
    key.timeout.connect(lambda: done.append("key"))
    key.start()
    pieces = Pieces(owner, _steps(done))
    assert done == []
    qtbot.waitUntil(lambda: pieces.is_whole)
    key.stop()
    at = [place for place, item in enumerate(done) if item != "key"]
    assert [done[place] for place in at] == [0, 1, 2]
    assert all("key" in done[here:there] for here, there in pairwise(at))


class _Page(QWidget):
    """Notes when it is drawn."""

    def __init__(self, done: list[object]) -> None:
        super().__init__()
        self._done = done

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._done.append("drawn")


def test_a_long_piece_is_seen_before_the_next(qtbot: QtBot) -> None:
    done: list[object] = []
    page = _Page(done)
    qtbot.addWidget(page)

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            page.update()
            _work(10)
            yield

    page.show()
    pieces = Pieces(page, steps())
    _work(10)
    qtbot.waitUntil(lambda: pieces.is_whole)
    assert done[: done.index(2)] == ["drawn", 0, "drawn", 1, "drawn"]


def _work(milliseconds: int) -> None:
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < milliseconds:
        pass


def test_who_cannot_wait_gets_the_rest_at_once() -> None:
    owner, done = QObject(), []
    pieces = Pieces(owner, _steps(done))
    pieces.finish()
    assert done == [0, 1, 2]
    assert pieces.is_whole


def test_a_runner_that_waits_for_everything_builds_pages_whole() -> None:
    owner, done = QObject(), []
    assert JobRunner(serial=True).in_pieces(owner, _steps(done)).is_whole
    assert done == [0, 1, 2]


def test_a_piece_that_fails_is_not_tried_again() -> None:
    def broken() -> Iterator[None]:
        raise ValueError("no such piece")
        yield

    owner = QObject()
    pieces = Pieces(owner, broken())
    with pytest.raises(ValueError, match="no such piece"):
        pieces.finish()
    assert pieces.is_whole
