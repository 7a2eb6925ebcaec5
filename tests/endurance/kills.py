"""Kills at random moments: what was acknowledged is there, and no file is damaged or half there.

python tests/endurance/kills.py --runs 1000 --seed 1 [--only NAME]

A child does one operation again and again and says so through a pipe each time the service has
returned; after a random moment it is killed (SIGKILL). Then the ledger is opened anew: everything
that was said is there, at most one operation more; SQLite and the doctor find nothing wrong; no
file under a final name is half written. The runs are shared out evenly over the operations.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "desktop")]

from endurance import desks  # noqa: E402
from endurance import operations as ops  # noqa: E402
from kabao import errands  # noqa: E402
from kabao.services.backups import Backups  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Work:
    """One operation, done again and again until a kill."""

    name: str
    act: Callable[[desks.Desk, int], None]
    """Does it for the n-th time, from 1."""
    there: Callable[[desks.Desk, int], bool]
    """Whether exactly n of them are there."""
    before: Callable[[desks.Desk], None] = lambda _desk: None
    old: bool = False
    """Whether the ledgers are those of an old schema, one after the other."""


def _typing(desk: desks.Desk, number: int) -> None:
    desk.work.holders.keep_draft(0, {"name": "安" * (number % 50), "remark": str(number)})


def _typed(desk: desks.Desk, number: int) -> bool:
    values = desk.work.holders.draft().values
    return int(str(values.get("remark") or 0)) == number if number else "remark" not in values


def _people(each: int) -> Callable[[desks.Desk, int], bool]:
    return lambda desk, number: desk.work.holders.count() == 1 + each * number


def _package(desk: desks.Desk, number: int) -> None:
    target = desk.out / f"{number}.pdf"
    desk.work.packages.write(desk.work.packages.order(2, target, desks.ZH, ops.DRAFT))


def _table(desk: desks.Desk, number: int) -> None:
    desk.work.rosters.export([1], desk.out / f"{number}.xlsx", desks.ZH)


def _written(suffix: str) -> Callable[[desks.Desk, int], bool]:
    return lambda desk, number: (
        {path.name for path in desk.out.glob(f"[!.]*.{suffix}")}
        == {f"{done}.{suffix}" for done in range(1, number + 1)}
    )


def _backup(desk: desks.Desk, number: int) -> None:
    desk.work.employers.save(1, {**desks.EMPLOYER, "contact_phone": f"199{number:08d}"})
    Backups(desk.path, key=desk.key).make()


def _backed_up(desk: desks.Desk, number: int) -> bool:
    """The newest backup reads whole and holds what was saved before it."""
    service = Backups(desk.path, key=desk.key)
    newest = next(iter(service.listed()), None)
    if newest is None:
        return number == 0
    service.prove(newest)
    with desks.open_desk(newest.path.parent, desk.key, newest.path.name) as inside:
        return inside.employers.get(1).values["contact_phone"] == f"199{number:08d}"


def _rekey(desk: desks.Desk, number: int) -> None:
    ops._rekey((number - 1) % 3, number % 3)(desk)


def _rekeyed(desk: desks.Desk, number: int) -> bool:
    return desks.opens_with(desk) == number % 3


def _package_in(desk: desks.Desk, number: int) -> None:
    """Take the case of a full copy in, and remove it the next time."""
    if number % 2:
        desk.work.exchange.take(_document(desk), "package.pdf")
    else:
        found = next(case for case in desk.work.cases.all() if case.title == ops.ELSEWHERE)
        desk.work.cases.remove(found.id)


def _package_there(desk: desks.Desk, number: int) -> bool:
    return len(desk.work.cases.all()) == 2 + number % 2


def _document(_desk: desks.Desk) -> Any:
    from kabao.exchange import parse_exchange

    return parse_exchange(ops.CASE.encode())


def _migrate(desk: desks.Desk, number: int) -> None:
    path = desk.folder / f"old{number}.kabao"
    shutil.copy(desk.folder / "old.kabao", path.with_suffix(".copy"))
    path.with_suffix(".copy").rename(path)
    with desks.open_desk(desk.folder, None, path.name) as work:
        assert work.holders.count() == 40


def _migrated(desk: desks.Desk, number: int) -> bool:
    """Every one opens with everybody in it, also the one that was killed in the middle."""
    made = [path for path in desk.folder.glob("old*.kabao") if path.stem != "old"]
    for path in made:
        if desks.problems(desk.folder, None, path.name):
            return False
        with desks.open_desk(desk.folder, None, path.name) as work:
            if work.holders.count() != 40 or len(work.history.latest(99)) != 40:
                return False
    return len(made) >= number


WORKS = (
    Work("typing", _typing, _typed),
    Work("saving", lambda d, _n: ops._save(d), lambda d, n: d.work.holders.count() == 1 + n),
    Work("import of a file", lambda d, _n: ops._people(d), _people(60)),
    Work("import of a roster", lambda d, _n: ops._roster(d), _people(60)),
    Work("import of a case", _package_in, _package_there),
    Work("export of packages", _package, _written("pdf")),
    Work("export of tables", _table, _written("xlsx")),
    Work("backup", _backup, _backed_up),
    Work("passphrase", _rekey, _rekeyed),
    Work("migration", _migrate, _migrated, old=True),
    Work(
        "encrypted import",
        lambda d, _n: ops._people(d),
        _people(60),
        before=ops._given,
    ),
)


def main() -> int:
    """Kill so many children; ends with 1 where anything was not as it must be."""
    given = argparse.ArgumentParser()
    given.add_argument("--runs", type=int, default=1000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--only", default="")
    asked = given.parse_args()
    chance = random.Random(asked.seed)
    works = [work for work in WORKS if asked.only in work.name]
    wrong = 0
    print(f"seed {asked.seed}")
    print(f"{'operation':22} {'kills':>6} {'said':>7} {'one more':>9} wrong")
    with tempfile.TemporaryDirectory(prefix="kabao-kills-") as name:
        base = desks.make_base(Path(name) / "base")
        for at, work in enumerate(works):
            runs = asked.runs // len(works) + (at < asked.runs % len(works))
            wrong += _killed(work, base, Path(name), runs, chance)
    print(f"wrong: {wrong}")
    return 1 if wrong else 0


def _killed(work: Work, base: Path, place: Path, runs: int, chance: random.Random) -> int:
    begun = time.monotonic()
    said = more = 0
    bad: list[str] = []
    longest = 3 * _warm(work, base, place)
    for run in range(runs):
        folder = place / "try"
        shutil.rmtree(folder, ignore_errors=True)
        desk = desks.copied(base, folder)
        work.before(desk)
        desk.close()
        count, pace = once(work, desk, chance, longest)
        longest = min(max(3 * pace, 0.02), 3.0)
        found, extra = checked(work, desk, count)
        said, more = said + count, more + extra
        bad += [f"run {run}, {count} said: {fault}" for fault in found]
    print(
        f"{work.name:22} {runs:6} {said:7} {more:9} {len(bad)}   {time.monotonic() - begun:.0f} s",
        flush=True,
    )
    for fault in bad[:8]:
        print(f"    {fault}", flush=True)
    return len(bad)


def _warm(work: Work, base: Path, place: Path) -> float:
    """Do it once here, so that children have all modules; return the seconds it takes then."""
    desk = desks.copied(base, place / f"warm {work.name}")
    work.before(desk)
    for number in (1, 2):
        begun = time.monotonic()
        work.act(desk, number)
    desk.close()
    return time.monotonic() - begun


def once(work: Work, desk: desks.Desk, chance: random.Random, longest: float) -> tuple[int, float]:
    """Let a child work until it is killed; return what it said, and how long one takes."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _in_child(work, desk, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.readline() == b"ready\n"
        begun = time.monotonic()
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        lines = pipe.read().split(b"\n")[:-1]
    took = time.monotonic() - begun
    os.waitpid(child, 0)
    problems = [line for line in lines if not line.isdigit()]
    assert not problems, b"\n".join(problems).decode()
    return len(lines), took / (len(lines) or 1)


