"""Buttons: one primary for each view, quiet ones beside it, links, icons and a split button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from kabao.ui.kit.text import restyle
from kabao.ui.kit.theme import bind_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from kabao.ui.kit.theme import Theme

_TURN_MS = 40
_TURN_STEP = 12
_ARC = 270
_ROOM_FOR_ARC = "      "


class EnterButton(QPushButton):
    """A push button that Enter presses while it has the keyboard, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press; Qt does so in dialogs only, and there for another button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)


class PushButton(EnterButton):
    """A push button that can show that it is busy without changing its width."""

    def __init__(self, theme: Theme, text: str, icon: str = "", *, kind: str = "secondary") -> None:
        super().__init__(text)
        self.theme = theme
        self._kind = kind
        self._rest = text
        self._angle = 0
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self._turn)
        self._is_busy = False
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        if icon:
            bind_icon(self, theme, icon, "on_accent" if kind == "primary" else "ink")

    def set_busy(self, text: str) -> None:
        """Show an arc, turning unless nothing may move, and what is done; empty text ends it."""
        if text:
            if not self._is_busy:
                self._rest = self.text()
                self.setMinimumWidth(self.width() if self.isVisible() else 0)
            self.setText(_ROOM_FOR_ARC + text)
            self._is_busy = True
            if not self.theme.calm:
                self._timer.start()
        else:
            self._is_busy = False
            self._timer.stop()
            self.setText(self._rest)
            self.setMinimumWidth(0)
        self.setEnabled(not text)
        restyle(self, "busy", "true" if text else "false")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and the arc while it is busy."""
        super().paintEvent(event)
        if not self._is_busy:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = "on_accent" if self._kind == "primary" else "ink"
        painter.setPen(QPen(self.theme.color.named(tone), 1.5))
        side = self.theme.px(13)
        box = QRectF(self.theme.px(12), (self.height() - side) / 2, side, side)
        painter.drawArc(box, -self._angle * 16, _ARC * 16)

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_STEP) % 360
        self.update()


class PrimaryButton(PushButton):
    """The one thing to do in a view."""

    def __init__(self, theme: Theme, text: str, icon: str = "") -> None:
        super().__init__(theme, text, icon, kind="primary")


class SecondaryButton(PushButton):
    """Something else that can be done; ``small`` fits into rows."""

    def __init__(self, theme: Theme, text: str, icon: str = "", *, small: bool = False) -> None:
        super().__init__(theme, text, icon, kind="secondary")
        self.setProperty("small", "true" if small else "false")


class TextButton(PushButton):
    """A quiet button without a border."""

    def __init__(self, theme: Theme, text: str, icon: str = "") -> None:
        super().__init__(theme, text, "", kind="text")
        if icon:
            bind_icon(self, theme, icon, "ink_2")


class LinkButton(EnterButton):
    """Words that act, underlined in the accent; ``quiet`` ones in a list only under the pointer."""

    def __init__(self, text: str, *, small: bool = False, quiet: bool = False) -> None:
        super().__init__(text)
        self.setProperty("kind", "link")
        self.setProperty("small", "true" if small else "false")
        self.setProperty("quiet", "true" if quiet else "false")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)


class ElidedLink(LinkButton):
    """A name in a list that leads somewhere; what has no room is cut and told by the tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text, quiet=True)
        self._whole = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, mode, self.width())
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self._whole else self._whole)


class EnterToolButton(QToolButton):
    """A tool button that Enter presses while it has the keyboard, as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a press, or for opening the menu."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class IconButton(EnterToolButton):
    """An icon alone; its tooltip is also its accessible name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        tooltip: str,
        shortcut: str = "",
        *,
        framed: bool = False,
        size: int = 20,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self.setProperty("kind", "icon")
        self.setProperty("framed", "true" if framed else "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_icon(icon, tooltip, shortcut)

    def set_icon(self, icon: str, tooltip: str, shortcut: str = "") -> None:
        """Change icon and meaning."""
        bind_icon(self, self._theme, icon, "ink_2", self._size)
        self.setAccessibleName(tooltip)
        self.setToolTip(f"{tooltip}  {shortcut}" if shortcut else tooltip)


class MenuButton(EnterButton):
    """Words with a small arrow that open a menu."""

    def __init__(self, theme: Theme, text: str, menu: QMenu | None = None) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("kind", "menu")
        self.setProperty("arrow", "true")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.setMenu(menu)

    def sizeHint(self) -> QSize:
        """Leave no room for the arrow of the style: ours is drawn here."""
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + self._theme.px(6 + 28) + 2, self._theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a button without a menu, whose words the style would move, and the arrow."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        side = self._theme.px(16)
        box = QRectF(
            self.width() - side - self._theme.px(6), (self.height() - side) / 2, side, side
        )
        self._theme.paint_icon(painter, box, "chevron-down", "ink_2")


class SplitButton(QWidget):
    """A primary button with a second half that opens a menu."""

    clicked = Signal()

    def __init__(self, theme: Theme, text: str, icon: str = "", more: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.main = PushButton(theme, text, kind="split_left")
        if icon:
            bind_icon(self.main, theme, icon, "on_accent")
        self.arrow = EnterToolButton()
        self.arrow.setProperty("kind", "split_right")
        self.arrow.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.arrow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.arrow.setAccessibleName(more)
        self.arrow.setToolTip(more)
        bind_icon(self.arrow, theme, "chevron-down", "on_accent")
        self._menu = QMenu(self.arrow)
        self.arrow.setMenu(self._menu)
        row.addWidget(self.main)
        row.addWidget(self.arrow)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.main.clicked.connect(self._clicked)

    def menu(self) -> QMenu:
        """Return the menu of the second half."""
        return self._menu

    def set_text(self, text: str) -> None:
        """Change the words."""
        self.main.setText(text)

    def set_busy(self, text: str) -> None:
        """Show that it is busy; empty text ends it."""
        self.main.set_busy(text)
        self.arrow.setEnabled(not text)

    def _clicked(self) -> None:
        self.clicked.emit()
