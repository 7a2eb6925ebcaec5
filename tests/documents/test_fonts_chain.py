"""Which font draws what, and what none of them draws."""

import lzma
import shutil
import subprocess
import sys

import pytest

from kabao import paths
from kabao.documents.fonts import chain
from kabao.domain.errors import InputRefusedError


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
        "from reportlab.pdfbase import pdfmetrics\n"
        "chain.runs('普通文字 abc')\n"
        "print([name for name in chain.RARE if name in pdfmetrics.getRegisteredFontNames()])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == "[]"


def test_pages_from_packed_fonts_are_those_from_plain_ones(tmp_path):
    packed = tmp_path / "fonts"
    shutil.copytree(paths.resources() / "fonts", packed)
    for name in chain.RARE:
        (packed / f"{name}.ttf").unlink()
    plain = paths.resources() / "fonts" / "KabaoRareHanA.ttf"
    (packed / f"{plain.name}.xz").write_bytes(lzma.compress(plain.read_bytes(), preset=0))
    one, other = _drawn(paths.resources()), _drawn(tmp_path)
    assert "KabaoRareHanA" in one[1]
    assert one == other


def _drawn(resources):
    """Draw a rare name in a process of its own; returns the digest of the page and its fonts."""
    script = (
        "import hashlib, io, pathlib, sys\n"
        "from kabao import paths\n"
        "paths.resources = lambda: pathlib.Path(sys.argv[1])\n"
        "from kabao.documents.fonts import chain\n"
        "from reportlab.pdfgen.canvas import Canvas\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "assert chain.uncovered('张\uf904𠮷') == ()\n"
        "assert not set(chain.RARE) & set(pdfmetrics.getRegisteredFontNames())\n"
        "page = io.BytesIO()\n"
        "canvas = Canvas(page, invariant=1)\n"
        "for name, run in chain.runs('张\uf904\uf907'):\n"
        "    canvas.setFont(name, 20); canvas.drawString(72, 700, run)\n"
        "canvas.save()\n"
        "print(hashlib.sha256(page.getvalue()).hexdigest(), pdfmetrics.getRegisteredFontNames())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(resources)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    return done.stdout.split(maxsplit=1)
