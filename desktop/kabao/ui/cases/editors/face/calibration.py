"""Making 1:1 true on this screen: a card of paper or plastic is held against a drawn one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QDialog, QSlider, QVBoxLayout, QWidget

from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QScreen

    from kabao.domain.faces import FaceRules
    from kabao.services.habits import Habits
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

_LEAST, _MOST = 2.0, 16.0
"""Pixels per millimetre from a wall of a screen to a telephone."""

_FINE = 100


def kept_scale(habits: Habits, screen: QScreen | None) -> float:
    """Return the pixels per millimetre that were measured on a screen; 0 for never."""
    try:
        value = float(habits.last(_purpose(screen)) or 0)
    except ValueError:
        return 0.0
    return value if _LEAST <= value <= _MOST else 0.0


def keep_scale(habits: Habits, screen: QScreen | None, per_mm: float) -> None:
    """Remember the pixels per millimetre of a screen."""
    habits.remember(_purpose(screen), f"{per_mm:.3f}")


def _purpose(screen: QScreen | None) -> str:
    return f"face.scale.{screen.name() if screen else ''}"


class CardShape(QWidget):
    """A card drawn at a scale, with a ruler of 50 mm in it."""

    def __init__(self, rules: FaceRules, theme: Theme, per_mm: float) -> None:
        super().__init__()
        self._rules, self._theme, self.per_mm = rules, theme, per_mm

    def set_scale(self, per_mm: float) -> None:
        """Draw at another scale."""
        self.per_mm = per_mm
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """The whole card."""
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        """The card and a little around it."""
        width, height = self._rules.width * self.per_mm, self._rules.height * self.per_mm
        return QSize(round(width) + 4, round(height) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color, scale = self._theme.color, self.per_mm
        painter.translate(2, 2)
        painter.setPen(QPen(color.accent, 1.6))
        painter.setBrush(color.paper)
        card = QRectF(0, 0, self._rules.width * scale, self._rules.height * scale)
        painter.drawRoundedRect(card, self._rules.radius * scale, self._rules.radius * scale)
        painter.setPen(QPen(color.paper_ink, 1))
        base = card.height() - 8 * scale
        for mark in range(51):
            x = (10 + mark) * scale
            painter.drawLine(QPointF(x, base), QPointF(x, base - _tick(mark) * scale))
        painter.setFont(self._theme.font("small"))
        words = QRectF(10 * scale, base, 50 * scale, 6 * scale)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, "50 mm")


class CalibrationDialog(QDialog):
    """Arrow keys draw the card larger or smaller until it covers a real one."""

    def __init__(self, context: RoomContext, per_mm: float, parent: QWidget | None) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.designer.calibrate"))
        self.shape = CardShape(context.workspace.rulebook.face, theme, per_mm)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(texts("cases.designer.calibrate_size"))
        self.slider.setRange(round(_LEAST * _FINE), round(min(_MOST, per_mm * 2.2) * _FINE))
        self.slider.setValue(round(per_mm * _FINE))
        self.slider.valueChanged.connect(lambda value: self.shape.set_scale(value / _FINE))
        buttons = DialogButtons(self, theme, texts, texts("kit.save"), self.accept)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        words = Label(texts("cases.designer.calibrate_text"), wrap=True)
        words.setMinimumHeight(words.heightForWidth(self.shape.sizeHint().width()))
        column.addWidget(words)
        column.addWidget(self.shape, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.slider)
        column.addLayout(buttons)
        self.slider.setFocus()

    @property
    def per_mm(self) -> float:
        """The pixels per millimetre that were found."""
        return self.slider.value() / _FINE


def _tick(mark: int) -> float:
    return 4.0 if mark % 10 == 0 else 2.8 if mark % 5 == 0 else 1.8
