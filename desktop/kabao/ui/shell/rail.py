"""The rail: one button for each room, settings at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from kabao.ui.shell.logo import Logo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from kabao.ui.kit.rooms import Room
    from kabao.ui.kit.theme import Theme

_BAR = 3


class RailButton(QAbstractButton):
    """A room: icon in a pill, word beneath, and a bar at the edge while it is shown."""

    def __init__(self, theme: Theme, icon: str, text: str, shortcut: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  {shortcut}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As wide as the bold word."""
        self.setFont(self._theme.font("small", bold=True))
        word = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(self._theme.px(71), word + self._theme.px(8)), self._theme.px(60))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the pill."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the pill."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        del event
        theme, color = self._theme, self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        # On a low screen the buttons are squeezed: the word keeps its place at the foot.
        foot = theme.px(24)
        above = min(theme.px(6), max(0, self.height() - foot - theme.px(28)))
        pill = QRectF(0, above, theme.px(41), min(theme.px(28), self.height() - foot))
        pill.moveLeft((self.width() - pill.width()) / 2)
        radius = theme.radius("rail_pill")
        if chosen:
            painter.setPen(QPen(color.hairline, 1))
            painter.setBrush(color.surface)
            painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            bar = QRectF(0, theme.px(12), theme.px(_BAR), theme.px(36))
            painter.fillRect(bar, color.accent)
        elif self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color.hairline)
            painter.drawRoundedRect(pill, radius, radius)
        side = theme.icon_px("rail")
        box = QRectF(0, 0, side, side)
        box.moveCenter(pill.center())
        theme.paint_icon(painter, box, self._icon, "accent" if chosen else "ink_2")
        painter.setFont(theme.font("small", bold=chosen))
        painter.setPen(color.accent if chosen else color.ink_2)
        word = QRectF(0, self.height() - foot, self.width(), theme.px(20))
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.text())


class Rail(QFrame):
    """The rooms, the last of them at the foot."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, rooms: Sequence[Room], keys: dict[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("rail")
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(15), 0, theme.px(8))
        column.setSpacing(0)
        column.addWidget(Logo(theme, 24), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(15))
        for place, room in enumerate(rooms):
            if place == len(rooms) - 1:
                column.addStretch(1)
            button = RailButton(theme, room.icon, room.title, keys.get(room.key, ""))
            button.setObjectName(f"rail_{room.key}")
            button.clicked.connect(lambda _=False, key=room.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[room.key] = button
            column.addWidget(button)
        theme.changed.connect(self._fit)
        self._fit()

    def select(self, key: str) -> None:
        """Mark a room as shown; Tab and F6 come to it, arrows go on from there."""
        self._buttons[key].setChecked(True)
        # Qt moves this with the keyboard only, not when a room is shown in another way.
        for name, button in self._buttons.items():
            policies = Qt.FocusPolicy
            button.setFocusPolicy(policies.TabFocus if name == key else policies.NoFocus)

    def _fit(self) -> None:
        words = [button.sizeHint().width() for button in self._buttons.values()]
        self.setFixedWidth(max(self._theme.width("rail"), *words))
