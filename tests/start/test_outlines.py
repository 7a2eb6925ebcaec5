"""Fonts that are packed come back with every point where it was."""

import sys
from pathlib import Path

import pytest

from kabao import paths, rare_fonts
from kabao.outlines import unpacked

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"


@pytest.fixture
def rare(monkeypatch):
    """What packs them, which is no part of the program."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "frozen"))
    monkeypatch.delitem(sys.modules, "rare", raising=False)
    import rare

    quick = [{"id": rare.lzma.FILTER_LZMA2, "preset": 0}]
    monkeypatch.setattr(rare, "_TABLES", quick)
    monkeypatch.setattr(rare, "_STEPS", quick)
    yield rare
    sys.modules.pop("rare")


def told(rare, font):
    """Everything a font says of its characters."""
    shapes = rare.Shapes(font)
    head = shapes.tables.pop("head")
    return [head[12:50], *(vars(shapes)[name] for name in vars(shapes))]


def test_both_weights_come_back_from_one_file(rare, tmp_path, monkeypatch):
    names = ("NotoSansSCMoreI", "NotoSansSCMoreI-Bold")
    plain = [(FONTS / f"{name}.ttf").read_bytes() for name in names]
    packed = rare.packed(*plain)
    assert len(packed) < sum(map(len, plain)) / 2
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "NotoSansSCMoreI.outlines.xz").write_bytes(packed)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    for name, before in zip(names, plain, strict=True):
        assert told(rare, rare_fonts.read_font(name)) == told(rare, before)
    assert told(rare, plain[0]) != told(rare, plain[1])


def test_what_is_unpacked_is_a_font_by_the_book(rare):
    """Its sums are right, its tables in order and on boundaries of four."""
    made = unpacked(rare.packed((FONTS / "KabaoRareHanA.ttf").read_bytes()))
    count = int.from_bytes(made[4:6])
    entries = [made[12 + 16 * at : 28 + 16 * at] for at in range(count)]
    assert [entry[:4] for entry in entries] == sorted(entry[:4] for entry in entries)
    for entry in entries:
        total, first, size = (int.from_bytes(entry[at : at + 4]) for at in (4, 8, 12))
        assert first % 4 == 0
        if entry[:4] != b"head":
            assert total == added(made[first : first + size])
    assert added(made) == 0xB1B0AFBA


def added(data):
    data += bytes(-len(data) % 4)
    return sum(int.from_bytes(data[at : at + 4]) for at in range(0, len(data), 4)) & 0xFFFFFFFF


def test_weights_that_do_not_match_are_refused(rare):
    one, other = ((FONTS / f"NotoSansSCMore{piece}.ttf").read_bytes() for piece in "IA")
    with pytest.raises(ValueError, match="differ"):
        rare.packed(one, other)
