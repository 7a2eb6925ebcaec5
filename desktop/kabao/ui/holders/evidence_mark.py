"""The mark of one entry in the timeline: a light for a signal, the icon of a state otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kabao.domain.activation import CardState, Light
from kabao.domain.evidence import EvidenceKind, Signal, Strength
from kabao.ui.kit.lights import paint_light
from kabao.ui.kit.states import paint_state_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.evidence import Evidence
    from kabao.ui.kit.theme import Theme

SIGNALS = frozenset(signal.value for signal in Signal)
STATES = frozenset(state.value for state in CardState)
LIGHTS = {
    Strength.STRONG: Light.STRONG,
    Strength.WEAK: Light.WEAK,
    Strength.NONE: Light.NOT_COUNTED,
}
OTHERS = {
    EvidenceKind.ELECTRONIC_CARD: ("id-badge-2", "ok"),
    EvidenceKind.OFFICE_CONFIRMED: ("building", "ok"),
    EvidenceKind.BANK_ACTIVATED: ("credit-card", "ink_2"),
    EvidenceKind.LOSS_RELEASED: ("lock-open", "ok"),
    EvidenceKind.UNLOCKED: ("lock-open", "ok"),
    EvidenceKind.ENABLED: ("check", "ok"),
    EvidenceKind.WITHDRAWN: ("arrow-back-up", "ink_2"),
}


class EvidenceMark(QWidget):
    """Draws the mark of an entry, 20 px square."""

    def __init__(self, theme: Theme, entry: Evidence, *, withdrawn: bool) -> None:
        super().__init__()
        self._theme = theme
        self._entry = entry
        self._withdrawn = withdrawn
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size of a light in a table."""
        side = self._theme.icon_px("signal_table")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the light or the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        kind = self._entry.kind
        if kind.value in SIGNALS:
            paint_light(painter, rect, Signal(kind.value), self._light(), self._theme)
        elif kind.value in STATES:
            paint_state_icon(painter, rect, CardState(kind.value), self._theme)
        else:
            name, tone = OTHERS[kind]
            tone = tone if self._entry.positive else "error"
            self._theme.paint_icon(painter, rect.adjusted(2, 2, -2, -2), name, tone)
        painter.end()

    def _light(self) -> Light:
        if self._withdrawn:
            return Light.NOT_COUNTED
        return LIGHTS[self._entry.strength] if self._entry.positive else Light.AGAINST
