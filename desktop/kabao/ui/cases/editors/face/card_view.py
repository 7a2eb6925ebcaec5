"""The card on the screen as it is looked at: sides, rulers, marks, and an earlier face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLabel

from kabao.domain.face_compare import ChangeKind, compare_faces
from kabao.ui.cases.editors.face.card_paint import CardPainter, Overlay, Shown
from kabao.ui.cases.editors.face.geometry import SIDES, Geometry, width_scale
from kabao.ui.cases.editors.face.handles import LOCKED, ElementHandle, grip_places
from kabao.ui.cases.editors.face.rulers import paint_rulers
from kabao.ui.kit.marks import paint_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from kabao.domain.face_design import Guide
    from kabao.domain.faces import FaceRules, PlacedElement
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_RULER = 22
_TITLE = 24
_GAP = 14
_INCH = 25.4
_SMALLEST = 2.2


class CardView(QLabel):
    """Draws both sides in millimetres; ``chosen`` carries the key of an element."""

    chosen = Signal(str)

    def __init__(self, rules: FaceRules, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._rules, self._theme, self._texts = rules, theme, texts
        self._placed: tuple[PlacedElement, ...] = ()
        self._before: tuple[PlacedElement, ...] | None = None
        self._beside = False
        self._turned = True
        self._key = ""
        self._guides: tuple[Guide, ...] = ()
        self._levels: Mapping[str, Level] = {}
        self._handles: dict[str, ElementHandle] = {}
        self._artwork: Mapping[str, Shown] = {}
        self._grounds: dict[str, QPixmap] = {}
        self._scale, self._per_mm = _SMALLEST, 0.0
        self.overlay = Overlay()
        self.movable = True
        self.setAccessibleName(texts("cases.face.canvas"))
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def geometry_mm(self) -> Geometry:
        """How millimetres and pixels belong together now."""
        px = self._theme.px
        columns = 2 if self._beside and self._before is not None else 1
        return Geometry(self._rules, self._scale, px(_RULER), px(_TITLE), px(_GAP), columns)

    def show_elements(self, placed: tuple[PlacedElement, ...], *, turned: bool) -> None:
        """Draw these elements."""
        self._placed, self._turned = placed, turned
        self._sync_handles()
        self.update()

    def show_levels(self, levels: Mapping[str, Level]) -> None:
        """Mark elements by their worst finding."""
        self._levels = levels
        self._sync_handles()
        self.update()

    def show_artwork(self, artwork: Mapping[str, Shown]) -> None:
        """Show these files in their places."""
        self._artwork = artwork
        self._grounds.clear()
        self.update()

    def show_before(self, before: tuple[PlacedElement, ...] | None, *, beside: bool) -> None:
        """Compare with an earlier face, beside this one or below it; None ends it."""
        self._before, self._beside = before, beside
        self._fit()

    def set_overlay(self, overlay: Overlay) -> None:
        """Show or hide what explains the card."""
        self.overlay = overlay
        self.update()

    def select(self, key: str) -> None:
        """Mark the chosen element."""
        self._key = key
        self.update()

    def set_real_size(self, per_mm: float) -> None:
        """Take how many pixels a millimetre of this screen has; 0 for what the system tells."""
        self._per_mm = per_mm

    def real_scale(self) -> float:
        """Return the pixels of one millimetre on this screen."""
        return self._per_mm or max(self.physicalDpiX() / _INCH, 0.1)

    def set_width(self, width: int) -> None:
        """Fit the card into a width in pixels."""
        px, columns = self._theme.px, self.geometry_mm.columns
        scale = width_scale(self._rules, width, px(_RULER), px(_GAP), columns)
        self._scale = max(scale, _SMALLEST)
        self._fit()

    def width_within(self, height: int) -> int:
        """Return the width at which one side is so high, with what stands above it."""
        px, columns = self._theme.px, self.geometry_mm.columns
        scale = max(0.0, height - px(_TITLE + _RULER + _GAP)) / self._rules.height
        column = self._rules.width * scale + px(_RULER + _GAP)
        return round(columns * column)

    def set_zoom(self, percent: int) -> None:
        """Draw so large, 100 being the size of a real card."""
        self._scale = max(self.real_scale() * percent / 100, _SMALLEST)
        self._fit()

    def zoom(self) -> int:
        """Return the size of the drawing in percent of a real card."""
        return round(100 * self._scale / self.real_scale())

    def sizeHint(self) -> QSize:
        """Both sides with their rulers and titles."""
        return self.geometry_mm.size()

    def area_of(self, key: str) -> QRectF:
        """Return where an element is drawn, empty if it is not."""
        item = self._item(key)
        return self._area(item) if item else QRectF()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both sides, and those of the earlier face while it stands beside."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space = self.geometry_mm
        for side in SIDES:
            if space.columns == 2:
                self._paint_side(painter, side, self._before or (), 0, {})
            self._paint_side(painter, side, self._placed, space.columns - 1, self._artwork)
            self._paint_levels(painter, side)
        self._paint_chosen(painter)

    def _item(self, key: str) -> PlacedElement | None:
        return next((item for item in self._placed if item.key == key), None)

    def _can_grow(self, item: PlacedElement) -> bool:
        return self.movable and item.key not in LOCKED and not item.key.startswith("extra_")

    def _area(self, item: PlacedElement) -> QRectF:
        return self.geometry_mm.area(item.side, item.box)

    def _sync_handles(self) -> None:
        keys = [item.key for item in self._placed]
        if keys != list(self._handles):
            for handle in self._handles.values():
                handle.deleteLater()
            self._handles = {key: ElementHandle(key, self) for key in keys}
            for handle in self._handles.values():
                handle.entered.connect(self.chosen)
        for item in self._placed:
            handle = self._handles[item.key]
            handle.setGeometry(self._area(item).toAlignedRect())
            handle.tell(item, self._levels.get(item.key), self._texts)

    def _painter(self, artwork: Mapping[str, Shown]) -> CardPainter:
        return CardPainter(self._rules, self._theme, self._texts.language, self.overlay, artwork)

    def _paint_side(
        self,
        painter: QPainter,
        side: str,
        placed: tuple[PlacedElement, ...],
        column: int,
        artwork: Mapping[str, Shown],
    ) -> None:
        space, now = self.geometry_mm, column == self.geometry_mm.columns - 1
        self._paint_title(painter, side, column, earlier=not now)
        paint_rulers(painter, space, (side, column), self._theme)
        card = self._painter(artwork)
        left, top = space.left(column), space.top(side)
        painter.drawPixmap(QPointF(left - 1, top - 1), self._ground(card, side, bool(artwork)))
        painter.save()
        painter.translate(left, top)
        painter.scale(self._scale, self._scale)
        card.paint(painter, side, placed, turned=self._turned)
        if now and self._before is not None and not self._beside:
            self._paint_ghosts(painter, card, side)
        item = self._item(self._key)
        if now and item and item.side == side:
            card.outline(painter, item.box)
            card.guides(painter, self._guides)
        painter.restore()

    def _paint_ghosts(self, painter: QPainter, card: CardPainter, side: str) -> None:
        for change in compare_faces(self._before or (), self._placed):
            if change.before and change.before.side == side and change.kind != ChangeKind.WORDED:
                card.ghost(painter, change.before.box, change.after.box if change.after else None)

    def _ground(self, card: CardPainter, side: str, dressed: bool) -> QPixmap:
        key = f"{side} {dressed}"
        if key not in self._grounds:
            ratio = self.devicePixelRatioF()
            width = round((self._rules.width * self._scale + 2) * ratio)
            height = round((self._rules.height * self._scale + 2) * ratio)
            pixmap = QPixmap(width, height)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(1, 1)
            painter.scale(self._scale, self._scale)
            card.ground(painter, side)
            painter.end()
            self._grounds[key] = pixmap
        return self._grounds[key]

    def _paint_title(self, painter: QPainter, side: str, column: int, *, earlier: bool) -> None:
        theme, space = self._theme, self.geometry_mm
        painter.setPen(theme.color.ink)
        painter.setFont(theme.font("section"))
        top = space.top(side) - space.title - space.ruler
        width = self._rules.width * self._scale
        area = QRectF(space.left(column), top, width, space.title)
        words = self._texts(f"face.side.{side}")
        if space.columns == 2:
            words = self._texts(f"cases.designer.{'was' if earlier else 'now'}", side=words)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_chosen(self, painter: QPainter) -> None:
        item = self._item(self._key)
        if item is None or not self._can_grow(item):
            return
        half = 3.0
        painter.setPen(QPen(self._theme.color.overlay_region, 1.2))
        painter.setBrush(self._theme.color.paper)
        for place in grip_places(self._area(item)).values():
            painter.drawRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half))

    def _paint_levels(self, painter: QPainter, side: str) -> None:
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
        self._grounds.clear()
        self.setFixedSize(self.sizeHint())
        self._sync_handles()
        self.update()
