"""Pack the fonts of rarer characters: 42 MB become 16; ``kabao.outlines`` unpacks them again.

What is packed draws the same outlines, point by point; ``kabao.outlines`` tells how they lie.
"""

from __future__ import annotations

import lzma
import os
import struct
import sys
from array import array
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "desktop"))
from kabao.outlines import HEAD, MIDDLE, TABLE

_ON, _SHORT, _AGAIN, _SAME, _OVERLAP = 0x01, 0x02, 0x08, 0x10, 0x40
_BEST = 9 | lzma.PRESET_EXTREME
_TABLES = [{"id": lzma.FILTER_LZMA2, "preset": _BEST, "lc": 4, "lp": 0, "pb": 0}]
_STEPS = [{"id": lzma.FILTER_LZMA2, "preset": _BEST, "lc": 2, "lp": 1, "pb": 1}]
"""Steps are pairs of bytes: what is likely depends on which of the two it is."""


class Shapes:
    """The characters of one font: contours, their lengths, flags, and steps from point to point."""

    def __init__(self, font: bytes) -> None:
        self.tables = _tables(font)
        self.contours = bytearray()
        self.lengths = array("H")
        self.flags = bytearray()
        self.right, self.up = array("h"), array("h")
        outlines = self.tables.pop("glyf")
        for first, end in pairwise(_places(self.tables)):
            self._add(outlines[first:end])
        del self.tables["loca"]

    def _add(self, outline: bytes) -> None:
        count = struct.unpack_from(">h", outline)[0] if outline else 0
        self.contours.append(count)
        if not count:
            return
        ends = struct.unpack_from(f">{count}H", outline, 10)
        if struct.unpack_from(">H", outline, 10 + 2 * count)[0]:
            raise ValueError("hints would be lost")
        self.lengths.extend(end - before for before, end in pairwise((-1, *ends)))
        flags, place = _flags(outline, 12 + 2 * count, ends[-1] + 1)
        self.flags += bytes(flag & (_ON | _OVERLAP) for flag in flags)
        for steps, short, same in ((self.right, _SHORT, _SAME), (self.up, _SHORT << 1, _SAME << 1)):
            for flag in flags:
                step, place = _step(outline, place, flag & short, flag & same)
                steps.append(step)


def _flags(outline: bytes, place: int, count: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < count:
        times = 1 + (outline[place + 1] if outline[place] & _AGAIN else 0)
        flags += [outline[place]] * times
        place += 2 if outline[place] & _AGAIN else 1
    return flags, place


def _step(outline: bytes, place: int, short: int, same: int) -> tuple[int, int]:
    if short:
        return (outline[place] if same else -outline[place]), place + 1
    if same:
        return 0, place
    return struct.unpack_from(">h", outline, place)[0], place + 2


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s3I", font, 12 + 16 * at) for at in range(count))
    return {name.decode(): font[first : first + size] for name, _, first, size in entries}


def _places(tables: dict[str, bytes]) -> list[int]:
    (wide,) = struct.unpack_from(">h", tables["head"], 50)
    told = tables["loca"]
    if wide:
        return list(struct.unpack(f">{len(told) // 4}I", told))
    return [2 * place for place in struct.unpack(f">{len(told) // 2}H", told)]


def packed(*fonts: bytes) -> bytes:
    """Return one or two weights of a font as they are packed; they must have the same points."""
    shapes = [Shapes(font) for font in fonts]
    first = shapes[0]
    if any(
        (each.contours, each.lengths, each.flags) != (first.contours, first.lengths, first.flags)
        for each in shapes
    ):
        raise ValueError("the weights differ in more than where their points are")
    tables = [_table_block(each.tables) for each in shapes]
    size = max(map(len, tables))
    wide = first.lengths[:]
    if sys.byteorder == "little":
        wide.byteswap()
    halves = wide.tobytes()
    head = HEAD.pack(len(shapes), len(first.contours), len(first.lengths), len(first.flags), size)
    told = b"".join((
        head, *(block.ljust(size, b"\0") for block in tables),
        first.contours, halves[0::2], halves[1::2], first.flags,
    ))  # fmt: skip
    steps = b"".join(
        _told(axis, before)
        for at, each in enumerate(shapes)
        for axis, before in (
            (each.right, first.right if at else None),
            (each.up, first.up if at else None),
        )
    )
    return lzma.compress(told, filters=_TABLES) + lzma.compress(steps, filters=_STEPS)


def _table_block(tables: dict[str, bytes]) -> bytes:
    entries = (TABLE.pack(name.encode(), len(data)) for name, data in tables.items())
    return b"".join((struct.pack(">I", len(tables)), *entries, *tables.values()))


def _told(steps: array[int], before: array[int] | None) -> bytes:
    """Return steps, or by how much they differ from those of another weight, from the middle."""
    others = before or [0] * len(steps)
    told = array("H", [step - other + MIDDLE for step, other in zip(steps, others, strict=True)])
    if sys.byteorder == "little":
        told.byteswap()
    return told.tobytes()


def pack(program: Path) -> None:
    """Replace every font of rare characters below a folder by the packed one."""
    found = sorted([*program.rglob("KabaoRareHan*.ttf"), *program.rglob("NotoSansSCMore?.ttf")])
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(_pack, found))


def _pack(file: Path) -> None:
    bold = file.with_name(f"{file.stem}-Bold.ttf")
    files = [each for each in (file, bold) if each.is_file()]
    file.with_suffix(".outlines.xz").write_bytes(packed(*[each.read_bytes() for each in files]))
    for each in files:
        each.unlink()
