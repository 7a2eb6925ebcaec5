"""Start to the first usable window with a ledger open, against an empty window of PySide6."""

from __future__ import annotations

import time

from common import asked, child, ledger_of, line, median
from windows import EMPTY, PROGRAM

RUNS = 5


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    empty, program = [], []
    for _ in range(RUNS):  # in turns, so that a busy moment of the machine hits both
        empty.append(_seconds(EMPTY))
        program.append(_seconds(PROGRAM, path, ""))
    line("start", f"{count:,} holders", "median s", "ratio")
    line("empty window", "", f"{median(empty):.2f}", "1.00")
    line("program", "", f"{median(program):.2f}", f"{median(program) / median(empty):.2f}")


def _seconds(code: str, *args: object) -> float:
    begun = time.perf_counter()
    child(code, *args)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
