"""Elements as things of their own: each can have the keyboard and tells its name and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kabao.ui.kit.labels import level_text

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from kabao.domain.faces import PlacedElement
    from kabao.domain.findings import Level
    from kabao.texts import Texts

GRIPS = ("lt", "t", "rt", "r", "rb", "b", "lb", "l")
"""Where a chosen element can be drawn larger: the sides that move."""

LOCKED = frozenset({"chip"})
"""The contacts stand where ISO/IEC 7816-2 puts them; the orientation is a choice of the form."""

_REACH = 6.0


class ElementHandle(QLabel):
    """Lies over an element of the canvas and draws nothing; ``entered`` when it gets the keyboard.

    The mouse goes through to the canvas, and so do the keys.
    """

    entered = Signal(str)

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setObjectName(f"face_element_{key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.show()

    def tell(self, item: PlacedElement, level: Level | None, texts: Texts) -> None:
        """Tell assistive technology what the element is and where it stands."""
        box = item.box
        name = texts(
            "cases.designer.element_place",
            name=item.name.to(texts.language),
            left=f"{box.left:.1f}",
            top=f"{box.top:.1f}",
            width=f"{box.width:.1f}",
            height=f"{box.height:.1f}",
        )
        if level is not None:
            name = texts("labels.comma").join((name, level_text(texts, level)))
        if name != self.accessibleName():
            self.setAccessibleName(name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the element."""
        super().focusInEvent(event)
        self.entered.emit(self.key)


def grip_places(area: QRectF) -> dict[str, QPointF]:
    """Return the middle of every grip of an element drawn in an area."""
    places = {}
    for grip in GRIPS:
        x = area.left() if "l" in grip else area.right() if "r" in grip else area.center().x()
        y = area.top() if "t" in grip else area.bottom() if "b" in grip else area.center().y()
        places[grip] = QPointF(x, y)
    return places


def grip_at(area: QRectF, point: QPointF) -> str:
    """Return the grip under the pointer, empty for none."""
    for grip, place in grip_places(area).items():
        if abs(place.x() - point.x()) <= _REACH and abs(place.y() - point.y()) <= _REACH:
            return grip
    return ""
