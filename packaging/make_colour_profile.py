"""Make the colour profile that packages name as their output intent: python make_colour_profile.py.

The profile is our own work under the licence of the project: the primaries, the white point and
the tone curve are those of IEC 61966-2-1 (sRGB), adapted to D50 as the ICC asks. Version 2.1 of
the format is read by every version of PDF/A.
"""

from __future__ import annotations

import struct
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "colour" / "sRGB.icc"
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
STEPS = 1024
NAME = b"sRGB IEC61966-2.1"
RIGHTS = b"Made for Kabao; MIT licence, free to use."


def fixed(*numbers: float) -> bytes:
    """Return numbers as ICC writes them, 16.16."""
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def linear(value: float) -> float:
    """Return the light that a signal of sRGB stands for."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def profile() -> bytes:
    """Return the whole profile."""
    curve = [round(linear(step / (STEPS - 1)) * 65535) for step in range(STEPS)]
    tone = b"curv" + bytes(4) + struct.pack(f">I{STEPS}H", STEPS, *curve)
    described = b"desc" + bytes(4) + struct.pack(">I", len(NAME) + 1) + NAME + b"\0"
    described += bytes(8) + bytes(3) + bytes(67)
    tags = {
        b"desc": described,
        b"cprt": b"text" + bytes(4) + RIGHTS + b"\0",
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9505, 1.0, 1.0891),
        **{name: b"XYZ " + bytes(4) + fixed(*xyz) for name, xyz in PRIMARIES.items()},
        b"rTRC": tone,
        b"gTRC": tone,
        b"bTRC": tone,
    }
    start = 128 + 4 + 12 * len(tags)
    table, body, placed = b"", b"", {}
    for name, data in tags.items():
        if data not in placed:
            placed[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", placed[data], len(data))
    return header(start + len(body)) + struct.pack(">I", len(tags)) + table + body


def header(size: int) -> bytes:
    """Return the first 128 bytes."""
    day = struct.pack(">6H", 2026, 11, 22, 0, 0, 0)
    return b"".join(
        (
            struct.pack(">I", size) + bytes(4) + bytes((2, 0x10, 0, 0)),
            b"mntrRGB XYZ " + day + b"acsp" + bytes(4) + bytes(4),
            bytes(8) + bytes(8) + bytes(4) + fixed(*WHITE) + bytes(4) + bytes(44),
        )
    )


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(profile())
