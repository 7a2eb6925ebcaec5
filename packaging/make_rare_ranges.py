"""Write resources/fonts/rare.txt: which rare font draws which characters that the usual one lacks.

``python packaging/make_rare_ranges.py``, after a font has changed. With this list nothing need be
opened (and, where fonts are shipped packed, unpacked) to know whether a character can be drawn.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

from kabao.rare_fonts import LIST, NAMES

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def main() -> None:
    """Give each character to the first font that draws it."""
    taken = drawn("NotoSansSC-Regular")
    lines = []
    for name in NAMES:
        own = sorted(drawn(name) - taken)
        taken |= set(own)
        lines.append(" ".join((name, *ranges(own))))
    (FONTS / LIST).write_text("\n".join(lines) + "\n", "ascii", newline="\n")


def drawn(name: str) -> set[int]:
    """Return the characters that a font draws."""
    return {code for code, glyph in TTFontFace(FONTS / f"{name}.ttf").charToGlyph.items() if glyph}


def ranges(codes: list[int]) -> list[str]:
    """Write ascending numbers as ``first-last``, in hexadecimal."""
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ends = ([code for _, code in run] for _, run in runs)
    return [f"{run[0]:x}-{run[-1]:x}" for run in ends]


if __name__ == "__main__":
    main()
