"""Fuzzing of every importer: spoilt and made-up files are answered or refused in words.

python tests/endurance/fuzzing.py --importer NAME --inputs 10000 --seed 1 [--keep FOLDER]
python tests/endurance/fuzzing.py --importer all --inputs 10000

A tenth of the inputs is made up by hypothesis, the others are sound files that are spoilt (bits,
cuts, splices, and the parts of JSON, TOML, tables, XML, ZIP, PNG and PDF). They are read in a
process with the limits of the program; one that dies or hangs is noted and begun anew behind the
input. Anything but an answer or a KabaoError is a failure; the first input of each kind is kept.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import random
import select
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent), str(HERE)]

MEMORY = 3 << 30
PATIENCE = 60.0
"""Seconds without a sign after which a process hangs."""
MADE_UP = 10
MOST_BYTES = 8 << 20
"""Of one input: size limits have tests of their own."""


def made_up(kind: str, count: int, seed: int) -> list[bytes]:
    """Let hypothesis make up inputs."""
    from hypothesis import HealthCheck, Phase, given, settings, strategies
    from hypothesis import seed as seeded

    text = strategies.text(max_size=300)
    leaves = strategies.none() | strategies.booleans() | strategies.integers() | text
    leaves |= strategies.floats(allow_nan=False, allow_infinity=False)
    trees = strategies.recursive(
        leaves,
        lambda inner: strategies.lists(inner) | strategies.dictionaries(text, inner),
        max_leaves=20,
    )
    known = strategies.sampled_from(
        ("kabao_exchange", "kabao_supplement", "kabao_structure", "holders", "cases", "columns")
    )
    documents = strategies.dictionaries(known | text, trees | strategies.just(1))
    strategy = {
        "json": documents.map(lambda value: json.dumps(value).encode("utf-8", "replace")),
        "text": text.map(lambda value: value.encode("utf-8", "replace")),
    }.get(kind, strategies.binary(max_size=2000))
    found: list[bytes] = []

    @seeded(seed)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def gather(data: bytes) -> None:
        found.append(data)

    gather()
    return found[:count]


def inputs_of(importer, folder: Path, count: int, seed: int, name: str):
    """Return what gives the input of a number; the same for the same seed."""
    import fuzz_mutations

    fancied = made_up(importer.text, count // MADE_UP, seed) if count >= MADE_UP else []
    seeds = importer.seeds(folder)

    def give(number: int) -> bytes:
        if number < len(fancied):
            return fancied[number]
        rng = random.Random(f"{seed}/{name}/{number}")
        data = rng.choice(seeds)
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            try:
                data = importer.spoil(rng, data)[:MOST_BYTES]
            except Exception:  # noqa: BLE001 (spoilt too far for its own form)
                data = fuzz_mutations.plain(rng, data)[:MOST_BYTES]
        return data

    return give


def place_of(error: BaseException) -> str:
    """Say where an error came from, in the words of its frames."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "kabao" in frame.filename] or frames
    last = own[-1] if own else None
    where = f"{Path(last.filename).name}:{last.name}" if last else ""
    return f"{type(error).__name__} {where}"


def serve(name: str, first: int, count: int, seed: int) -> None:
    """Read inputs one after the other and tell of each what came of it."""
    import resource

    from fuzz_importers import IMPORTERS

    from kabao.domain.errors import KabaoError

    warnings.simplefilter("ignore")
    importer = IMPORTERS[name]
    with tempfile.TemporaryDirectory(prefix="kabao-fuzz-") as place:
        folder = Path(place)
        give = inputs_of(importer, folder, count, seed, name)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        file = folder / f"input{importer.ending}"
        for number in range(first, count):
            data = give(number)
            for known in folder.glob("input*"):
                known.unlink()
            file.write_bytes(data)
            tell(number=number)
            outcome, began = "read", time.perf_counter()
            try:
                importer.read(file)
            except KabaoError as error:
                outcome = f"refused {error.code}"
            except MemoryError:
                outcome = "memory"
            except BaseException as error:  # noqa: BLE001 (that is what is looked for)
                outcome = f"failed {place_of(error)}"
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            tell(number=number, outcome=outcome, seconds=time.perf_counter() - began, memory=used)


