"""Full and dying disks: every write of every operation fails once, and what is there is checked.

python tests/endurance/disk_faults.py --runs 0 --seed 1 [--only NAME]

A library put before the system's own (``faults.c``, built here by gcc) lets the k-th call that
writes below a folder fail, for k from 1 until the operation ends without meeting it: once with EIO
(this call only), once with ENOSPC (this call and all that follow). ``--runs`` takes so many k of
each operation by chance; 0 takes all. After each: an error of the program's own in words or none,
the state of before or of after and nothing between, the same operation done again with room on the
disk, a ledger that the doctor finds sound, no half file under a final name.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "desktop")]

from endurance import desks  # noqa: E402
from endurance import operations as ops  # noqa: E402
from kabao import errands  # noqa: E402
from kabao.domain.errors import KabaoError  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from endurance.desks import Desk
    from endurance.operations import Operation

KINDS = (("EIO", errno.EIO, 0), ("ENOSPC", errno.ENOSPC, 1))
_MOST = 5000


def main() -> int:
    """Go through all operations; ends with 1 where anything was not as it must be."""
    given = argparse.ArgumentParser()
    given.add_argument("--runs", type=int, default=0)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--only", default="")
    asked = given.parse_args()
    if "LD_PRELOAD" not in os.environ:
        return _with_faults()
    chance = random.Random(asked.seed)
    print(
        f"seed {asked.seed}, {'every' if not asked.runs else asked.runs} write(s) of each operation"
    )
    print(f"{'operation':26} {'fault':7} {'writes':>6} {'tries':>6} {'told':>5} {'done':>5} wrong")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="kabao-faults-") as name:
        base = desks.make_base(Path(name) / "base")
        for item in ops.OPERATIONS:
            if asked.only in item.name:
                wrong += _all_faults(item, base, Path(name), asked.runs, chance)
    print(f"wrong: {wrong}")
    return 1 if wrong else 0


def _with_faults() -> int:
    with tempfile.TemporaryDirectory(prefix="kabao-shim-") as name:
        library = Path(name) / "faults.so"
        command = ["gcc", "-shared", "-fPIC", "-O1", "-w", "-o", str(library)]
        subprocess.run([*command, str(HERE / "faults.c"), "-ldl"], check=True)
        preloaded = {**os.environ, "LD_PRELOAD": str(library)}
        return subprocess.run([sys.executable, *sys.argv], env=preloaded, check=False).returncode


def _all_faults(item: Operation, base: Path, place: Path, runs: int, chance: random.Random) -> int:
    wrong = 0
    _warm(item, base, place)
    for words, number, lasting in KINDS:
        begun = time.monotonic()
        whole = _tried(item, base, place, (0, number, lasting))
        writes = whole["seen"]
        every = range(1, min(writes, _MOST) + 1)
        chosen = sorted(chance.sample(every, min(runs, len(every)))) if runs else every
        told: Counter[str] = Counter()
        bad = [("0", fault) for fault in whole["bad"]]
        for at in chosen:
            found = _tried(item, base, place, (at, number, lasting))
            told[found["told"]] += 1
            bad += [(f"{at} {found['at']} {found['told']}", fault) for fault in found["bad"]]
        done = told.pop("", 0)
        print(
            f"{item.name:26} {words:7} {writes:6} {len(chosen):6} {sum(told.values()):5} {done:5}"
            f" {len(bad)}   {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        for where, fault in bad[:12]:
            print(f"    write {where}: {fault}", flush=True)
        wrong += len(bad)
    return wrong


def _warm(item: Operation, base: Path, place: Path) -> None:
    """Do it once here, so that children have all modules."""
    os.environ["KABAO_CONFIG"] = str(place / "config")
    desk = desks.copied(base, place / f"warm {item.name}")
    item.before(desk)
    item.act(desk)
    desk.close()


def _tried(item: Operation, base: Path, place: Path, fault: tuple[int, int, int]) -> dict[str, Any]:
    return tried(item, base, place / "try", lambda folder: _failing(folder, fault))


def tried(
    item: Operation,
    base: Path,
    folder: Path,
    failing: Callable[[Path], AbstractContextManager[dict[str, Any]]],
) -> dict[str, Any]:
    """Do it in a child, so that nothing of one try is left for the next; say what became of it."""
    shutil.rmtree(folder, ignore_errors=True)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            said = _in_child(item, base, folder, failing)
        except BaseException:  # noqa: BLE001 (whatever it is, it is told)
            said = {"seen": 0, "told": "", "at": "", "bad": [traceback.format_exc()[-900:]]}
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = json.loads(pipe.read() or b'{"seen":0,"told":"","at":"","bad":["died"]}')
    os.waitpid(child, 0)
    return said


@contextmanager
def _failing(folder: Path, fault: tuple[int, int, int]) -> Iterator[dict[str, Any]]:
    """Let one write below a folder fail, or all from one on."""
    faults = ctypes.CDLL(None)
    faults.faults_first.restype = ctypes.c_char_p
    at, number, lasting = fault
    found: dict[str, Any] = {}
    faults.faults_arm(os.fsencode(folder), ctypes.c_long(at), number, lasting)
    try:
        yield found
    finally:
        found["seen"] = faults.faults_disarm()
        found["at"] = (faults.faults_first() or b"").decode()


def _in_child(
    item: Operation,
    base: Path,
    folder: Path,
    failing: Callable[[Path], AbstractContextManager[dict[str, Any]]],
) -> dict[str, Any]:
    errands._readers.cache_clear()  # those of the parent are not ours
    os.environ["KABAO_CONFIG"] = str(folder / "config")
    desk = desks.copied(base, folder)
    item.before(desk)
    before = item.done(desk)
    if item.closed:
        desk.close()
    told, bad = "", []
    with failing(folder) as found:
        try:
            item.act(desk)
        except KabaoError as error:
            told = error.code
            if not desks.ZH.has(f"errors.{error.code}"):
                bad.append(f"no words for {error.code}")
        except BaseException as error:  # noqa: BLE001 (that is what is looked for)
            told = type(error).__name__
            bad.append("not in words: " + "".join(traceback.format_exception(error))[-700:])
    bad += _checked(item, desk, before, told)
    return {**found, "told": told, "bad": bad}


def _checked(item: Operation, desk: Desk, before: object, told: str) -> list[str]:
    bad = []
    after = item.done(desk)
    if bool(told) != (after == before):
        bad.append("told of a failure, but done" if told else "told of nothing, but not done")
    if item.closed:
        desk.close()
    bad += [f"half a file: {name}" for name in desks.halves(desk)]
    if not item.closed or after == before:
        item.act(desk)  # with room on the disk it goes well
        if item.again and item.done(desk) == after:
            bad.append("done again, but not there")
    desk.close()
    bad += desks.problems(desk.folder, desks.key_of(desks.opens_with(desk)))
    left = [path.name for path in desk.folder.rglob("*") if _is_left(path.name)]
    return bad + [f"left behind: {name}" for name in left]


def _is_left(name: str) -> bool:
    return name.endswith((".part", ".new", ".rekeying", ".restoring")) or name.startswith(".kabao-")


if __name__ == "__main__":
    sys.exit(main())
