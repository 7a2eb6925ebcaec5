"""The sign of the program in every size that systems ask for."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from kabao.ui.shell.logo import window_icon

ROOT = Path(__file__).resolve().parents[3]


def test_the_window_has_the_sign_in_every_size(qapp):
    icon = window_icon()
    assert [size.width() for size in icon.availableSizes()] == [16, 24, 32, 48, 64, 128, 256]
    for side in (16, 256):
        image = icon.pixmap(side).toImage()
        assert image.pixelColor(side // 2, side // 4).blue() > 90  # the card
        assert image.pixelColor(side // 2, 0).alpha() == 0  # and nothing above it


def test_the_pictures_are_those_of_the_drawings(qapp):
    place = ROOT / "packaging" / "make_icons.py"
    spec = importlib.util.spec_from_file_location("make_icons", place)
    icons = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(icons)
    folder = icons.DRAWINGS
    kept = {side: (folder / f"kabao-{side}.png").read_bytes() for side in icons.SIDES}
    assert icons.picture(16) == kept[16]
    del kept[512]
    assert icons.ico(kept) == (folder / "kabao.ico").read_bytes()
