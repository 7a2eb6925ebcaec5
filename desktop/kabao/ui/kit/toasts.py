"""Toasts: a quiet card at the bottom that says what was done and offers to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kabao.ui.kit.buttons import IconButton, LinkButton
from kabao.ui.kit.text import KeyHint, Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDEST = 720
_ABOVE_FOOT = 100
"""Above the status bar and the bar of actions that a list may show at its foot."""


class Toast(QFrame):
    """One sentence, at most one action, and a way to close it; never takes the keyboard."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._on_action: Callable[[], None] | None = None
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.hide)
        self.setObjectName("toast")
        self.label = Label(wrap=True)
        self.action = LinkButton("")
        self.hint = KeyHint("")
        self.close_button = IconButton(theme, "x", texts("kit.close"), size=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(self.label, 1)
        for part in (self.action, self.hint, self.close_button):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(part)
        self.action.clicked.connect(lambda _: self._act())
        self.close_button.clicked.connect(lambda _: self.hide())
        theme.changed.connect(self.update)
        self.hide()

    def say(self, text: str, action: str, on_action: Callable[[], None] | None, keys: str) -> None:
        """Show a sentence in place of the one before."""
        self.label.setText(text)
        self._on_action = on_action
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.hint.setText(keys.replace("+", " "))
        self.hint.setVisible(bool(action and keys))
        self.setAccessibleName(f"{text} {action}".strip())
        self.place()
        self.show()
        self.raise_()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def place(self) -> None:
        """Stand at the bottom centre of the window, as wide as the sentence needs."""
        over = self.parentWidget()
        if over is None:
            return
        theme = self._theme
        room = max(over.width() - theme.px(48), theme.px(200))
        text = self.label.fontMetrics().horizontalAdvance(self.label.text())
        parts = [part for part in (self.action, self.hint) if not part.isHidden()]
        beside = sum(part.sizeHint().width() + theme.px(12) for part in parts) + theme.px(76)
        width = min(text + beside, theme.px(_WIDEST), room)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = (over.width() - width) // 2
        self.setGeometry(left, over.height() - height - theme.px(_ABOVE_FOOT), width, height)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait as long as the pointer rests here."""
        super().enterEvent(event)
        if self.timer.isActive():
            self.timer.setInterval(self.timer.interval())
            self.timer.stop()
            self.setProperty("waiting", True)  # noqa: FBT003 (Qt's own signature)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        super().leaveEvent(event)
        if self.property("waiting"):
            self.setProperty("waiting", False)  # noqa: FBT003 (Qt's own signature)
            self.timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        color = self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color.field_border, 1))
        painter.setBrush(color.surface)
        radius = self._theme.radius("panel")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _act(self) -> None:
        self.hide()
        self.timer.stop()
        if self._on_action is not None:
            self._on_action()


class Toasts(QObject):
    """Shows one toast at a time over a window; a new one takes the place of the old."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.toast = Toast(theme, texts, parent)
        parent.installEventFilter(self)

    def show(
        self,
        text: str,
        action: str = "",
        on_action: Callable[[], None] | None = None,
        seconds: float = 8,
        keys: str = "",
    ) -> None:
        """Say something, and what can be done about it; 0 seconds stay until the next one."""
        self.toast.say(text, action, on_action, keys)
        if seconds:
            self.toast.timer.start(int(seconds * 1000))
        else:
            self.toast.timer.stop()

    def clear(self) -> None:
        """Show nothing."""
        self.toast.hide()
        self.toast.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toast at its place while the window changes its size."""
        if watched is self._parent and event.type() == QEvent.Type.Resize:
            self.toast.place()
        return super().eventFilter(watched, event)
