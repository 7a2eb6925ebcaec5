"""Packages of many people by one worker and by two, in turns: clock and work of all processes.

    python tests/benchmarks/batches.py [COUNT] [RUNS]

The last column is how many times less two workers take where two cores are free: what one worker
works, against half of what all processes of two workers work, or what the planning process works
if that is more.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import line


def export(workspace, cases, folder: Path, workers: int) -> tuple[float, float, float]:
    """Export all; returns seconds by the clock, of work here, and of work in other processes."""
    from kabao.services.batches import Wish, Written, export_all
    from kabao.services.packages import Paper
    from kabao.texts import Texts

    folder.mkdir()
    began, before = time.perf_counter(), os.times()
    wish = Wish(folder, Texts("zh"), Paper("zh", draft=True), workers=workers)
    lines = list(export_all(workspace, cases, wish))
    assert all(isinstance(one, Written) for one in lines)
    after = os.times()
    here = after.user + after.system - before.user - before.system
    others = after.children_user + after.children_system
    others -= before.children_user + before.children_system
    return time.perf_counter() - began, here, others


def main() -> None:
    import datetime as dt

    import people
    from kabao.domain.cases import ApplicantKind, CaseKind
    from kabao.domain.holders import Holder
    from kabao.services.workspace import Workspace

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    line("packages", "workers", "clock s", "work here s", "work of workers s", "less")
    line("---", "---", "---", "---", "---", "---")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "many.kabao"
        with Workspace.create(path, clock=lambda: dt.date(2026, 11, 22)) as workspace:
            everybody = [Holder(one.values) for one in people.people(count)]
            ids = workspace.ledger.holders.add_many(everybody)
            cases = [
                workspace.cases.create(
                    ApplicantKind.PERSON, str(n), kind=CaseKind.ISSUANCE, holder_ids=(one,)
                ).record
                for n, one in enumerate(ids)
            ]
            for run in range(runs):
                alone = export(workspace, cases, Path(name) / f"{run}-1", 1)
                both = export(workspace, cases, Path(name) / f"{run}-2", 2)
                less = alone[1] / max((both[1] + both[2]) / 2, both[1])
                line(count, 1, *(f"{one:.1f}" for one in alone), "")
                line(count, 2, *(f"{one:.1f}" for one in both), f"{less:.2f}")


if __name__ == "__main__":
    main()
