"""Cut Noto Sans SC into what everybody needs and pieces for rarer characters.

``python packaging/cut_usual_font.py FOLDER UNIHAN``, once for a new version of the font; needs
fonttools (``pip install fonttools``). FOLDER holds both weights as they come, UNIHAN is Unicode's
``Unihan_OtherMappings.txt``. The common part is mapped from the disk at every start; the pieces are
packed in an installed program and unpacked when one of their characters is met. Outlines are taken
over as they are.
"""

from __future__ import annotations

import re
import sys
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kabao.rare_fonts import MORE
from kabao.traditional import traditional

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "resources" / "fonts"
PIECE = 2048
_OWN_WORDS = (".toml", ".py", ".txt", ".json", ".md")
_DESIGNED = re.compile(r"^U\+(\w+)\tkTGH\t", re.MULTILINE)


def main(folder: Path, unihan: Path) -> None:
    """Write the common part and the pieces of both weights."""
    drawn = set(TTFont(folder / "NotoSansSC-Regular.ttf").getBestCmap())
    common = usual(drawn, unihan.read_text("utf-8"))
    rest = sorted(drawn - common)
    pieces = [rest[first : first + PIECE] for first in range(0, len(rest), PIECE)]
    for weight in ("Regular", "Bold"):
        source = folder / f"NotoSansSC-{weight}.ttf"
        cut(source, common).save(FONTS / source.name)
        for name, codes in zip(MORE, pieces, strict=True):
            piece = cut(source, set(codes))
            family = f"Noto Sans SC More {name[-1]}"
            called = name if weight == "Regular" else f"{name}-Bold"
            renamed(piece, family, called).save(FONTS / f"{called}.ttf")


def usual(drawn: set[int], unihan: str) -> set[int]:
    """Return the characters of the common part.

    They are the national table of standard characters, GB 2312, the first level of Big5, what the
    program's own words hold in both scripts, and all that is no Chinese character.
    """
    table = {int(code, 16) for code in _DESIGNED.findall(unihan)}
    simplified = _decoded("gb2312", range(0xB0, 0xF8))
    first_level = _decoded("big5", range(0xA4, 0xC7))
    files = (path for path in (ROOT / "resources").rglob("*") if path.suffix in _OWN_WORDS)
    own = set("".join(path.read_text("utf-8") for path in chain(files, ROOT.glob("*.md"))))
    both = own | set(traditional("".join(sorted(own | set(map(chr, simplified))))))
    others = {code for code in drawn if not _is_chinese(code) or code > 0xFFFF}
    return drawn & (table | simplified | first_level | set(map(ord, both)) | others)


def _decoded(encoding: str, rows: range) -> set[int]:
    pairs = (bytes((row, cell)) for row in rows for cell in range(0x40, 0xFF))
    return {ord(text) for pair in pairs if len(text := pair.decode(encoding, "ignore")) == 1}


def _is_chinese(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code > 0x1FFFF


def cut(source: Path, codes: set[int]) -> TTFont:
    """Return the part of a font that draws some characters."""
    font = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    options = Options(
        name_IDs=["*"], name_languages=["*"], layout_features=["*"], notdef_outline=True,
        recalc_bounds=False, recalc_timestamp=False, hinting=True,
    )  # fmt: skip
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def renamed(font: TTFont, family: str, called: str) -> TTFont:
    """Give a piece a name of its own, else a window would take it for the common part."""
    for table in ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx"):
        if table in font:
            del font[table]
    style = "Bold" if called.endswith("-Bold") else "Regular"
    told = {1: family, 2: style, 3: called, 4: f"{family} {style}", 6: called}
    names = font["name"]
    for record in list(names.names):
        if record.nameID in told:
            names.setName(told[record.nameID], *_of(record))
        elif record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    return font


def _of(record: object) -> tuple[int, int, int, int]:
    return tuple(getattr(record, key) for key in ("nameID", "platformID", "platEncID", "langID"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
