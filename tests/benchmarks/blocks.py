"""Where the window's thread does not answer for more than 50 ms while every room is opened.

Rooms are entered twice, people are searched for and chosen; each step waits until the window is
idle again. A report, not a judgement: it names the places that are worth work. With a third
argument, any word, the ways to each place are listed too.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import asked, ledger_of, line
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from watchdog import Block, Watchdog

from kabao import app, settings

PAUSE_MS = 700
SETTLED_MS = 6000


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    sys.setswitchinterval(app._TURN)  # as ``app.main`` does
    gc.disable()
    application = QApplication(["kabao"])
    app.load_first_fonts()
    window = app.make_window(application, settings.load(), first=path)
    window.show()
    dog = Watchdog()
    _step(dog, "after the first picture", lambda: app.after_first_paint(window, path), SETTLED_MS)
    rooms = [key for key, _, _ in app.ROOMS]
    for time in ("first", "second"):
        for key in (*rooms, "settings"):
            _step(dog, f"{key}, {time} time", lambda key=key: window.frame.show_room(key))
    window.frame.show_room("holders")
    for text in ("王", "zh", "王伟", ""):
        _step(dog, f"search {text!r}", lambda text=text: window.frame.top.search.setText(text))
    table = next(item for item in window.findChildren(QTableView) if item.isVisible())
    _step(dog, "last row", lambda: table.selectRow(table.model().rowCount() - 1))
    dog.stop()
    line("blocks over 50 ms", "ms", "window's own work", "program's work", "where most of the time")
    for block in dog.blocks:
        times = (f"{ms:.0f}" for ms in (block.milliseconds, block.work, block.program))
        line(block.what, *times, block.where())
        if len(sys.argv) > 3:
            _tell_ways(block)
    own = sum(block.own_doing for block in dog.blocks)
    line("in all", len(dog.blocks), "", f"{own} by the program's doing", "")
    window.close()


def _tell_ways(block: Block) -> None:
    for way, count in block.ways.most_common(12):
        print(f"      {count} x {' < '.join(way[:7])}")


def _step(dog: Watchdog, what: str, act, wait: int = PAUSE_MS) -> None:
    QTimer.singleShot(0, act)  # so that the dog sees it
    dog.what = what
    QTest.qWait(wait)


if __name__ == "__main__":
    main()
