"""Scrolling the register, one frame at a time, against the same table over rows held in memory."""

from __future__ import annotations

import datetime as dt
import random
import time

from common import FRAME_MS, asked, ledger_of, line, median, percentile
from PySide6.QtWidgets import QApplication

from kabao import rulebook
from kabao.domain.holders import HolderFilter
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from kabao.ui.holders.table import RegisterTable
from kabao.ui.holders.table_model import HoldersModel
from kabao.ui.kit.fonts import load_first_fonts
from kabao.ui.kit.theme import Theme

FRAMES = 300


class _InMemory(HoldersModel):
    """Every row stands in memory: what is left is the cost of drawing."""

    def keep(self, rows):
        self._rows = rows

    def row(self, number):
        return self._rows[number % len(self._rows)]


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    application = QApplication([])
    load_first_fonts()
    theme, texts = Theme("light"), Texts("zh")
    theme.apply(application)
    with Workspace.open(path, rulebook.load()) as workspace:
        ids = workspace.holders.ids(HolderFilter())
        from_ledger = HoldersModel(workspace.holders, texts, dt.date.today)
        from_memory = _InMemory(workspace.holders, texts, dt.date.today)
        from_memory.keep(workspace.holders.rows(ids[:5000]))
        line("scrolling", f"{count:,} holders", "p50 ms", "p99 ms", "p99 / frame", "p99 of work")
        for name, model in (("rows in memory", from_memory), ("from the ledger", from_ledger)):
            model.show(ids)
            _scroll(application, RegisterTable(theme, texts, model), name)


def _scroll(application, table, name) -> None:
    table.resize(1180, 700)
    table.show()
    application.processEvents()
    bar = table.verticalScrollBar()
    chance = random.Random(2)
    ways = {
        "line": lambda step: bar.setValue(bar.value() + 1),
        "page": lambda step: bar.setValue(bar.value() + bar.pageStep()),
        "jump": lambda step: bar.setValue(chance.randrange(max(1, bar.maximum()))),
    }
    for way, move in ways.items():
        times, work = [], []
        for step in range(FRAMES):
            application.processEvents()  # the pause between two frames
            begun, at_work = time.perf_counter(), time.thread_time()
            move(step)
            table.viewport().repaint()
            times.append((time.perf_counter() - begun) * 1000)
            work.append((time.thread_time() - at_work) * 1000)
        p99 = percentile(times, 0.99)
        share, alone = f"{p99 / FRAME_MS:.2f}", percentile(work, 0.99)
        line(f"{name}, {way}", "", f"{median(times):.1f}", f"{p99:.1f}", share, f"{alone:.1f}")
    table.close()


if __name__ == "__main__":
    main()
