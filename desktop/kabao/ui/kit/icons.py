"""Icons drawn from the shipped SVG files in any colour, size and pixel density."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kabao import paths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_STROKES = ((14, "2.6"), (17, "2"))
"""Strokes in 24ths of the icon for icons smaller than so many pixels: thin ones would fade."""
_STROKE_LARGE = "1.75"


class IconSet:
    """Renders icons by file name and keeps what it has rendered.

    ``plus`` is an outline of the Tabler set, ``filled/alert-triangle`` one of its filled icons,
    and ``signal-password-set`` one of the four signal glyphs drawn for this program.
    """

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}
        self._renderers: dict[tuple[str, str, str], QSvgRenderer] = {}
        self._shapes: dict[tuple[str, float, float], QPixmap] = {}
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
        """Draw an icon into a rectangle."""
        self._renderer(name, color, _stroke(rect.width())).render(painter, rect)

    def pixmap(self, name: str, color: QColor, size: float, ratio: float) -> QPixmap:
        """Return an icon as a picture for a screen of the given pixel ratio."""
        key = (name, color.name(), size, ratio)
        if key not in self._pixmaps:
            pixmap = QPixmap(self._shape(name, size, ratio))
            painter = QPainter(pixmap)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), color)
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def draw_ahead(self, name: str, size: float, ratios: Iterable[float]) -> None:
        """Draw the shape of an icon that will be wanted, for screens of these pixel ratios."""
        for ratio in ratios:
            self._shape(name, size, ratio)

    def _shape(self, name: str, size: float, ratio: float) -> QPixmap:
        """Return an icon in black: dyeing it costs a tenth of drawing it in another colour."""
        key = (name, size, ratio)
        if key not in self._shapes:
            side = round(size * ratio)
            shape = QPixmap(side, side)
            shape.fill(Qt.GlobalColor.transparent)
            painter = QPainter(shape)
            # Not kept: what a hundred icons are drawn by takes more room than their pictures.
            black = QColor(Qt.GlobalColor.black)
            self._made(name, black, _stroke(size)).render(painter, QRectF(0, 0, side, side))
            painter.end()
            self._shapes[key] = shape
        return self._shapes[key]

    def _renderer(self, name: str, color: QColor, stroke: str) -> QSvgRenderer:
        key = (name, color.name(), stroke)
        if key not in self._renderers:
            self._renderers[key] = self._made(name, color, stroke)
        return self._renderers[key]

    def _made(self, name: str, color: QColor, stroke: str) -> QSvgRenderer:
        if name not in self._sources:
            self._sources[name] = icon_file(name).read_text(encoding="utf-8")
        text = self._sources[name].replace("#000000", color.name())
        text = text.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        return QSvgRenderer(QByteArray(text.encode()))


def _stroke(size: float) -> str:
    return next((stroke for below, stroke in _STROKES if size < below), _STROKE_LARGE)


def outlines() -> list[str]:
    """Return the names of all outline icons."""
    return sorted(file.stem for file in (paths.resources() / "icons" / "outline").glob("*.svg"))


def icon_file(name: str) -> Path:
    """Return the file of an icon name."""
    folder = paths.resources() / "icons"
    if "/" in name:
        return folder / f"{name}.svg"
    return folder / ("signals" if name.startswith("signal-") else "outline") / f"{name}.svg"