def _in_child(work: Work, desk: desks.Desk, pipe: int) -> None:
    """Work until the end; never returns."""
    try:
        errands._readers.cache_clear()  # those of the parent are not ours
        os.environ["KABAO_CONFIG"] = str(desk.folder / "config")
        if not work.old and work.name != "passphrase":
            _ = desk.work
        os.write(pipe, b"ready\n")
        for number in range(1, 1_000_000):
            work.act(desk, number)
            os.write(pipe, b"%d\n" % number)
    except BaseException:  # noqa: BLE001 (whatever it is, it is told)
        os.write(pipe, b" | ".join(traceback.format_exc().encode().split(b"\n")) + b"\n")
        time.sleep(60)
    os._exit(1)


def checked(work: Work, desk: desks.Desk, count: int) -> tuple[list[str], bool]:
    """Open everything anew and say what is wrong, and whether one more is there than was said."""
    try:
        encrypted = desks.opens_with(desk)
        desk.key = desks.key_of(encrypted)
        bad = [f"half a file: {name}" for name in desks.halves(desk)]
        bad += desks.problems(desk.folder, desk.key)
        counts = [there for there in (count, count + 1) if work.there(desk, there)]
        desk.close()
        if counts and not work.old:
            desk.count = counts[0]
            work.act(desk, counts[0] + 1)
            if not work.there(desk, counts[0] + 1):
                bad.append("could not be done again")
        desk.close()
        if not counts:
            bad.append("not what was said")
        return bad, bool(counts) and counts[0] > count
    except Exception:  # noqa: BLE001 (whatever it is, it is told)
        desk.close()
        return [traceback.format_exc()[-1200:]], False


if __name__ == "__main__":
    sys.exit(main())
