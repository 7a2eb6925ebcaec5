"""The card as it is designed: elements are chosen, dragged, drawn larger and nudged by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal

from kabao.domain.face_design import nudged, resized, snapped
from kabao.ui.cases.editors.face.card_view import CardView
from kabao.ui.cases.editors.face.handles import LOCKED, grip_at
from kabao.ui.kit.tab_order import OWN_ORDER

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from kabao.domain.faces import Box, FaceRules, PlacedElement
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_START = 2.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
}


class CardCanvas(CardView):
    """``moving`` and ``placed`` carry key and box of an element, ``placed`` a tag for undo too.

    ``zoom_wanted`` carries 1 or -1 for larger or smaller, 0 for the real size.
    """

    moving = Signal(str, object)
    placed = Signal(str, object, str)
    zoom_wanted = Signal(int)

    def __init__(self, rules: FaceRules, theme: Theme, texts: Texts) -> None:
        super().__init__(rules, theme, texts)
        self._grip = ""
        self._held: tuple[QPointF, Box] | None = None
        self._edge = rules.rule("X01").limits.get("edge_mm", (0.0,))[0]
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(texts("cases.designer.keys"))
        self.setProperty(OWN_ORDER, "list")  # elements are told as their list has them

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the element under the pointer, the smallest if several, and take hold of it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._grip = self._grip_at(event.position())
        found = self._key if self._grip else self._at(event.position())
        if not found:
            return
        if found != self._key:
            self.chosen.emit(found)
        item = self._item(found)
        if item and self.movable and found not in LOCKED:
            self._held = (event.position(), item.box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or draw larger what is held; Alt leaves the lines that draw it aside."""
        if self._held is None:
            self._show_cursor(event.position())
            return
        start, box = self._held
        if (event.position() - start).manhattanLength() < _START and not self._guides:
            return
        across, down = self.geometry_mm.way(start, event.position())
        if self._grip:
            self.moving.emit(self._key, resized(box, self._grip, across, down, self._rules.card))
            return
        wanted, others = box.moved(across, down), self._others()
        reach = 0.0 if event.modifiers() & Qt.KeyboardModifier.AltModifier else 4 / self._scale
        found = snapped(wanted, others if reach else (), self._rules.card, self._edge, reach)
        self._guides = found.guides if reach else ()
        self.moving.emit(self._key, found.box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        held, self._held, self._guides = self._held, None, ()
        item = self._item(self._key)
        if held and item and item.box != held[1]:
            self.placed.emit(self._key, item.box, "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows nudge by 0.1 mm, with Shift by 1 mm; with Ctrl they draw larger or smaller."""
        way = _ARROWS.get(Qt.Key(event.key()))
        item = self._item(self._key)
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            box, self._held, self._guides = self._held[1], None, ()
            self.moving.emit(self._key, box)
        elif way and item:
            self._nudge(item, way, event.modifiers())
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_wanted.emit(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_wanted.emit(-1)
        elif event.key() == Qt.Key.Key_0:
            self.zoom_wanted.emit(0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _nudge(self, item: PlacedElement, way: tuple[int, int], keys: Qt.KeyboardModifier) -> None:
        if not self.movable or item.key in LOCKED:
            return
        step = 1.0 if keys & Qt.KeyboardModifier.ShiftModifier else 0.1
        across, down = way[0] * step, way[1] * step
        if keys & Qt.KeyboardModifier.ControlModifier:
            box = resized(item.box, "rb", across, down, self._rules.card)
        else:
            box = nudged(item.box, across, down, self._rules.card)
        if box != item.box:
            self.placed.emit(item.key, box, f"nudge:{item.key}")

    def _others(self) -> list[Box]:
        mine = self._item(self._key)
        side = mine.side if mine else ""
        boxes = [it.box for it in self._placed if it.side == side and it.key != self._key]
        if mine and mine.rule:
            region = self._rules.rule(mine.rule).region
            boxes += [region] if region else []
        return boxes

    def _at(self, point: QPointF) -> str:
        under = [item for item in self._placed if self._area(item).contains(point)]
        under.sort(key=lambda item: item.box.width * item.box.height)
        return under[0].key if under else ""

    def _grip_at(self, point: QPointF) -> str:
        item = self._item(self._key)
        if item is None or not self._can_grow(item):
            return ""
        return grip_at(self._area(item), point)

    def _show_cursor(self, point: QPointF) -> None:
        grip = self._grip_at(point)
        over = self._at(point)
        hand = (
            Qt.CursorShape.SizeAllCursor if over and over not in LOCKED and self.movable else None
        )
        self.setCursor(_CURSORS.get(grip) or hand or Qt.CursorShape.ArrowCursor)
