"""A roster of 100,000 rows through the page of the window, while somebody types elsewhere.

python tests/benchmarks/roster.py FOLDER 100000   (makes the roster)
python tests/endurance/import_in_window.py FOLDER/roster-100000.xlsx

Prints for each step the seconds and the longest time for which the window did not answer.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from kabao.texts import Texts  # noqa: E402
from kabao.ui.kit.fonts import load_first_fonts  # noqa: E402
from kabao.ui.kit.jobs import JobRunner  # noqa: E402
from kabao.ui.kit.theme import Theme  # noqa: E402
from kabao.ui.rosters.page import RosterPage  # noqa: E402
from ui.rooms import make_context, make_workspace  # noqa: E402

MOST_MS = 100


def answered(done, every=lambda: None):
    """Let events run until something holds; return the seconds and the longest gap in them."""
    loop, timer = QEventLoop(), QTimer()
    start = last = time.perf_counter()
    longest = 0.0

    def tick():
        nonlocal last, longest
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        every()
        if done():
            loop.quit()

    timer.timeout.connect(tick)
    timer.start(5)
    loop.exec()
    timer.stop()
    return time.perf_counter() - start, longest * 1000


def main() -> None:
    """Go through the steps; ends with 1 where the window stood still for too long."""
    app = QApplication([])
    load_first_fonts()
    theme = Theme("light")
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder))
        jobs = JobRunner()
        context, _, answers = make_context(workspace, Texts("zh"), theme, jobs)
        page = RosterPage(context)
        page.resize(1280, 720)
        page.show()
        left, typed, worst = [], [0], 0.0
        page.closed.connect(lambda: left.append(True))

        def type_on():
            typed[0] += 1
            if typed[0] % 20 == 0:
                workspace.holders.keep_draft(0, {"name": str(typed[0])})

        steps = (
            ("read", lambda: page.open(Path(sys.argv[1])), lambda: page.step == "columns"),
            ("check", page.forward, lambda: page.step == "preview" and not page.is_busy),
            ("import", page.take, lambda: page.step == "done"),
            ("leave", page.leave, lambda: bool(left) and not jobs.busy),
        )
        for name, begin, done in steps:
            begin()
            seconds, gap = answered(done, type_on)
            worst = max(worst, gap)
            print(f"{name}: {seconds:.1f} s, longest standstill {gap:.0f} ms", flush=True)
        kept = workspace.ledger.drafts.get("holders", 0)
        print(f"{workspace.holders.count():,} people; typed last: {kept}; said: {answers.said}")
        jobs.wait()
        workspace.close()
    sys.exit(worst > MOST_MS)


if __name__ == "__main__":
    main()
