"""A watchdog over the window's thread: how long it did not answer, and where it was meanwhile."""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer

BLOCK_MS = 50
_BEAT_MS = 2
_LOOK_S = 0.004
_STEP = re.compile(r'/kabao/(\S+)", line (\d+) in (\S+)')


@dataclass
class Block:
    """One time that the window did not answer."""

    what: str
    milliseconds: float
    places: Counter[str] = field(default_factory=Counter)

    def where(self) -> str:
        """Return the place of the program seen most often."""
        return self.places.most_common(1)[0][0] if self.places else "?"


class Watchdog:
    """Beats on the window's thread; another thread looks where that is when a beat is late."""

    def __init__(self) -> None:
        self.what = ""
        self.blocks: list[Block] = []
        self._window = threading.get_ident()
        self._last = time.perf_counter()
        self._seen: Counter[str] = Counter()
        self._is_over = threading.Event()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        self._watcher = threading.Thread(target=self._look, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._is_over.set()
        self._watcher.join()

    def _beat(self) -> None:
        now = time.perf_counter()
        late = (now - self._last) * 1000 - _BEAT_MS
        if late > BLOCK_MS:
            self.blocks.append(Block(self.what, late, self._seen))
        self._seen = Counter()
        self._last = now

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_S):
            if (time.perf_counter() - self._last) * 1000 > _BEAT_MS + 8:
                self._seen[self._place()] += 1

    def _place(self) -> str:
        """Name the innermost place of the program itself where the window's thread is.

        Frames of another running thread are not touched from Python: that crashes 3.11.
        """
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file)
            file.seek(0)
            text = file.read()
        stack = text.partition(f"hread 0x{self._window:016x}")[2].partition("hread 0x")[0]
        own = _STEP.findall(stack)
        return " ".join(own[0]) if own else "Qt"
