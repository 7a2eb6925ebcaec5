"""Start, memory and size of the installed program beside an empty window and two peers, in one run.

Every program is a black box on one screen (Xvfb): what counts is the picture. A window is *there*
when the screen is no longer empty, and *usable* when nothing on it changes any more for half a
second (a blinking caret does not count). Memory (RSS of the process and all it started) is asked
for after five more seconds. Nobody's preferences are touched: each run has a home of its own.

    python tests/benchmarks/desk.py NAME=COMMAND... [--size NAME=FOLDER...] [--runs N]

for instance ``empty= kabao=/usr/bin/kabao-desktop vorta=/opt/vorta/bin/vorta``; ``empty=`` stands
for an empty window of PySide6. The programs take turns, so that a busy moment hits all.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from common import line, median

SCREEN = 97
STILL = 0.5
"""Seconds without a change after which a picture is taken to be whole."""
NOTICED = 0.0005
"""The share of dots that must differ: a caret is smaller."""
REST = 5.0
LONGEST = 60.0
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.exec()
"""


@dataclass
class Seen:
    """What was measured of one program."""

    there: list[float] = field(default_factory=list)
    usable: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--size", nargs="*", default=[])
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    programs = dict(entry.split("=", 1) for entry in asked.programs)
    sizes = dict(entry.split("=", 1) for entry in asked.size)
    screen = subprocess.Popen(
        ["Xvfb", f":{SCREEN}", "-screen", "0", "1440x900x24"], stderr=subprocess.DEVNULL
    )
    os.environ |= {"DISPLAY": f":{SCREEN}", "QT_QPA_PLATFORM": "xcb"}
    time.sleep(1)
    try:
        results = _all(programs, asked.runs)
    finally:
        screen.send_signal(signal.SIGTERM)
    line("program", "window there s", "usable s", "worst s", "ratio", "memory MiB", "installed MB")
    line(*["---"] * 7)
    first = median(next(iter(results.values())).usable)
    for name, seen in results.items():
        usable = median(seen.usable)
        line(
            name,
            f"{median(seen.there):.2f}",
            f"{usable:.2f}",
            f"{max(seen.usable):.2f}",
            f"{usable / first:.2f}",
            f"{median(seen.memory):.0f}",
            _installed(sizes[name]) if name in sizes else "-",
        )


def _all(programs: dict[str, str], runs: int) -> dict[str, Seen]:
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(["looks on"])
    results = {name: Seen() for name in programs}
    for turn in range(runs + 1):  # the first time files are read and bytecode is made
        for name, command in programs.items():
            there, usable, memory = _run(application, command)
            if turn:
                results[name].there.append(there)
                results[name].usable.append(usable)
                results[name].memory.append(memory)
    application.quit()
    return results


def _run(application: object, command: str) -> tuple[float, float, float]:
    home = tempfile.mkdtemp(prefix="kabao-desk-")
    words = shlex.split(command) or [sys.executable, "-c", EMPTY]
    empty = _picture()
    begun = time.monotonic()
    process = subprocess.Popen(
        words,
        env=os.environ | {"HOME": home, "XDG_CONFIG_HOME": f"{home}/.config", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        there, usable = _watched(empty, begun)
        time.sleep(REST)
        return there, usable, _memory(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        while _differs(empty, _picture()):
            time.sleep(0.05)
        shutil.rmtree(home, ignore_errors=True)


def _watched(empty: bytes, begun: float) -> tuple[float, float]:
    """Return when something was on the screen, and when it changed for the last time."""
    there, changed, last = 0.0, 0.0, empty
    while time.monotonic() - begun < LONGEST:
        taken = time.monotonic()
        now = _picture()
        if now != last and _differs(last, now):
            there, changed, last = there or taken, taken, now
        if there and taken - changed > STILL:
            return there - begun, changed - begun
        time.sleep(0.005)
    raise TimeoutError("no still window")


def _picture() -> bytes:
    from PySide6.QtGui import QGuiApplication, QImage

    image = QGuiApplication.primaryScreen().grabWindow(0).toImage()
    return bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def _differs(one: bytes, other: bytes) -> bool:
    """Say whether more dots differ than a caret has."""
    if one == other:
        return False
    as_numbers = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    changed = as_numbers.to_bytes(len(one), "little")
    return len(changed) - changed.count(0) > NOTICED * len(one)


def _memory(leader: int) -> float:
    """Return the MiB of memory that a process and its children hold (RSS)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == leader:
                rolled = (folder / "smaps_rollup").read_text()
                total += int(rolled.split("Rss:")[1].split()[0])
        except (OSError, IndexError):
            continue
    return total / 1024


def _installed(folder: str) -> str:
    """Return the megabytes on the disk, without the tools that install."""
    tools = [f"--exclude={name}" for name in ("pip", "pip-*", "setuptools*", "pkg_resources")]
    done = subprocess.run(["du", "-sm", *tools, folder], check=True, capture_output=True, text=True)
    return done.stdout.split()[0]


if __name__ == "__main__":
    main()
