"""Outlines of characters as they are packed in an installed program, and fonts made of them again.

In a TrueType file each character has its flags, its steps to the right and its steps upward one
behind the other, of one byte or two. Packed, all characters' flags stand together, then all steps
to the right, then all steps upward, of two bytes each: that packs better by a fifth. The bold
weight has the same points as the regular one, so only what its steps differ by is kept.
``packaging/frozen/rare.py`` writes what is read here.
"""

from __future__ import annotations

import lzma
from array import array
from itertools import accumulate
from struct import Struct, pack, pack_into, unpack_from
from sys import byteorder

HEAD = Struct(">5I")
"""How many weights, characters, contours and points there are, and how long the tables are."""
TABLE = Struct(">4sI")
MIDDLE = 0x4000
"""Steps and differences are told from here, so that none is below nothing."""
_ENTRY = Struct(">4s3I")
_START = 12
_ALL = 0xB1B0AFBA
"""What all numbers of a font file add up to."""


def unpacked(data: bytes, weight: int = 0) -> bytes:
    """Return the font of one weight (0 the first, 1 the bold one) as a TrueType file."""
    whole = memoryview(lzma.decompress(data))
    weights, characters, contours, points, tables = HEAD.unpack_from(whole)
    cuts = accumulate((HEAD.size, *[tables] * weights, characters, contours, contours, points))
    *starts, flags, steps = cuts
    shape = _Shape(
        bytes(whole[starts[weights] : starts[weights + 1]]),
        _wide(whole[starts[weights + 1] :], contours),
        bytes(whole[flags:steps]),
    )
    axes = [whole[steps + 2 * at * points :][: 2 * points] for at in range(2 * weights)]
    right, up = (_sum(axes[at::2][: weight + 1]) for at in (0, 1))
    places, outlines = shape.outlines(right, up)
    given = _tables(whole[starts[weight] : starts[weight] + tables])
    return _file(given | {b"glyf": outlines, b"loca": places})


class _Shape:
    """What all weights have in common: contours, their lengths, and which points lie on them."""

    def __init__(self, contours: bytes, lengths: array[int], flags: bytes) -> None:
        self._contours = contours
        self._lengths = lengths
        self._flags = flags

    def outlines(self, right: bytes, up: bytes) -> tuple[bytes, bytes]:
        """Return where each character begins, and all characters as TrueType writes them."""
        steps = _numbers(right), _numbers(up)
        made, places = bytearray(), [0]
        contour = point = 0
        for count in self._contours:
            if count:
                ends = array("H", accumulate(self._lengths[contour : contour + count]))
                after = point + ends[-1]
                boxes = [list(accumulate(axis[point:after])) for axis in steps]
                (left, low), (far, high) = map(min, boxes), map(max, boxes)
                made += pack(">5h", count, left, low, far, high)
                made += pack(f">{count}H", *[end - 1 for end in ends]) + b"\0\0"
                made += self._flags[point:after]
                made += right[2 * point : 2 * after] + up[2 * point : 2 * after]
                made += bytes(-len(made) % 2)
                contour, point = contour + count, after
            places.append(len(made))
        return pack(f">{len(places)}I", *places), bytes(made)


def _wide(told: memoryview, count: int) -> array[int]:
    """Return numbers whose upper halves stand before all their lower ones."""
    both = bytearray(2 * count)
    both[0::2], both[1::2] = told[count : 2 * count], told[:count]
    if byteorder == "big":
        both[0::2], both[1::2] = both[1::2], both[0::2]
    return array("H", bytes(both))


def _sum(parts: list[memoryview]) -> bytes:
    """Return steps as TrueType writes them: the sum of those of the first weight and the others.

    All are added at once, as one long number: from the middle none runs over into the next.
    """
    count = len(parts[0]) // 2
    whole = sum(int.from_bytes(part, "big") for part in parts)
    unit = int.from_bytes(b"\0\1" * count, "big")
    # Half of all numbers further on, so that the last step, to below nothing, is one of signs.
    told = (whole + unit * (0x8000 - MIDDLE * len(parts))).to_bytes(2 * count, "big")
    signs = bytearray(told)
    signs[0::2] = signs[0::2].translate(bytes(byte ^ 0x80 for byte in range(256)))
    return bytes(signs)


def _numbers(steps: bytes) -> array[int]:
    told = array("h", steps)
    if byteorder == "little":
        told.byteswap()
    return told


def _tables(told: memoryview) -> dict[bytes, bytes]:
    (count,) = unpack_from(">I", told)
    names = [TABLE.unpack_from(told, 4 + TABLE.size * at) for at in range(count)]
    found, place = {}, 4 + TABLE.size * count
    for name, length in names:
        found[name] = bytes(told[place : place + length])
        place += length
    return found


def _file(tables: dict[bytes, bytes]) -> bytes:
    """Return a font file of tables, with the sums that readers may look at."""
    head = bytearray(tables[b"head"])
    pack_into(">I", head, 8, 0)
    pack_into(">h", head, 50, 1)  # places are told in four bytes
    count = len(tables)
    power = count.bit_length() - 1
    made = bytearray(
        pack(">4s4H", b"\0\1\0\0", count, 16 << power, power, 16 * count - (16 << power))
    )
    bodies = bytearray()
    for name, data in sorted((tables | {b"head": bytes(head)}).items()):
        place = _START + _ENTRY.size * count + len(bodies)
        made += _ENTRY.pack(name, _checked(data), place, len(data))
        bodies += data + bytes(-len(data) % 4)
        if name == b"head":
            whole = place + 8
    made += bodies
    pack_into(">I", made, whole, (_ALL - _checked(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)


def _checked(data: bytes) -> int:
    whole = array("I", data + bytes(-len(data) % 4))
    if byteorder == "little":
        whole.byteswap()
    return sum(whole) & 0xFFFFFFFF
