"""One bit of every byte of a package is flipped: verifying must find each of them.

    python tests/endurance/flipped_bytes.py [PACKAGE.pdf] [STEP] [FULL]

Without a file, a one-page package is made. Every STEP-th byte (all of them by default) is flipped
in turn, a different bit from byte to byte. A flip counts as found when the file cannot be opened as
a package any more, or its seal is broken; every FULL-th flip goes through the whole verification
as well. A signed file is verified as a whole each time, since its seal covers only what was signed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]


@cache
def rules() -> Any:
    """Read the rules once."""
    from kabao import rulebook

    return rulebook.load()


def found_by(data: bytes, *, whole: bool, folder: Path) -> str:
    """Return what finds an altered package: a code, or nothing where nothing does."""
    from kabao.documents.reading import PackageFile
    from kabao.domain.errors import KabaoError
    from kabao.services.verifying import verify_here

    try:
        if whole:
            path = folder / "flipped.pdf"
            path.write_bytes(data)
            report = verify_here(str(path), rules())
            grave = [item.code for item in report.findings if item.level in {"critical", "error"}]
            return f"verified: {grave[0]}" if grave else ""
        with PackageFile(data, "flipped.pdf") as package:
            return "" if package.seal().sound else "package_seal_broken"
    except KabaoError as error:
        return f"refused: {error.code}"


def flipped(data: bytes, place: int) -> bytes:
    """Return a file with one bit of one byte turned."""
    return b"".join((data[:place], bytes([data[place] ^ 1 << place % 8]), data[place + 1 :]))


def run(data: bytes, step: int, full: int, folder: Path) -> tuple[Counter[str], list[int]]:
    """Flip byte after byte; returns how each was found, and the places of those that were not."""
    from kabao.documents.reading import PackageFile

    with PackageFile(data, "whole.pdf") as package:
        signed = bool(package.seal().appended)
    told: Counter[str] = Counter()
    missed: list[int] = []
    for number, place in enumerate(range(0, len(data), step)):
        whole = signed or number % full == 0
        code = found_by(flipped(data, place), whole=whole, folder=folder)
        told[code or "NOT FOUND"] += 1
        if not code:
            missed.append(place)
    return told, missed


def small_package(target: Path) -> bytes:
    """Write a package of one page with data, contents of a manifest, and a seal."""
    import datetime as dt

    from kabao.domain.supplements import Request
    from kabao.services.supplements import ReadPackage, write_answer

    asked = ReadPackage("KB-2026-0001", "0" * 64, ())
    head = ("示例省厅", dt.date(2026, 11, 22))
    written = write_answer(asked, [Request("请补充")], head, (target, "zh"), rules())
    return written.paper.read_bytes()


def main() -> int:
    arguments = sys.argv[1:]
    step = int(arguments[1]) if len(arguments) > 1 else 1
    full = int(arguments[2]) if len(arguments) > 2 else 500
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = Path(arguments[0]).read_bytes() if arguments else small_package(folder)
        began = time.perf_counter()
        told, missed = run(data, step, full, folder)
    print(f"{len(data):,} bytes, {sum(told.values()):,} flipped", end=", ")
    print(f"{time.perf_counter() - began:.0f} s")
    for code, count in told.most_common():
        print(f"  {count:8,}  {code}")
    if missed:
        print("NOT FOUND at", missed[:50])
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
