"""The two repairs of reportlab, each shown against the unrepaired library."""

import io

import pypdf
import pypdfium2
import pytest
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas

from kabao import paths
from kabao.documents.fonts import chain
from kabao.documents.fonts.embedding import Face, to_unicode
from kabao.rare_fonts import MORE, NAMES

RARE = "𠮷𠮶"


def draw(name, text):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=name, invariant=1)
    canvas.setFont(name, 20)
    canvas.drawString(72, 700, text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def copied(data):
    return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip()


def test_characters_beyond_the_first_plane_copy_as_typed():
    name = chain.runs(RARE)[0][0]
    data = draw(name, RARE)
    assert copied(data) == RARE
    page = pypdfium2.PdfDocument(data)[0]
    assert page.get_textpage().get_text_range().strip() == RARE


def test_reportlab_itself_still_gets_them_wrong():
    """When this fails, the repair can go."""
    broken = ttfonts.makeToUnicodeCMap("X", [0, 0x20BB7])
    assert "<20BB7>" in broken
    assert "<D842DFB7>" in to_unicode([0, 0x20BB7])


def test_places_without_a_character_are_not_named():
    assert "<00>" not in to_unicode([0, 0x41]).partition("endcodespacerange")[2]


def test_blocks_hold_at_most_a_hundred_entries():
    cmap = to_unicode(list(range(1, 256)))
    assert [line for line in cmap.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "55 beginbfchar",
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in MORE])
def test_trailing_advances_are_in_units_of_the_font(name):
    path = paths.resources() / "fonts" / f"{name}.ttf"
    ours, theirs = Face(name, path.read_bytes()), ttfonts.TTFontFace(str(path))
    full = int.from_bytes(ours.get_table("hhea")[34:36], "big")
    assert full < ours.numGlyphs
    assert ours.hmetrics[-1][0] == ours.hmetrics[full - 1][0]
    assert theirs.hmetrics[-1][0] != theirs.hmetrics[full - 1][0]


def test_outlines_are_cut_as_reportlab_cuts_them():
    path = paths.resources() / "fonts" / f"{chain.REGULAR}.ttf"
    subset = [0, *map(ord, "社会保障卡 Kabao éÅ")]
    ours = Face(chain.REGULAR, path.read_bytes())
    assert ours.makeSubset(subset) == ttfonts.TTFontFace(str(path)).makeSubset(subset)


def test_the_accelerator_is_in_use():
    from reportlab.lib import rl_accel

    assert rl_accel.instanceStringWidthTTF.__class__.__name__ == "builtin_function_or_method"
