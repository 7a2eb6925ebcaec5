"""The picture with the frame that a photograph is cut by: dragged, zoomed, turned, by keys too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.domain.holder_photos import PhotoCrop
from kabao.domain.photo_crops import Bounds, middle_crop
from kabao.ui.photos.frame import paint_frame

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from kabao.domain.photos import PhotoRules
    from kabao.ui.kit.theme import Theme

STEP, FINE = 0.01, 0.002
"""Shares of the picture that an arrow key moves the frame by; with Shift the finer one."""
ZOOM = 1.03
TILT, FINE_TILT = 0.5, 0.1
_NEAR = 14
"""Pixels around a corner that take hold of it."""
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropView(QWidget):
    """Emits ``changed`` with each crop that the user makes."""

    changed = Signal(object)

    def __init__(self, theme: Theme, rules: PhotoRules) -> None:
        super().__init__()
        self._theme = theme
        self._rules = rules
        self._image = QImage()
        self._crop = PhotoCrop()
        self._held: tuple[QPointF, PhotoCrop, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(240), theme.px(240))
        theme.changed.connect(self.update)

    @property
    def crop(self) -> PhotoCrop:
        """The crop as it stands."""
        return self._crop

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture."""
        return self._image.isNull()

    def show_picture(self, image: QImage, crop: PhotoCrop) -> None:
        """Show another picture with the crop to begin with."""
        self._image = image
        self._crop = crop
        self.update()

    def sizeHint(self) -> QSize:
        """Room enough to aim."""
        return QSize(self._theme.px(520), self._theme.px(520))

    def bounds(self) -> Bounds:
        """Return the size of the picture as it is turned."""
        size = self._seen().size()
        return Bounds(size.width(), size.height(), self._rules)

    def set_crop(self, crop: PhotoCrop) -> None:
        """Cut otherwise and tell."""
        if self.is_empty or crop == self._crop:
            return
        self._crop = crop
        self.update()
        self.changed.emit(crop)

    def zoom(self, factor: float) -> None:
        """Make the frame smaller by a factor, which makes the head larger."""
        self.set_crop(self.bounds().of_width(self._crop, self._crop.width / factor))

    def set_tilt(self, degrees: float) -> None:
        """Tilt the picture clockwise by so many degrees beyond its quarters."""
        self.set_crop(self.bounds().tilted(self._crop, degrees))

    def turn(self) -> None:
        """Turn the picture by a quarter clockwise and begin anew around its middle."""
        degrees = (self._crop.quarters + 1) % 4 * 90
        turned = PhotoCrop(degrees=float(degrees))
        size = self._seen(turned).size()
        middle = middle_crop(size.width(), size.height(), self._rules)
        self.set_crop(
            PhotoCrop(middle.left, middle.top, middle.width, middle.height, float(degrees))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, zoom by plus and minus, tilt by brackets, turn by R."""
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        move = _MOVES.get(Qt.Key(event.key()))
        if self.is_empty:
            super().keyPressEvent(event)
        elif move is not None:
            step = FINE if fine else STEP
            self.set_crop(self.bounds().moved(self._crop, move[0] * step, move[1] * step))
        elif not self._other_key(event.text()):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom(ZOOM**turns)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame, or of a corner of it."""
        if event.button() is Qt.MouseButton.LeftButton and not self.is_empty:
            at = event.position()
            corner = any((at - point).manhattanLength() < _NEAR for point in self._corners())
            self._held = (at, self._crop, corner)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the frame, or make it larger or smaller."""
        if self._held is None:
            return
        start, crop, corner = self._held
        place, moved = self._place(), event.position() - start
        if corner:
            middle = self._frame(crop).center()
            before, now = (start - middle).manhattanLength(), 0.0
            now = (event.position() - middle).manhattanLength()
            self.set_crop(self.bounds().of_width(crop, crop.width * now / max(before, 1.0)))
            return
        self.set_crop(
            self.bounds().moved(crop, moved.x() / place.width(), moved.y() / place.height())
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        del event
        self._held = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, shade what is cut off, and the frame of the rules."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(self.rect(), self._theme.color.hairline)
        if self.is_empty:
            return
        place = self._place()
        painter.save()
        painter.setClipRect(place)
        painter.fillRect(place, self._theme.color.paper)
        painter.translate(place.center())
        painter.rotate(self._crop.tilt)
        half = QRectF(-place.width() / 2, -place.height() / 2, place.width(), place.height())
        painter.drawImage(half, self._seen())
        painter.restore()
        paint_frame(painter, place, self._frame(self._crop), self._rules, self._theme)

    def _other_key(self, key: str) -> bool:
        tilt = self._crop.tilt
        actions = {
            "+": lambda: self.zoom(ZOOM),
            "=": lambda: self.zoom(ZOOM),
            "-": lambda: self.zoom(1 / ZOOM),
            "[": lambda: self.set_tilt(tilt - TILT),
            "]": lambda: self.set_tilt(tilt + TILT),
            "{": lambda: self.set_tilt(tilt - FINE_TILT),
            "}": lambda: self.set_tilt(tilt + FINE_TILT),
            "r": self.turn,
            "R": self.turn,
        }
        action = actions.get(key)
        if action is None:
            return False
        action()
        return True

    def _seen(self, crop: PhotoCrop | None = None) -> QImage:
        quarters = (crop or self._crop).quarters
        return (
            self._image.transformed(QTransform().rotate(90 * quarters)) if quarters else self._image
        )

    def _place(self) -> QRectF:
        """Where the picture is drawn."""
        room = self.rect().toRectF().adjusted(8, 8, -8, -8)
        bounds = self.bounds()
        scale = min(room.width() / bounds.width, room.height() / bounds.height)
        place = QRectF(0, 0, bounds.width * scale, bounds.height * scale)
        place.moveCenter(room.center())
        return place

    def _frame(self, crop: PhotoCrop) -> QRectF:
        place = self._place()
        return QRectF(
            place.left() + crop.left * place.width(),
            place.top() + crop.top * place.height(),
            crop.width * place.width(),
            crop.height * place.height(),
        )

    def _corners(self) -> tuple[QPointF, ...]:
        frame = self._frame(self._crop)
        return (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight())
