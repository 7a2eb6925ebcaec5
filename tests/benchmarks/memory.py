"""Memory with a ledger open and its register scrolled through, against an empty window."""

from __future__ import annotations

from common import asked, child, ledger_of, line, median
from windows import EMPTY, PROGRAM

RUNS = 3


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    empty = [_mebibytes(EMPTY) for _ in range(RUNS)]
    program = [_mebibytes(PROGRAM, path, "holders", "scrolled") for _ in range(RUNS)]
    line("memory", f"{count:,} holders", "MiB", "more than empty")
    line("empty window", "", f"{median(empty):.0f}", "0")
    line(
        "register, scrolled",
        "",
        f"{median(program):.0f}",
        f"{median(program) - median(empty):+.0f}",
    )


def _mebibytes(code: str, *args: object) -> float:
    return int(child(code, *args).stdout.split()[-1]) / 1024


if __name__ == "__main__":
    main()
