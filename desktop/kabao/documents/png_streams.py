"""The compressed dots of a PNG as they stand in the file; a PDF unpacks them by the same rules."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_HEAD = struct.Struct(">IIBBBBB")
_CHUNK = struct.Struct(">I4s")
_GREY, _COLOURS, _PALETTE = 0, 2, 3
_MOST_BITS = 8
_ANIMATED = b"acTL"


@dataclass(frozen=True, slots=True)
class PngStream:
    """What a PDF needs to show a PNG without packing it anew."""

    data: bytes
    width: int
    height: int
    bits: int
    colours: int
    """Numbers for each dot."""
    palette: bytes = b""


def png_stream(data: bytes) -> PngStream | None:
    """Return the dots of a sound PNG; None where it is transparent, interlaced or too fine."""
    chunks = _chunks(data)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != _HEAD.size:
        return None
    width, height, bits, kind, _, _, interlaced = _HEAD.unpack(chunks[0][1])
    names = {name for name, _ in chunks}
    plain = kind in {_GREY, _COLOURS, _PALETTE} and bits <= _MOST_BITS and not interlaced
    if not plain or b"tRNS" in names:
        return None
    packed = b"".join(held for name, held in chunks if name == b"IDAT")
    palette = next((held for name, held in chunks if name == b"PLTE"), b"")
    if kind != _PALETTE:
        return PngStream(packed, width, height, bits, 3 if kind == _COLOURS else 1)
    return PngStream(packed, width, height, bits, 1, palette) if palette else None


def is_animated(data: bytes) -> bool:
    """Say whether a PNG holds more than one picture."""
    return any(name == _ANIMATED for name, _ in _chunks(data))


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    place = 8
    while place + _CHUNK.size <= len(data):
        length, name = _CHUNK.unpack_from(data, place)
        start = place + _CHUNK.size
        if start + length > len(data):
            break
        found.append((name, data[start : start + length]))
        place = start + length + 4
    return found
