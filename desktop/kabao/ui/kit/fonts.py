"""The shipped fonts: the two weights at start, the rare characters once the window stands."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from kabao import paths

_FIRST = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_RARE = ("KabaoRareHanA.ttf", "KabaoRareHanB.ttf", "KabaoRareHanC.ttf")


def load_first_fonts() -> None:
    """Register the two fonts the first paint needs."""
    _load(_FIRST)


def load_rare_fonts() -> None:
    """Register the fonts for rare Chinese characters; costs some 20 ms, so after first paint."""
    _load(_RARE)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        path = paths.resources() / "fonts" / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