def tell(**told: object) -> None:
    os.write(1, (json.dumps(told) + "\n").encode())


class Run:
    """All inputs of one importer, through as many processes as it takes."""

    def __init__(self, name: str, count: int, seed: int) -> None:
        self.name, self.count, self.seed = name, count, seed
        self.outcomes: collections.Counter[str] = collections.Counter()
        self.failures: dict[str, int] = {}
        self.slowest = 0.0
        self.memory = 0
        self.began = time.monotonic()

    def go(self) -> None:
        """Read every input."""
        first = 0
        while first < self.count:
            first = self._some(first)

    def _some(self, first: int) -> int:
        command = [sys.executable, __file__, "--serve", self.name, str(first), str(self.count)]
        process = subprocess.Popen(
            [*command, str(self.seed)],
            bufsize=0,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        last = first - 1
        while line := self._line(process):
            told = json.loads(line)
            if "outcome" in told:
                self._note(told)
            last = told["number"]
            over = "outcome" in told and last == self.count - 1
            if over:
                process.wait()
                return self.count
        hung = process.poll() is None
        process.kill()
        process.wait()
        if last < first and not hung:
            raise SystemExit(f"{self.name}: the process does not begin")
        self._fail("hung" if hung else f"died {process.returncode}", last)
        return last + 1

    def _line(self, process) -> bytes:
        ready, _, _ = select.select([process.stdout.fileno()], [], [], PATIENCE * 3)
        return process.stdout.readline() if ready else b""

    def _note(self, told: dict) -> None:
        kind = told["outcome"]
        self.outcomes[kind.split()[0]] += 1
        self.slowest = max(self.slowest, told["seconds"])
        self.memory = max(self.memory, told["memory"])
        if kind.startswith("failed") or kind == "memory":
            self.failures.setdefault(kind, told["number"])
        elif told["seconds"] > PATIENCE:
            self.failures.setdefault("slow", told["number"])

    def _fail(self, kind: str, number: int) -> None:
        self.outcomes["failed"] += 1
        self.failures.setdefault(kind, number)

    def row(self) -> str:
        """Return the row of this importer in a table."""
        counts = self.outcomes
        seconds = time.monotonic() - self.began
        return (
            f"| {self.name} | {self.count:,} | {self.seed} | {counts['read']:,} | "
            f"{counts['refused']:,} | {counts['failed'] + counts['memory']:,} | "
            f"{self.slowest:.2f} s | {self.memory:,} MB | {seconds:.0f} s |"
        )


def keep(run: Run, target: Path) -> None:
    """Write the first input of every failure."""
    from fuzz_importers import IMPORTERS

    importer = IMPORTERS[run.name]
    with tempfile.TemporaryDirectory(prefix="kabao-fuzz-") as place:
        give = inputs_of(importer, Path(place), run.count, run.seed, run.name)
        for number in run.failures.values():
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{run.name}-{run.seed}-{number}{importer.ending}").write_bytes(give(number))


def main() -> int:
    """Read the wishes from the command line."""
    from fuzz_importers import IMPORTERS

    parser = argparse.ArgumentParser()
    parser.add_argument("--importer", default="all")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args()
    names = list(IMPORTERS) if told.importer == "all" else told.importer.split(",")
    failed = False
    for name in names:
        run = Run(name, told.inputs, told.seed)
        run.go()
        print(run.row(), flush=True)
        for kind, number in run.failures.items():
            failed = True
            print(f"    {name}: input {number}: {kind}", flush=True)
        if told.keep and run.failures:
            keep(run, told.keep)
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], *map(int, sys.argv[3:6]))
    else:
        sys.exit(main())
