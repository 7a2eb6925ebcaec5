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
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):  # in turns, so that a busy moment of the machine hits all
        for name, arguments in ways.items():
            times[name].append(_seconds(*arguments))
    line("start", f"{count:,} holders", "median s", "worst s", "ratio")
    for name, found in times.items():
        ratio = median(found) / median(times["empty window"])
        worst = percentile(found, 1.0)
        line(name, "", f"{median(found):.3f}", f"{worst:.3f}", f"{ratio:.2f}")


def _seconds(code: str, *args: object) -> float:
    begun = time.monotonic()
    return float(child(code, *args).stdout.split()[0]) - begun


if __name__ == "__main__":
    main()
