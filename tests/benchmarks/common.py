"""What the benchmarks share: a ledger of a given size, percentiles, and a line of a table."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]
FRAME_MS = 1000 / 60
BYTECODE = str(Path(tempfile.gettempdir()) / "kabao-benchmarks-bytecode")
# As in an installed program, where the bytecode is there.
sys.dont_write_bytecode, sys.pycache_prefix = False, BYTECODE


def ledger_of(folder: Path, count: int) -> Path:
    """Return a ledger of synthetic people, made when it is not there yet and true as of today."""
    import people
    from kabao.services.refreshing import StatusRefresh
    from kabao.services.workspace import Workspace
    from kabao.storage.ledger import Ledger

    path = folder / f"people-{count}.kabao"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with Ledger.create(path) as ledger:
            people.fill(ledger, count)
    with Workspace.open(path, clock=dt.date.today) as workspace:
        while StatusRefresh(workspace).run(lambda: False).left:
            pass
    return path


def desk_of(folder: Path, count: int) -> Path:
    """Return the sample with so many more people, as a copy that may be written to."""
    import people
    from kabao.services.demo import make_demo_ledger
    from kabao.services.refreshing import StatusRefresh
    from kabao.services.workspace import Workspace

    path = folder / f"desk-{count}.kabao"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with make_demo_ledger(path) as workspace:
            people.fill(workspace.ledger, count)
    with Workspace.open(path, clock=dt.date.today) as workspace:
        while StatusRefresh(workspace).run(lambda: False).left:
            pass
    own = Path(tempfile.mkdtemp()) / "desk.kabao"
    shutil.copy(path, own)
    return own


def asked() -> tuple[Path, int]:
    """Read folder and number of people from the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/kabao-benchmarks")
    return folder, int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: list[float]) -> float:
    """Return the middle value."""
    return percentile(values, 0.5)


def child(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    """Run some code in a fresh Python that knows the program; its preferences are its own.

    The bytecode of the first run is kept, as that of an installed program is.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPATH": os.pathsep.join(sys.path[:2]), "PYTHONPYCACHEPREFIX": BYTECODE}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        env=kept | own,
        capture_output=True,
        text=True,
        check=True,
    )


def line(*cells: object) -> None:
    """Print one line of a Markdown table."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)
