"""The test suite of sqlite-utils over our connection, plain and encrypted.

python tests/endurance/sqlite_utils_suite.py --source FOLDER [--runs 1] [--seed 0] [PYTEST ...]

FOLDER is the unpacked source of the pinned version, from its registry:
``pip download --no-deps --no-binary :all: sqlite-utils==VERSION``. Nothing of it is copied here;
``our_connection.py`` is put before it. For comparison it runs over Python's own SQLite first.
Prints a table, and each test that fails with ours only.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WAYS = ("stock", "plain", "encrypted")
_LINE = re.compile(
    r"^(PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)(?: \[\d+\])? (\S+?)(?: - (.*))?$", re.M
)


def main() -> int:
    """Run it three times; ends with 0 when it could be run."""
    given = argparse.ArgumentParser()
    given.add_argument("--source", type=Path, required=True)
    given.add_argument("--runs", type=int, default=1)
    given.add_argument("--seed", type=int, default=0)
    asked, more = given.parse_known_args()
    found = {way: ran(asked.source, way, asked.seed, more) for way in WAYS}
    print(f"{'connection':12} {'passed':>7} {'failed':>7} {'skipped':>8}")
    for way, results in found.items():
        counts = [
            sum(result == kind for result, _ in results.values())
            for kind in ("passed", "failed", "skipped")
        ]
        print(f"{way:12} {counts[0]:7} {counts[1]:7} {counts[2]:8}")
    for way in WAYS[1:]:
        print(f"\nfailed over the {way} connection, not over Python's own:")
        for name, (result, why) in sorted(found[way].items()):
            if result == "failed" and found["stock"].get(name, ("", ""))[0] != "failed":
                print(f"  {name}: {why[:160]}")
    return 0


def ran(source: Path, way: str, seed: int, more: list[str]) -> dict[str, tuple[str, str]]:
    """Run the suite in a process of its own; return what became of each test."""
    environment = {
        **os.environ,
        "KABAO_SUITE": way,
        "PYTHONPATH": os.pathsep.join((str(source), str(HERE), str(HERE.parents[1] / "desktop"))),
        "PYTHONHASHSEED": str(seed),
    }
    ours = [] if way == "stock" else ["-p", "our_connection"]
    command = [sys.executable, "-m", "pytest", *ours, "-p", "no:randomly", "-p", "no:xdist"]
    command += ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(source), "-q", "-rA"]
    command += ["--tb=line", "--no-header", *(more or ["tests"])]
    said = subprocess.run(
        command, cwd=source, env=environment, capture_output=True, text=True, check=False
    )
    if os.environ.get("KABAO_SUITE_SAYS"):
        Path(os.environ["KABAO_SUITE_SAYS"]).with_suffix(f".{way}").write_text(
            said.stdout + said.stderr
        )
    words = {"PASSED": "passed", "XFAIL": "passed", "XPASS": "passed", "SKIPPED": "skipped"}
    return {
        name: (words.get(kind, "failed"), why or "")
        for kind, name, why in _LINE.findall(said.stdout)
    }


if __name__ == "__main__":
    sys.exit(main())
