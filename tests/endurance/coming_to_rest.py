"""Every page and dialog at many sizes: after a change of size, does the window come to rest?

    python tests/endurance/coming_to_rest.py [WIDTHS] [SEED]

Parts that follow each other's size, such as a drawing and the scroll bar it brings, can go on for
ever and block the window. Each page is given WIDTHS widths by chance and in each every sixth
height; printed is what still changes its size after sixty rounds of events. About ten minutes.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import stage
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.every_window import dialogs, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 60
REST = 5
"""So many rounds without a change are rest."""
MOMENT = 50
"""Milliseconds of a round: events that bring events would make it endless."""
LONGEST = 30.0
"""Seconds for one size."""
STEP = 6
"""Pixels between two heights: less than a scroll bar can take away."""


class Changes(QObject):
    """Counts which widgets change their size."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a change of size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.seen[f"{type(watched).__name__} {watched.objectName()}".strip()] += 1
        return False


def rests(application: QApplication, changes: Changes) -> bool:
    """Let events pass; tell whether changes of size come to an end."""
    still = 0
    for _ in range(ROUNDS):
        changes.seen.clear()
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, MOMENT)
        still = 0 if changes.seen else still + 1
        if still == REST:
            return True
    return False


def sizes(chance: random.Random, count: int) -> Iterator[tuple[int, int]]:
    """Give widths by chance, each with every height from a small screen to a large one."""
    for _ in range(count):
        width = chance.randint(1000, 1700)
        yield from ((width, height) for height in range(620, 1000, STEP))


@contextmanager
def ended_after(seconds: float, told: str) -> Iterator[None]:
    """End the run with these words if Qt does not come back from its events at all."""

    def end() -> None:
        print(told, "never came back", flush=True)
        os._exit(1)

    watch = threading.Timer(seconds, end)
    watch.start()
    yield
    watch.cancel()


def main() -> int:
    """Try every page and dialog; return how many do not come to rest."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    chance = random.Random(sys.argv[2] if len(sys.argv) > 2 else "1")
    application, path = stage.make_application(), stage.make_sample()
    changes, wrong, tried = Changes(), 0, 0
    for scale in (1.0, 2.0):
        window = stage.make_window(application, path, language="zh", font_scale=scale)
        rests(application, changes)
        application.installEventFilter(changes)
        for name, widget in _everything(window):
            for width, height in sizes(chance, count):
                tried += 1
                told = f"{scale:.0%} {name} {width} x {height}"
                with ended_after(LONGEST, told):
                    widget.resize(width, height)
                    rested = rests(application, changes)
                if not rested:
                    wrong += 1
                    print(told, changes.seen.most_common(4))
                    break
        application.removeEventFilter(changes)
        window.close()
        window.deleteLater()
    print(f"{tried} sizes tried, {wrong} without rest")
    return wrong


def _everything(window):
    yield from pages(window)
    for name, dialog in dialogs(window):
        dialog.show()
        yield name, dialog
        dialog.close()
        dialog.deleteLater()


if __name__ == "__main__":
    sys.exit(min(main(), 1))
