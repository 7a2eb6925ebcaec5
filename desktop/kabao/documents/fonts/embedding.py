"""TrueType fonts as reportlab embeds them, with two of its faults repaired.

reportlab 5.1.0 writes a wrong ToUnicode entry for every character beyond U+FFFF, so that such a
character prints right and copies wrong; and it gives glyphs that share the last advance width of
``hmtx`` a width already scaled to 1000 units, so that fonts with another em disagree with the
widths the file declares. Both are put right here, in our own classes, so that reportlab itself
stays as it is.
"""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from struct import unpack
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream, PDFTrueTypeFont
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFont, TTFontFace

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT = 16
"""Subsets of one font that are kept ready; while someone types, the same ones come again."""
_BLOCK = 100
"""Most entries that one ``beginbfchar`` block may hold (PDF Reference, 5.9.2)."""


class Face(TTFontFace):
    """A font file whose trailing advance widths are right and whose glyphs are not copied."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(_File(name, data))
        full = unpack(">H", self.get_table("hhea")[34:36])[0]
        advance = unpack(">H", self.get_table("hmtx")[4 * full - 4 : 4 * full - 2])[0]
        self.hmetrics[full:] = [(advance, bearing) for _, bearing in self.hmetrics[full:]]
        self._made = lru_cache(_KEPT)(super().makeSubset)

    def makeSubset(self, subset: Sequence[int]) -> bytes:  # noqa: N802 (name of reportlab)
        """Return the font with the characters of a subset only."""
        return bytes(self._made(tuple(subset)))

    def get_table(self, tag: str) -> Any:
        """Return a table; the outlines as a window, since a subset needs a few kilobytes of them.

        reportlab asks for the whole table, ten megabytes and more, for each subset of 220
        characters.
        """
        whole: Any = super()
        if tag != "glyf":
            return whole.get_table(tag)
        start, length = self.get_table_pos(tag)
        return _Window(self.__dict__["_ttf_data"], start, length)


class _File(io.BytesIO):
    """The bytes of a font file under the name by which reportlab tells fonts apart."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name = f"{name}.ttf"


class _Window:
    """Part of a file that is copied only where it is sliced."""

    def __init__(self, data: bytes, start: int, length: int) -> None:
        self._data = data
        self._start = start
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> bytes:
        first, last, _ = part.indices(self._length)
        return self._data[self._start + first : self._start + last]


class _Packed(NamedTuple):
    """What a file holds of a subset: outlines and names of characters packed, and widths."""

    program: bytes
    characters: bytes
    widths: str


class EmbeddedFont(TTFont):
    """A font that is embedded in subsets and whose text can be copied in full."""

    def __init__(self, name: str, data: bytes, *, ascii_first: bool) -> None:
        """Load a font; ``ascii_first`` keeps places 32 to 126 for ASCII, which it must hold."""
        self.fontName = name
        self.face = Face(name, data)
        self.encoding = TTEncoding()
        self.state: Any = WeakKeyDictionary()
        self._asciiReadable = ascii_first
        self.shapable = False
        self._packed = lru_cache(_KEPT)(self._pack)

    def covers(self, character: str) -> bool:
        """Say whether the font has a glyph for a character."""
        return bool(self.face.charToGlyph.get(ord(character)))

    def advance(self, character: str) -> float:
        """Return the width of a character in ems."""
        face: Any = self.face
        return float(face.charWidths.get(ord(character), face.defaultWidth)) / 1000

    def place(self, character: str, document: Any) -> tuple[str, str]:
        """Give a character its place in a subset; returns the name of the subset and its code."""
        ((subset, code),) = self.splitString(character, document)
        return self.getSubsetInternalName(subset, document), code.decode("latin-1")

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab calls it by this name)
        """Write the subsets; reportlab calls this when all pages are drawn."""
        face: Any = self.face
        state = self.state.pop(doc)
        for number, subset in enumerate(state.subsets):
            name = b"".join((SUBSETN(number), b"+", face.name, face.subfontNameX))
            told = name.decode("pdfdoc")
            packed = self._packed(tuple(subset))
            font: Any = PDFTrueTypeFont()
            font.Name, font.BaseFont = f"{state.internalName}+{number}", told
            font.FirstChar, font.LastChar, font.Widths = 0, len(subset) - 1, packed.widths
            characters = _filled(PDFStream(), packed.characters)
            font.ToUnicode = doc.Reference(characters, f"toUnicodeCMap:{told}")
            font.FontDescriptor = face.addSubsetObjects(doc, told, subset)
            _filled(doc.idToObject[f"fontFile:{face.filename}({told})"], packed.program)
            doc.Reference(font, font.Name)
            doc.idToObject["BasicFonts"].dict[font.Name] = font

    def _pack(self, subset: tuple[int, ...]) -> _Packed:
        face: Any = self.face
        names = to_unicode([self._meant(code) for code in subset])
        widths = " ".join([fp_str(face.getCharWidth(code)) for code in subset])
        program = zlib.compress(self.face.makeSubset(subset))
        return _Packed(program, zlib.compress(names.encode()), f"[{widths}]")

    def _meant(self, code: int) -> int:
        return code if code in self.face.charToGlyph else 0


def _filled(stream: Any, packed: bytes) -> Any:
    """Give a stream of reportlab its bytes, which it need not pack again."""
    stream.content, stream.filters = packed, None
    stream.dictionary["Filter"] = PDFArray([PDFName("FlateDecode")])
    return stream


def to_unicode(subset: Sequence[int]) -> str:
    """Return the CMap that tells which character each place of a subset stands for."""
    named = [(place, code) for place, code in enumerate(subset) if code]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for first in range(0, len(named), _BLOCK):
        block = named[first : first + _BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{place:02X}> <{_utf16(code)}>" for place, code in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()
