"""Pack the fonts of rare characters: 36 MB become 14; ``kabao.rare_fonts`` reads both ways."""

from __future__ import annotations

import lzma
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def pack(program: Path) -> None:
    """Replace every rare font below a folder by the packed one."""
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(_pack, sorted(program.rglob("KabaoRareHan*.ttf"))))


def _pack(file: Path) -> None:
    packed = lzma.compress(file.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    file.with_name(f"{file.name}.xz").write_bytes(packed)
    file.unlink()
