"""What nobody has asked for waits until the window has nothing to do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from kabao.ui.kit.idle import BEAT_MS, Idle
from kabao.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BUSY = 0.03


def test_things_are_done_in_order_once_the_window_rests(qtbot: QtBot) -> None:
    idle, done = Idle(), []
    idle.later(lambda: done.append("first"))
    idle.later(lambda: done.append("second"))
    assert done == []
    qtbot.waitUntil(lambda: done == ["first", "second"], timeout=8000)


def test_a_busy_window_is_not_interrupted(qtbot: QtBot) -> None:
    idle, done = Idle(), []
    busy = QTimer()
    busy.timeout.connect(lambda: time.sleep(BUSY))
    busy.start(1)
    idle.later(lambda: done.append("now"))
    QTest.qWait(20 * BEAT_MS)
    assert done == []
    busy.stop()
    qtbot.waitUntil(lambda: bool(done), timeout=8000)


def test_a_window_that_is_always_busy_keeps_nobody_waiting_for_ever(qtbot: QtBot) -> None:
    idle, done = Idle(), []
    busy = QTimer()
    busy.timeout.connect(lambda: time.sleep(BUSY))
    busy.start(1)
    idle.later(lambda: done.append("at last"))
    qtbot.waitUntil(lambda: bool(done), timeout=8000)


def test_work_for_later_begins_when_it_is_waited_for(qtbot: QtBot) -> None:
    runner, found = JobRunner(), []
    runner.run_when_idle(lambda _: 7, found.append, _fail)
    assert not runner.busy
    assert runner.wait(5000)
    qtbot.waitUntil(lambda: found == [7])


def test_work_for_later_is_dropped_with_all_other(qtbot: QtBot) -> None:
    runner, found = JobRunner(), []
    runner.run_when_idle(lambda _: 7, found.append, _fail)
    runner.abandon(5000)
    QTest.qWait(10 * BEAT_MS)
    assert runner.wait(5000)
    assert found == []


def _fail(error: Exception) -> None:
    raise AssertionError(error)
