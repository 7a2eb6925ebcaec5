"""Run as a process of its own: exports a ledger over a dask cluster of two workers.

The suite forbids sockets, and a cluster is nothing else; ``python export_by_dask.py LEDGER OUT``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kabao.services.batches import Wish, Written, export_all
from kabao.services.bundles import cluster
from kabao.services.packages import DRAFT
from kabao.services.workspace import Workspace
from kabao.texts import Texts


def main(ledger: Path, out: Path) -> int:
    """Return 0 when both workers made packages and every one was written."""
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            dashboard_address=None,
            protocol="tcp",
        ) as dask,
        Workspace.open(ledger, read_only=True) as workspace,
    ):
        place = dask.scheduler_address.replace("tcp://", "dask://")
        wish = Wish(out, Texts("zh"), DRAFT, workers=2, pool=cluster(place))
        lines = list(export_all(workspace, workspace.cases.all(), wish))
        busy = [worker for worker in dask.workers.values() if worker.state.executed_count]
    whole = all(isinstance(line, Written) for line in lines)
    return 0 if whole and len(busy) == 2 else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
