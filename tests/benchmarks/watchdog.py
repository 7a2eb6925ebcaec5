"""A watchdog over the window's thread: how long it did not answer, and where it was meanwhile.

Three times are told of each: by the clock, which a busy machine makes longer; what the window's
thread was at work itself; and what the whole program was, which is what the window may have waited
for: Python runs one thread at a time.
"""

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
_STEP = re.compile(r'/(?:desktop|site-packages)/kabao/(\S+)", line (\d+) in (\S+)')


@dataclass
class Block:
    """One time that the window did not answer."""

    what: str
    milliseconds: float
    work: float = 0.0
    """Milliseconds that the window's own thread was at work."""
    program: float = 0.0
    """Milliseconds that all threads of the program were at work."""
    ways: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """The program's own frames, the innermost first, and how often they were seen."""

    def where(self) -> str:
        """Return the place of the program seen most often."""
        places: Counter[str] = Counter()
        for way, count in self.ways.items():
            places[way[0]] += count
        return places.most_common(1)[0][0] if places else "?"

    @property
    def own_doing(self) -> bool:
        """Whether the program was at work so long, or only others on the machine were."""
        return min(self.milliseconds, self.program) > BLOCK_MS


class Watchdog:
    """Beats on the window's thread; another thread looks where that is when a beat is late."""

    def __init__(self) -> None:
        self.what = ""
        self.blocks: list[Block] = []
        self._window = threading.get_ident()
        self._last = time.perf_counter()
        self._worked = _worked()
        self._seen: Counter[tuple[str, ...]] = Counter()
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
        worked = _worked()
        late = (now - self._last) * 1000 - _BEAT_MS
        if late > BLOCK_MS:
            own, all_threads = (
                (after - before) * 1000 for before, after in zip(self._worked, worked, strict=True)
            )
            self.blocks.append(Block(self.what, late, own, all_threads, self._seen))
        self._seen = Counter()
        self._last, self._worked = now, worked

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_S):
            if (time.perf_counter() - self._last) * 1000 > _BEAT_MS + 8:
                self._seen[self._way()] += 1

    def _way(self) -> tuple[str, ...]:
        """Name the places of the program itself where the window's thread is.

        Frames of another running thread are not touched from Python: that crashes 3.11.
        """
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file)
            file.seek(0)
            text = file.read()
        stack = text.partition(f"hread 0x{self._window:016x}")[2].partition("hread 0x")[0]
        return tuple(" ".join(step) for step in _STEP.findall(stack)) or ("Qt",)


def _worked() -> tuple[float, float]:
    """Return seconds that this thread, and that all threads were at work."""
    return time.thread_time(), time.process_time()
