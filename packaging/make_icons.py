"""Make the pictures of the program's sign from its two drawings: PNG files and an .ico.

    .venv/bin/python packaging/make_icons.py [FOLDER]

Sizes up to 24 come from the drawing laid on the pixels of 16, the others from the large one.
Without FOLDER the files stand beside the drawings, in resources/icons/app.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
DRAWINGS = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app"
SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
LARGEST_IN_ICO = 256
_SMALL = 24


def picture(side: int) -> bytes:
    """Return the sign as a PNG of so many pixels a side."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    alive = QGuiApplication.instance() or QGuiApplication([])
    name = "kabao-small.svg" if side <= _SMALL else "kabao.svg"
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWINGS / name)).render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    del alive
    return bytes(held.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return an icon file of Windows that holds the pictures as PNG."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    entries, bodies = b"", b""
    start = len(head) + 16 * len(pictures)
    for side, data in pictures.items():
        shown = side % 256  # 256 is written as 0
        place = start + len(bodies)
        entries += struct.pack("<BBBBHHII", shown, shown, 0, 0, 1, 32, len(data), place)
        bodies += data
    return head + entries + bodies


def main() -> None:
    """Write all files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DRAWINGS
    folder.mkdir(parents=True, exist_ok=True)
    made = {side: picture(side) for side in SIDES}
    for side, data in made.items():
        (folder / f"kabao-{side}.png").write_bytes(data)
    small = {side: data for side, data in made.items() if side <= LARGEST_IN_ICO}
    (folder / "kabao.ico").write_bytes(ico(small))


if __name__ == "__main__":
    main()
