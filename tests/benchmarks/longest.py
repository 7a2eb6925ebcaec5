"""The longest piece of work of the window's thread at each step, every room opened.

Unlike ``blocks.py`` this counts only what the thread itself was at work between two beats, so that
others on the machine tell less; what it waited for is not in it. Two states of the program take
turns when this is started from each with the same folder.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import asked, ledger_of, line
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from kabao import app, settings

_BEAT_MS = 2
_SETTLED_MS, _PAUSE_MS = 12_000, 2_000


class Longest:
    """Beats on the window's thread and keeps the longest work between two beats."""

    def __init__(self) -> None:
        self.worst, self._last = 0.0, time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def step(self, what: str, act, wait: int = _PAUSE_MS) -> None:
        """Do something and tell of the longest work until the window is at rest."""
        self.worst = 0.0
        QTimer.singleShot(0, act)
        QTest.qWait(wait)
        line(what, f"{self.worst:.0f}")

    def _beat(self) -> None:
        now = time.thread_time()
        self.worst, self._last = max(self.worst, (now - self._last) * 1000), now


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    sys.setswitchinterval(app._TURN)  # as ``app.main`` does
    gc.disable()
    application = QApplication(["kabao"])
    app.load_first_fonts()
    window = app.make_window(application, settings.load(), first=path)
    window.show()
    line(f"longest work, {count:,} holders", "ms")
    beats = Longest()
    beats.step("after the first picture", lambda: app.after_first_paint(window, path), _SETTLED_MS)
    for time_ in ("", ", again"):
        for key in (*(key for key, _, _ in app.ROOMS), "settings"):
            beats.step(f"{key}{time_}", lambda key=key: window.frame.show_room(key))
    window.frame.show_room("holders")
    for text in ("王", "zh", "王伟", ""):
        beats.step(f"search {text!r}", lambda text=text: window.frame.top.search.setText(text))
    table = next(item for item in window.findChildren(QTableView) if item.isVisible())
    beats.step("last row", lambda: table.selectRow(table.model().rowCount() - 1))
    window.close()


if __name__ == "__main__":
    main()
