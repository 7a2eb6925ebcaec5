"""The window killed while it is used roughly: what it had stored is there when it is opened again.

    python tests/endurance/rough_kills.py [KILLS] [SEED] [--with locks]

The window is used by ``rough_use.py``, which tells after every act what the ledger has stored. At a
random moment it gets SIGKILL; then the file must be sound by SQLite and by the doctor, say what was
told or something newer, and hold every draft that was told; the next window goes on with it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import stage  # noqa: F401
from rough_locks import PASSPHRASE

from kabao.services import safekeeping
from kabao.services.workspace import Workspace
from services.ledger_contents import logical

SCRIPT = Path(__file__).with_name("rough_use.py")
LONGEST = 12.0
"""Seconds until a kill at most, after the first act."""
STARTED = 60.0


def main() -> int:
    """Kill so many windows; returns how much was wrong."""
    given = argparse.ArgumentParser()
    given.add_argument("kills", type=int, nargs="?", default=20)
    given.add_argument("seed", type=int, nargs="?", default=1)
    given.add_argument("--with", dest="others", default="")
    told = given.parse_args()
    chance, wrong, newer, drafts = random.Random(told.seed), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="kabao-kills-") as place:
        folder = Path(place)
        for number in range(told.kills):
            notes = folder / "notes"
            killed(folder, notes, told.seed * 1000 + number, told.others, chance)
            known = json.loads(notes.read_text().splitlines()[0])
            found, is_newer = checked(folder / "home" / "desk.kabao", known)
            newer += is_newer
            drafts += len(known["drafts"])
            wrong += len(found)
            for fault in found:
                print(f"kill {number}: {fault}", flush=True)
    print(
        f"seed {told.seed}: {told.kills} kills, {drafts} drafts told, {newer} newer, {wrong} wrong"
    )
    return wrong


def killed(folder: Path, notes: Path, seed: int, others: str, chance: random.Random) -> None:
    """Use the window and kill it; nobody is killed in the middle of telling."""
    line = [sys.executable, str(SCRIPT), "100000", str(seed), "--folder", str(folder)]
    line += ["--notes", str(notes), *(["--with", others] if others else [])]
    notes.write_text("")
    child = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    began = time.monotonic()
    while not is_whole(notes) and time.monotonic() - began < STARTED:
        time.sleep(0.05)
    time.sleep(chance.uniform(0.2, LONGEST))
    while not is_whole(notes):
        time.sleep(0.001)
    child.kill()
    child.wait()


def is_whole(notes: Path) -> bool:
    """Say whether the last word was said to its end."""
    return notes.read_text().endswith("\n.\n")


def checked(path: Path, known: dict) -> tuple[list[str], bool]:
    """Open the ledger again; returns what is wrong, and whether it says more than was told."""
    key = safekeeping.unlock(path, PASSPHRASE) if safekeeping.is_encrypted(path) else None
    with Workspace.open(path, clock=dt.date.today, key=key) as work:
        ledger = work.ledger
        found = [
            str(row) for row in ledger._session.rows("PRAGMA integrity_check") if row != ("ok",)
        ]
        found += [
            f"doctor: {item.code}"
            for item in work.doctor.examine()
            if not item.is_well and item.code != "spare"
        ]
        last = work.history.last_id()
        if last < known["last"]:
            found.append(f"entry {known['last']} was told, {last} is the last")
        elif last == known["last"] and logical(ledger) != known["said"]:
            said = logical(ledger)
            found.append(f"differs in {[it for it in said if said[it] != known['said'].get(it)]}")
        if last == known["last"]:
            for room, record, values in known["drafts"]:
                if ledger.drafts.get(room, record) is None:
                    found.append(f"draft of {room} {record} lost: {str(values)[:100]}")
    return found, last > known["last"]


if __name__ == "__main__":
    sys.exit(min(main(), 1))
