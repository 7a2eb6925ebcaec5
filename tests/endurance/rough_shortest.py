"""The fewest acts that still show a fault: parts of a run are left out as long as it comes back."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

RUNS = 60
"""So many runs are worth a shorter list."""


def fewest(acts: Sequence[int], shows: Callable[[list[int]], bool], runs: int = RUNS) -> list[int]:
    """Return few of the acts that still show it, by leaving out ever smaller parts."""
    kept, parts = list(acts), 2
    while len(kept) > 1 and runs > 0:
        size = max(len(kept) // parts, 1)
        for first in range(0, len(kept), size):
            fewer = kept[:first] + kept[first + size :]
            runs -= 1
            if fewer and shows(fewer):
                kept, parts = fewer, max(parts - 1, 2)
                break
            if runs <= 0:
                return kept
        else:
            if size == 1:
                return kept
            parts = min(parts * 2, len(kept))
    return kept


def shortest(told: argparse.Namespace, script: str) -> dict:
    """Run whole, then ever shorter; returns what was found with the acts in words."""
    whole = run(told, script, None)
    if not whole["faults"]:
        return whole
    kind, number = min(whole["faults"].items(), key=lambda fault: fault[1])
    print(f"act {number}: {kind}", flush=True)
    acts = [int(act) for act in whole["done"] if int(act) <= number]
    best = {"done": whole["done"], "faults": {kind: number}}

    def shows(fewer: list[int]) -> bool:
        found = run(told, script, fewer)
        if kind in found["faults"]:
            best.update(found)
            print(f"{len(fewer)} acts show it", flush=True)
        return kind in found["faults"]

    fewest(sorted(acts), shows)
    return best


def run(told: argparse.Namespace, script: str, kept: Sequence[int] | None) -> dict:
    """Do acts in a process of their own; one that dies is a fault of its own kind."""
    with tempfile.TemporaryDirectory(prefix="rough-") as place:
        result = Path(place) / "result.json"
        line = [sys.executable, script, str(told.acts), str(told.seed), "--result", str(result)]
        if told.others:
            line += ["--with", told.others]
        if kept is not None:
            line += ["--kept", ",".join(map(str, kept))]
        line += ["--folder", place]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if result.exists():
            return json.loads(result.read_text())
        last = told.acts if kept is None else max(kept)
        kind = f"ended by itself with {done.returncode}"
        return {"faults": {kind: last}, "done": dict.fromkeys(kept or range(told.acts), "")}


def report(found: dict) -> int:
    """Print the acts that are left."""
    for kind in found["faults"]:
        print(f"{kind}: shown by {len(found['done'])} acts")
    if found["faults"]:
        for number, told in found["done"].items():
            print(f"    {number}: {told}")
    return bool(found["faults"])
