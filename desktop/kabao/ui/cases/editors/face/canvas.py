"""The card on the screen: both sides below one another with rulers in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from kabao.ui.cases.editors.face.card_paint import CardPainter, Overlay
from kabao.ui.kit.marks import paint_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from kabao.domain.faces import FaceRules, PlacedElement
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

SIDES = ("emblem", "photo")
_RULER = 22
_TITLE = 24
_GAP = 20
_INCH = 25.4
_SMALLEST = 3.0


class CardCanvas(QWidget):
    """A click chooses an element; ``chosen`` carries its key."""

    chosen = Signal(str)

    def __init__(self, rules: FaceRules, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._rules = rules
        self._theme = theme
        self._texts = texts
        self._placed: tuple[PlacedElement, ...] = ()
        self._turned = True
        self._key = ""
        self._levels: Mapping[str, Level] = {}
        self._scale = _SMALLEST
        self.overlay = Overlay()
        self.setAccessibleName(texts("cases.face.canvas"))
        theme.changed.connect(self._fit)
        self._fit()

    def show_elements(self, placed: tuple[PlacedElement, ...], *, turned: bool) -> None:
        """Draw these elements."""
        self._placed, self._turned = placed, turned
        self.update()

    def show_levels(self, levels: Mapping[str, Level]) -> None:
        """Mark elements by their worst finding."""
        self._levels = levels
        self.update()

    def set_overlay(self, overlay: Overlay) -> None:
        """Show or hide what explains the card."""
        self.overlay = overlay
        self.update()

    def select(self, key: str) -> None:
        """Mark the chosen element."""
        self._key = key
        self.update()

    def set_width(self, width: int) -> None:
        """Fit the card into a width in pixels; 0 means its real size on this screen."""
        if width:
            free = width - self._theme.px(_RULER + 12)
            self._scale = max(free / self._rules.width, _SMALLEST)
        else:
            self._scale = max(self.physicalDpiX() / _INCH, _SMALLEST)
        self._fit()

    def zoom(self) -> int:
        """Return the size of the drawing in percent of a real card."""
        return round(100 * self._scale / max(self.physicalDpiX() / _INCH, 0.1))

    def sizeHint(self) -> QSize:
        """Both sides with their rulers and titles."""
        width = self._theme.px(_RULER + 12) + self._rules.width * self._scale
        return QSize(round(width), round(self._top(1) + self._rules.height * self._scale + 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both sides."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = CardPainter(self._rules, self._theme, self._texts.language, self.overlay)
        for number, side in enumerate(SIDES):
            self._paint_title(painter, number, side)
            self._paint_rulers(painter, number)
            painter.save()
            painter.translate(self._left(), self._top(number))
            painter.scale(self._scale, self._scale)
            card.paint(painter, side, self._placed, turned=self._turned)
            for item in self._placed:
                if item.side == side and item.key == self._key:
                    card.outline(painter, item.box)
            painter.restore()
            self._paint_levels(painter, number, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the element under the pointer, the smallest if several."""
        found = self._at(event.position())
        if found:
            self.chosen.emit(found)

    def area_of(self, key: str) -> QRectF:
        """Return where an element is drawn, empty if it is not."""
        for item in self._placed:
            if item.key == key:
                return self._area(item)
        return QRectF()

    def _at(self, point: QPointF) -> str:
        under = [item for item in self._placed if self._area(item).contains(point)]
        under.sort(key=lambda item: item.box.width * item.box.height)
        return under[0].key if under else ""

    def _area(self, item: PlacedElement) -> QRectF:
        scale, top = self._scale, self._top(SIDES.index(item.side))
        return QRectF(
            self._left() + item.box.left * scale,
            top + item.box.top * scale,
            item.box.width * scale,
            item.box.height * scale,
        )

    def _left(self) -> float:
        return self._theme.px(_RULER)

    def _top(self, number: int) -> float:
        head = self._theme.px(_TITLE + _RULER)
        side = self._rules.height * self._scale + self._theme.px(_GAP)
        return head + number * (side + head)

    def _paint_title(self, painter: QPainter, number: int, side: str) -> None:
        theme = self._theme
        painter.setPen(theme.color.ink)
        painter.setFont(theme.font("section"))
        top = self._top(number) - theme.px(_TITLE + _RULER)
        area = QRectF(self._left(), top, self.width() - self._left(), theme.px(_TITLE))
        words = self._texts(f"face.side.{side}")
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_rulers(self, painter: QPainter, number: int) -> None:
        theme, scale = self._theme, self._scale
        left, top = self._left(), self._top(number)
        painter.setPen(QPen(theme.color.ink_3, 1))
        font = theme.font("small")
        font.setPixelSize(theme.px(9))
        painter.setFont(font)
        for mark in range(int(self._rules.width) + 1):
            x, length = left + mark * scale, _length(mark)
            painter.drawLine(QPointF(x, top - 3 - length), QPointF(x, top - 3))
            if mark % 10 == 0:
                painter.drawText(QPointF(x + 2, top - 3 - theme.px(8)), str(mark))
        for mark in range(int(self._rules.height) + 1):
            y, length = top + mark * scale, _length(mark)
            painter.drawLine(QPointF(left - 3 - length, y), QPointF(left - 3, y))
            if mark and mark % 10 == 0:
                painter.drawText(QPointF(0, y - 2), str(mark))

    def _paint_levels(self, painter: QPainter, number: int, side: str) -> None:
        side_px = self._theme.px(14)
        for item in self._placed:
            level = self._levels.get(item.key)
            if level is None or item.side != side:
                continue
            area = self._area(item)
            box = QRectF(area.right() - side_px / 2, area.top() - side_px / 2, side_px, side_px)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color.paper)
            painter.drawEllipse(box.adjusted(-1, -1, 1, 1))
            paint_level(painter, box, level, self._theme)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def _length(mark: int) -> int:
    return 8 if mark % 10 == 0 else 5 if mark % 5 == 0 else 3
