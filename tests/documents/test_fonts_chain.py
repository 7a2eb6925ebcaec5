"""Which font draws what, and what none of them draws."""

import importlib
from pathlib import Path

import pypdfium2
import pytest

from kabao import paths
from kabao.documents.fonts import chain
from kabao.domain.errors import InputRefusedError
from own_process import run_python

ROOT = Path(__file__).parents[2]


def test_runs_change_font_where_a_character_asks_for_it():
    assert chain.runs("李䶮𠮷a") == [
        (chain.REGULAR, "李䶮"),
        ("KabaoRareHanBa", "𠮷"),
        (chain.REGULAR, "a"),
    ]
    assert chain.runs("", bold=True) == []


@pytest.mark.parametrize("text", ["䶮㛃𠮷𬭎𫖯", "\U00030000", "\U0002f800", "Kabao 1,000.50 ¥ ①"])
def test_shipped_fonts_cover(text):
    assert chain.uncovered(text) == ()
    assert "".join(run for _, run in chain.runs(text)) == text


def test_uncovered_names_each_character_once():
    assert chain.uncovered("a\U0001f600b\U0001f600") == ("\U0001f600",)


@pytest.mark.parametrize("character", ["\x07", "\u200b", "\u202e", "\ufeff", "\u2028"])
def test_invisible_characters_count_as_uncovered(character):
    assert chain.uncovered(f"李{character}明") == (character,)


def test_line_ends_and_tabs_are_fine():
    assert chain.uncovered("一\r\n二\t三\n") == ()
    assert chain.clean("一\r\n二\t三\r四") == "一\n二    三\n四"


def test_missing_cover_names_character_code_point_and_place():
    texts = [("材料一 / 姓名", "李𠮷"), ("材料一 / 地址", "路\U0001f600")]
    with pytest.raises(InputRefusedError) as caught:
        chain.require_cover(texts, {"材料一 / 地址": 3}.get)
    assert caught.value.code == "character_not_covered"
    assert caught.value.params == {
        "character": "\U0001f600",
        "code_point": "U+1F600",
        "place": "材料一 / 地址",
        "page": 3,
    }


def test_width_adds_up_over_fonts():
    both = chain.width("李𠮷", 10)
    assert both == pytest.approx(chain.width("李", 10) + chain.width("𠮷", 10))
    assert chain.width("李", 10) == pytest.approx(10)


def test_rare_fonts_are_not_read_without_need():
    script = (
        "from kabao.documents.fonts import chain\n"
        "from kabao.rare_fonts import NAMES\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "chain.runs('普通文字 abc')\n"
        "print([name for name in NAMES if name in pdfmetrics.getRegisteredFontNames()])"
    )
    assert run_python(script).strip() == "[]"


def test_the_bold_weight_of_a_rarer_character_is_drawn_where_there_is_one():
    assert chain.runs("张丂𠮷", bold=True) == [
        (chain.BOLD, "张"),
        ("NotoSansSCMoreD-Bold", "丂"),
        ("KabaoRareHanBa", "𠮷"),
    ]
    assert chain.runs("丂") == [("NotoSansSCMoreD", "丂")]
    assert chain.width("丂", 10, bold=True) == pytest.approx(10)


def test_a_page_from_packed_fonts_looks_like_that_from_plain_ones(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "frozen"))
    rare = importlib.import_module("rare")
    fonts = paths.resources() / "fonts"
    (tmp_path / "fonts").mkdir()
    for plain in (*fonts.glob("NotoSansSC-*.ttf"), fonts / "rare.txt"):
        (tmp_path / "fonts" / plain.name).symlink_to(plain)
    plain = fonts / "KabaoRareHanA.ttf"
    (tmp_path / "fonts" / "KabaoRareHanA.outlines.xz").write_bytes(rare.packed(plain.read_bytes()))
    one, other = _drawn(fonts.parent, tmp_path / "one.pdf"), _drawn(tmp_path, tmp_path / "two.pdf")
    assert one == other


def _drawn(resources, file):
    """Draw a rare name in a process of its own; returns the picture of the page."""
    script = (
        "import pathlib, sys\n"
        "from kabao import paths\n"
        "paths.resources = lambda: pathlib.Path(sys.argv[1])\n"
        "from kabao.documents.fonts import chain\n"
        "from kabao.rare_fonts import NAMES\n"
        "from reportlab.pdfgen.canvas import Canvas\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "assert chain.uncovered('张\uf904𠮷') == ()\n"
        "assert not set(NAMES) & set(pdfmetrics.getRegisteredFontNames())\n"
        "canvas = Canvas(sys.argv[2], pagesize=(200, 60), invariant=1)\n"
        "x = 10\n"
        "for name, run in chain.runs('张\uf904\uf907'):\n"
        "    canvas.setFont(name, 40); canvas.drawString(x, 15, run); x += 60\n"
        "canvas.save()\n"
        "assert 'KabaoRareHanA' in pdfmetrics.getRegisteredFontNames()\n"
    )
    run_python(script, resources, file)
    with pypdfium2.PdfDocument(file) as document:
        return document[0].render(scale=3).to_pil().tobytes()
