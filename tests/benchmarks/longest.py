"""The longest piece of work of the window's thread at each step: every page, act and dialog.

    python tests/benchmarks/longest.py [FOLDER] [PEOPLE] [WORD]

The ledger is the sample with so many more people. Unlike ``blocks.py`` this counts only what the
thread itself was at work between two beats, so that others on the machine tell less; what it waited
for is not in it. ``WORD`` takes only the parts that begin so: rooms, acts, pages, frames, dialogs.
Two states of the program take turns when this is started from each with the same folder.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import asked, desk_of, line, percentile
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTableView

from kabao import app, settings
from kabao.domain.findings import Place
from ui import every_window

_BEAT_MS = 2
_SETTLED_MS, _PAUSE_MS, _MOMENT_MS = 12_000, 2_000, 700
_FRAMES = 60


class Longest:
    """Beats on the window's thread and keeps the longest work between two beats."""

    def __init__(self) -> None:
        self.worst, self._last = 0.0, time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def step(self, what: str, act, wait: int = _PAUSE_MS) -> None:
        """Do something and tell of the longest work until the window is at rest."""
        self.worst, told = 0.0, []
        QTimer.singleShot(0, lambda: told.append(act()))
        QTest.qWait(wait)
        self._beat()  # what took longer than the wait has not been seen yet
        if told and isinstance(told[0], str):
            what = told[0]
        if what:
            line(what, f"{self.worst:.0f}", "over" if self.worst > 50 else "")

    def _beat(self) -> None:
        now = time.thread_time()
        self.worst, self._last = max(self.worst, (now - self._last) * 1000), now


def rooms(window, beats: Longest) -> None:
    """Every room, twice."""
    for time_ in ("", ", again"):
        for key in every_window.ROOMS:
            beats.step(f"{key}{time_}", lambda key=key: window.frame.show_room(key))


def acts(window, beats: Longest) -> None:
    """Search, the last row, undo and redo, an export, the look and the language."""
    frame, change = window.frame, window.parts.preferences.change
    frame.show_room("holders")
    for text in ("王", "zh", "王伟", ""):
        beats.step(f"search {text!r}", lambda text=text: frame.top.search.setText(text))
    table = next(item for item in window.findChildren(QTableView) if item.isVisible())
    beats.step("last row", lambda: table.selectRow(table.model().rowCount() - 1))
    people = frame.room("holders")
    beats.step("a person removed", lambda: people.remove(people.list.chosen_id()))
    steps = {command.key: command.run for command in frame.general_commands()}
    beats.step("undo", steps["undo"])
    beats.step("redo", steps["redo"])
    beats.step("dark", lambda: change(theme="dark"))
    beats.step("light", lambda: change(theme="light"))
    beats.step("English", lambda: change(language="en"))
    beats.step("Chinese", lambda: change(language="zh"))
    beats.step("twice the size", lambda: change(font_scale=2.0))
    beats.step("the usual size", lambda: change(font_scale=1.0))


def pages(window, beats: Longest) -> None:
    """Each page, and each part of each kind of case, the first time."""
    found = every_window.pages(window)
    names: list[str] = []

    def go() -> str:
        names.append(next(found, ("", None))[0])
        return names[-1]

    while not names or names[-1]:
        beats.step("", go, _MOMENT_MS)


def frames(window, _beats: Longest) -> None:
    """Frames of every room: its largest part scrolled, else the whole page drawn anew."""
    line("frames of", "p50 ms", "p99 ms", "worst ms")
    for key in every_window.ROOMS:
        window.frame.navigate(Place(key, 0))
        QTest.qWait(_MOMENT_MS)
        areas = [it for it in window.frame.page.findChildren(QAbstractScrollArea) if it.isVisible()]
        areas = [it for it in areas if it.verticalScrollBar().maximum()]
        area = max(areas, key=lambda it: it.width() * it.height(), default=None)
        times = [_frame(window, area, number) for number in range(_FRAMES)]
        told = (percentile(times, 0.5), percentile(times, 0.99), max(times))
        line(f"{key}, {'scrolled' if area else 'drawn anew'}", *(f"{ms:.1f}" for ms in told))


def _frame(window, area, number: int) -> float:
    QApplication.processEvents()
    begun = time.thread_time()
    if area is None:
        window.frame.page.repaint()
    else:
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum() * number // _FRAMES)
        area.viewport().repaint()
    return (time.thread_time() - begun) * 1000


def dialogs(window, beats: Longest) -> None:
    """Each dialog, made and shown the first time."""
    found = every_window.dialogs(window)
    shown: list = [None]

    def go() -> str:
        name, dialog = next(found, ("", None))
        shown.append(dialog)
        if dialog is not None:
            dialog.show()
        return name

    while len(shown) == 1 or shown[-1] is not None:
        beats.step("", go, _MOMENT_MS)
        if shown[-1] is not None:
            shown[-1].close()
            shown[-1].deleteLater()
            QApplication.processEvents()


PARTS = (rooms, acts, pages, frames, dialogs)


def main() -> None:
    folder, count = asked()
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    path = desk_of(folder, count)
    sys.setswitchinterval(app._TURN)  # as ``app.main`` does
    gc.disable()
    application = QApplication(["kabao"])
    app.load_first_fonts()
    window = app.make_window(application, settings.load(), first=path)
    window.resize(
        1280, 800
    )  # the screen made up here is smaller: there no panel stands beside a list
    window.show()
    line(f"longest work, {count:,} people", "ms", "50 ms")
    line("---", "---", "---")
    beats = Longest()
    beats.step("after the first picture", lambda: app.after_first_paint(window, path), _SETTLED_MS)
    for part in PARTS:
        if part.__name__.startswith(wanted):
            part(window, beats)
    window.close()


if __name__ == "__main__":
    main()
