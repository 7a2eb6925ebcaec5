"""Start to the first usable window with a ledger open, against an empty window of PySide6.

What usable means stands in ``windows.py``. Counted is from before the process is made until then;
how long it takes to end is not.
"""

from __future__ import annotations

import time

from common import asked, child, ledger_of, line, median, percentile
from windows import EMPTY, PROGRAM

RUNS = 9


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    ways = {
        "empty window": (EMPTY,),
        "program, first page": (PROGRAM, path, "", ""),
        "program, register": (PROGRAM, path, "holders", ""),
    }
    for arguments in ways.values():  # bytecode is made, files are read
        _seconds(*arguments)
    both: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(RUNS):  # in turns, so that a busy moment of the machine hits all
        for name, arguments in ways.items():
            both[name].append(_seconds(*arguments))
    line("start", f"{count:,} holders", "median s", "worst s", "ratio", "s of work alone", "ratio")
    empty = [median([pair[at] for pair in both["empty window"]]) for at in (0, 1)]
    for name, pairs in both.items():
        times, work = ([pair[at] for pair in pairs] for at in (0, 1))
        clock, alone = median(times), median(work)
        cells = f"{clock:.3f}", f"{percentile(times, 1.0):.3f}", f"{clock / empty[0]:.2f}"
        line(name, "", *cells, f"{alone:.3f}", f"{alone / empty[1]:.2f}")


def _seconds(code: str, *args: object) -> tuple[float, float]:
    """Return seconds by the clock until the window is usable, and those its thread was at work."""
    begun = time.monotonic()
    usable, work, *_ = child(code, *args).stdout.split()
    return float(usable) - begun, float(work)


if __name__ == "__main__":
    main()
