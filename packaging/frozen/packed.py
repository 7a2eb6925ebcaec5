"""Pack the libraries that most runs never need; ``late.py`` loads them (Linux only)."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from late import NOTE

if TYPE_CHECKING:
    from pathlib import Path

LATE = (
    "_pi_heif.*.so", "pi_heif.libs/*", "pikepdf.libs/*", "pikepdf/_core.*.so",
    "pypdfium2_raw/*.so", "python_calamine/*.so", "resvg_py/*.so", "rpds/*.so",
)  # fmt: skip
"""What reads and writes PDF, spreadsheets, phone pictures and drawings, and what checks rules.

Python's code pages stay plain: a desk that speaks GB 18030 wants one before any of our code."""
_HOW = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
"""Places in machine code are made alike first; a tenth less, and no slower to unpack."""


def pack(inner: Path) -> None:
    """Replace the late libraries of a frozen folder by packed ones and note what they need."""
    files = sorted(file for pattern in LATE for file in inner.glob(pattern))
    all_brought = {file.name: file for file in sorted(inner.glob("*.libs/*"))}
    noted = {
        file.relative_to(inner).as_posix(): [
            all_brought[name].relative_to(inner).as_posix()
            for name in needed(file)
            if name in all_brought
        ]
        for file in files
    }
    with ThreadPoolExecutor() as workers:
        list(workers.map(_pack, files))
    (inner / NOTE).write_text(json.dumps(noted, sort_keys=True) + "\n", "utf-8", newline="\n")


def needed(library: Path) -> list[str]:
    """Return the names of the libraries that one needs."""
    asked = ["readelf", "--dynamic", str(library)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return re.findall(r"\(NEEDED\).*\[(.+)\]", told)


def _pack(file: Path) -> None:
    file.with_name(f"{file.name}.xz").write_bytes(lzma.compress(file.read_bytes(), filters=_HOW))
    file.unlink()
