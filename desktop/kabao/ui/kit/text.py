"""Labels: text in one of the type roles and one of the tones of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kabao.ui.kit.theme import Theme


class Label(QLabel):
    """Plain text in a type role (``title``, ``body``, ``small`` …) and a tone (``ink_2`` …)."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        *,
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def set_tone(self, tone: str) -> None:
        """Change the tone of ink."""
        restyle(self, "tone", tone)


class ElidedLabel(Label):
    """A label that shortens its text with an ellipsis and shows the whole in a tooltip."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "ink") -> None:
        super().__init__("", role, tone)
        self._whole = text
        self.setMinimumWidth(20)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the text."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again for the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 20)
        )
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class KeyHint(QLabel):
    """The name of a key in a small frame, such as ``Ctrl F``."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Badge(QWidget):
    """A word in a small frame, dashed for what is provisional."""

    def __init__(
        self, theme: Theme, text: str, tone: str = "ink_2", *, dashed: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._tone = tone
        self._dashed = dashed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self._fit)

    def set_badge(self, text: str, tone: str, *, dashed: bool) -> None:
        """Change word, tone and kind of line."""
        self._text, self._tone, self._dashed = text, tone, dashed
        self.setAccessibleName(text)
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for the word and 8 px on both sides."""
        self.setFont(self._theme.font("small"))
        width = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(width + self._theme.px(14), self._theme.height("badge"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame and word; 1 px dashes in a style sheet would turn into dots."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color.named(self._tone)
        quiet = self._tone in {"ink_2", "ink_3"}
        pen = QPen(self._theme.color.hairline_strong if quiet else color, 1)
        if self._dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        radius = self._theme.radius("badge")
        painter.drawRoundedRect(
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius
        )
        painter.setPen(color)
        painter.setFont(self._theme.font("small"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)

    def changeEvent(self, event: QEvent) -> None:
        """Take a new size when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have the widget dressed anew if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be dressed as it comes into sight
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
