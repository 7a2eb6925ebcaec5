"""What the list of rare characters says is what the fonts draw, and packed fonts are read alike."""

import lzma
import re
import runpy
from pathlib import Path

import pytest

from kabao import paths, rare_fonts

ROOT = Path(__file__).parents[2]


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """The shipped resources with a rare font packed, as in an installed program."""
    fonts = tmp_path / "resources" / "fonts"
    fonts.mkdir(parents=True)
    data = (paths.resources() / "fonts" / "KabaoRareHanA.ttf").read_bytes()
    (fonts / "KabaoRareHanA.ttf.xz").write_bytes(lzma.compress(data, preset=0))
    monkeypatch.setattr(paths, "resources", lambda: fonts.parent)
    return fonts


def test_the_list_says_what_the_fonts_draw():
    made = runpy.run_path(str(ROOT / "packaging" / "make_rare_ranges.py"))
    usual = made["drawn"]("NotoSansSC-Regular")
    rare = {name: made["drawn"](name) - usual for name in rare_fonts.NAMES}
    every = set.union(*rare.values())
    assert len(every) == 67_502
    for name, codes in rare.items():
        earlier = rare_fonts.NAMES[: rare_fonts.NAMES.index(name)]
        own = codes.difference(*(rare[other] for other in earlier))
        assert {rare_fonts.font_of(chr(code)) for code in own} == {name}
    others = set(range(0x110000)) - every
    assert not any(rare_fonts.font_of(chr(code)) for code in others)
    candidate = re.compile(f"[{rare_fonts.CANDIDATES}]")
    assert all(candidate.match(chr(code)) for code in every)


@pytest.mark.parametrize(
    ("text", "rare"),
    [("李𠮷", True), ("㐀䶶", True), ("\uf904", True), ("张忠𬭎", False), ("李䶮", False),
     ("Li \U0001f600", False), ("", False)],
)  # fmt: skip
def test_a_text_wants_rare_fonts(text, rare):
    assert bool(rare_fonts.fonts_for(text)) is rare


def test_a_packed_font_has_the_bytes_of_the_plain_one(packed):
    plain = ROOT / "resources" / "fonts" / "KabaoRareHanA.ttf"
    assert rare_fonts.read_font(plain.stem) == plain.read_bytes()
    with pytest.raises(FileNotFoundError, match="Nobody"):
        rare_fonts.read_font("Nobody")
