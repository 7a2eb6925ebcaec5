"""Sessions of 200 random steps, undone and redone whole, with the ledger opened anew in between.

python tests/endurance/sessions.py --runs 50 --seed 1 [--steps 200]

Each session ends by going back to the beginning (the same contents as an empty ledger) and forward
again (the same contents as before). What fails is made smaller by hypothesis and printed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "desktop")]

from hypothesis import HealthCheck, Phase, seed, settings  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402

from services.session_desk import Session  # noqa: E402


def main() -> int:
    """Run so many sessions; a failure is raised with the steps that lead to it."""
    given = argparse.ArgumentParser()
    given.add_argument("--runs", type=int, default=50)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--steps", type=int, default=200)
    asked = given.parse_args()
    done: Counter[str] = Counter()

    class Counted(Session):
        """Counts what was done."""

        def teardown(self) -> None:
            """Ask what is asked at the end, and count."""
            steps = self.work.history.last_id() if hasattr(self, "work") else 0
            super().teardown()
            done["sessions"] += 1
            done["entries"] += steps

    chosen = settings(
        max_examples=asked.runs,
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        os.environ["KABAO_CONFIG"] = name
        run_state_machine_as_test(
            seed(asked.seed)(Counted), settings=chosen, _min_steps=asked.steps
        )
    print(
        f"seed {asked.seed}: {done['sessions']} sessions of {asked.steps} steps,"
        f" {done['entries']} entries of the history undone and redone,"
        f" {time.monotonic() - begun:.0f} s, wrong: 0"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
