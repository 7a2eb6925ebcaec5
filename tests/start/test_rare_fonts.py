"""What the list of rare characters says is what the fonts draw, and packed fonts are read alike."""

import runpy
from pathlib import Path

import pytest

from kabao import rare_fonts
from kabao.traditional import traditional

ROOT = Path(__file__).parents[2]


def test_the_list_says_what_the_fonts_draw():
    made = runpy.run_path(str(ROOT / "packaging" / "make_rare_ranges.py"))
    usual = made["drawn"]("NotoSansSC-Regular")
    rare = {name: made["drawn"](name) - usual for name in rare_fonts.NAMES}
    every = set.union(*rare.values())
    assert len(every) == 84_567
    for name, codes in rare.items():
        earlier = rare_fonts.NAMES[: rare_fonts.NAMES.index(name)]
        own = codes.difference(*(rare[other] for other in earlier))
        assert {rare_fonts.font_of(chr(code)) for code in own} == {name}
    others = set(range(0x110000)) - every
    assert not any(rare_fonts.font_of(chr(code)) for code in others)
    assert set(rare_fonts.fonts_for("".join(map(chr, sorted(every))))) == set(rare_fonts.NAMES)


@pytest.mark.parametrize(
    ("text", "rare"),
    [("李𠮷", True), ("㐀䶶", True), ("\uf904", True), ("丂", True), ("张忠𬭎", False),
     ("李䶮", False), ("Li \U0001f600", False), ("", False)],
)  # fmt: skip
def test_a_text_wants_rare_fonts(text, rare):
    assert bool(rare_fonts.fonts_for(text)) is rare


def test_everyday_characters_are_never_rare():
    """National table, GB 2312 and the first level of Big5; the table's rare names among them."""
    everyday = "".join(
        bytes((row, cell)).decode(encoding, "ignore")
        for encoding, rows in (("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xC7)))
        for row in rows
        for cell in range(0x40, 0xFF)
    )
    assert len(set(everyday)) > 8_800
    assert rare_fonts.fonts_for(everyday + "䶮㛃𫖯祎玥堃喆懿犇昇瑄") == set()
    for page in (ROOT / "resources" / "translations").glob("*.toml"):
        assert rare_fonts.fonts_for(traditional(page.read_text(encoding="utf-8"))) == set()


def test_only_what_the_usual_font_lacks_in_two_weights_is_drawn_in_two():
    assert rare_fonts.in_bold("NotoSansSCMoreA") == "NotoSansSCMoreA-Bold"
    assert rare_fonts.in_bold("KabaoRareHanA") == "KabaoRareHanA"
    for name in rare_fonts.NAMES:
        assert rare_fonts.font_file(rare_fonts.in_bold(name)).is_file()
    with pytest.raises(FileNotFoundError, match="Nobody"):
        rare_fonts.read_font("Nobody")
