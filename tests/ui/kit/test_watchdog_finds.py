"""The watchdog of the benchmarks tells where the window stood still, and whose work it was."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, QTimer

from kabao.ui.kit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

_FILE = Path(__file__).parents[2] / "benchmarks" / "watchdog.py"
STANDSTILL = 0.15


@pytest.fixture
def watchdog(qtbot: QtBot) -> Iterator[Any]:
    spec = importlib.util.spec_from_file_location("benchmarks_watchdog", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its data classes look for themselves there
    spec.loader.exec_module(module)
    dog = module.Watchdog()
    qtbot.wait(20)
    yield dog
    dog.stop()
    del sys.modules[spec.name]


def _busy() -> None:
    until = time.thread_time() + STANDSTILL
    while time.thread_time() < until:
        pass


def _planted(work: Any) -> Iterator[None]:
    work()
    yield


def test_a_standstill_is_found_with_its_place_and_the_work_of_it(
    watchdog: Any, qtbot: QtBot
) -> None:
    watchdog.what = "planted"
    owner = QObject()
    pieces = Pieces(owner, _planted(_busy))
    qtbot.waitUntil(lambda: pieces.is_whole)
    qtbot.wait(20)
    block = max(watchdog.blocks, key=lambda block: block.work)
    assert block.what == "planted"
    assert block.work > 100
    assert block.own_doing
    assert block.where().startswith("ui/kit/pieces.py")


def test_waiting_is_a_standstill_that_was_no_work(watchdog: Any, qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: time.sleep(STANDSTILL))
    qtbot.waitUntil(lambda: bool(watchdog.blocks))
    block = max(watchdog.blocks, key=lambda block: block.milliseconds)
    assert block.milliseconds > 100
    assert block.work < 100
