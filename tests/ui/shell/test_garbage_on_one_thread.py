"""What Qt made is taken apart by the window's thread, whichever thread works meanwhile."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog

from kabao import app
from kabao.ui.shell.garbage import Garbage

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 20_000


@pytest.fixture
def settled(qapp: QObject) -> Iterator[QObject]:
    """What stands in for a window at work; afterwards Python looks for garbage as before."""
    known, enabled = gc.get_threshold(), gc.isenabled()
    gc.set_threshold(700, 10, 10)
    window = QObject()
    warmed: list[object] = []
    window.warm_up = warmed.append
    app._settle(window)
    assert warmed
    yield window
    gc.set_threshold(*known)
    (gc.enable if enabled else gc.disable)()
    gc.unfreeze()


def closed_dialog() -> list[int]:
    """Leave a dialog that only itself still knows; returns which thread takes it apart."""
    gone: list[int] = []
    dialog = QDialog()
    dialog.me = dialog
    dialog.destroyed.connect(
        lambda: gone.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
    )
    return gone


def make_many() -> list[list[int]]:
    """Make so many objects that Python looks for garbage."""
    return [[number] for number in range(MANY)]


def test_a_worker_takes_no_dialog_apart(settled: QObject) -> None:
    gone = closed_dialog()
    worker = threading.Thread(target=make_many)
    worker.start()
    worker.join()
    assert gone == []
    held = make_many()
    timer = settled.findChild(QTimer)
    assert timer.isActive()
    timer.timeout.emit()
    assert gone == [threading.get_ident()]
    assert held


def test_nobody_looks_while_work_on_long_lists_goes_on(settled: QObject) -> None:
    gone, garbage, held = closed_dialog(), settled.findChild(Garbage), make_many()
    gc.disable()
    garbage.look()
    assert gone == []
    gc.enable()
    garbage.look()
    assert gone
    assert held
