"""Draw the arrows and ticks that Qt paints by itself, in the ink of each look, from our icons.

    .venv/bin/python packaging/make_glyphs.py

A style sheet can only name files: lists, numbers and menus of Qt's own dialogs take these. Run it
again when ``ink_2`` changes in resources/theme/tokens.toml or one of the icons does.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "desktop"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NAMES = ("chevron-down", "chevron-up", "chevron-right", "check")
SIDE, TIMES = 16, 3.0


def main() -> None:
    """Write every file."""
    from PySide6.QtGui import QColor, QGuiApplication

    from kabao.ui.kit.icons import IconSet

    alive = QGuiApplication([])
    theme = ROOT / "resources" / "theme"
    looks = tomllib.loads((theme / "tokens.toml").read_text(encoding="utf-8"))["color"]
    for look, colors in looks.items():
        if "ink_2" not in colors:
            continue
        folder = theme / "glyphs" / look
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            drawn = IconSet().pixmap(name, QColor(colors["ink_2"]), SIDE, TIMES)
            drawn.setDevicePixelRatio(1)
            drawn.save(str(folder / f"{name}.png"))
    del alive


if __name__ == "__main__":
    main()
