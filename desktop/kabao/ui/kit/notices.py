"""What a view says about itself: inline notices, empty states, and progress that can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.buttons import IconButton, LinkButton, SecondaryButton
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_TONES = {
    "ok": ("circle-check", "ok", "ok_soft"),
    "info": ("info-circle", "info", "accent_soft"),
    "warning": ("filled/alert-triangle", "warning", "warning_soft"),
    "error": ("filled/circle-x", "error", "error_soft"),
}


class IconLabel(QLabel):
    """An icon as a label that follows the theme."""

    def __init__(self, theme: Theme, name: str, tone: str = "ink_2", size: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._icon = (name, tone, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self._draw()

    def set_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._icon = (name, tone, self._icon[2])
        self._draw()

    def _draw(self) -> None:
        name, tone, size = self._icon
        ratio = self.devicePixelRatioF()
        self.setPixmap(self._theme.pixmap(name, tone, size, ratio))


class Notice(QFrame):
    """One sentence on a soft ground with at most one action; stays until it is closed."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self, theme: Theme, tone: str, text: str, action: str = "", *, close_text: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        icon, color, self._soft = _TONES[tone]
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        top = Qt.AlignmentFlag.AlignTop
        mark = IconLabel(theme, icon, color)
        mark.setFixedHeight(theme.px(20))
        row.addWidget(mark, 0, top)
        self.label = Label(text, wrap=True, selectable=True)
        self.label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.label, 1)
        if action:
            link = LinkButton(action)
            link.setFixedHeight(theme.px(20))
            link.clicked.connect(lambda _: self.acted.emit())
            row.addWidget(link, 0, top)
        if close_text:
            close = IconButton(theme, "x", close_text, size=16)
            close.clicked.connect(self._close)
            row.addWidget(close, 0, top)
            high = close.sizeHint().height()
            # The mark, the first line, the action and the cross stand in one line.
            for part in (mark, *self.findChildren(LinkButton)):
                part.setFixedHeight(high)
            beside = max(0, (high - self.label.fontMetrics().height()) // 2)
            self.label.setContentsMargins(0, beside, 0, beside)
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the soft ground."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color.named(self._soft))
        radius = self._theme.radius("field")
        painter.drawRoundedRect(self.rect(), radius, radius)

    def _close(self) -> None:
        self.closed.emit()
        self.hide()
        self.deleteLater()


class NoticeBar(QWidget):
    """The place of a view where its notices appear, below one another; empty takes no room."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_notice(
        self, tone: str, text: str, action: str = "", on_action: Callable[[], None] | None = None
    ) -> Notice:
        """Show a notice; the same sentence is never shown twice."""
        for present in self.notices():
            if present.label.text() == text:
                self._column.removeWidget(present)
                present.deleteLater()
        notice = Notice(self._theme, tone, text, action, close_text=self._texts("kit.close"))
        if on_action is not None:
            notice.acted.connect(on_action)
        notice.closed.connect(lambda: self._closed(notice))
        self._column.addWidget(notice)
        self.show()
        return notice

    def notices(self) -> list[Notice]:
        """Return the notices shown, oldest first."""
        found = []
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Notice):
                found.append(widget)
        return found

    def clear(self) -> None:
        """Take every notice away."""
        for notice in self.notices():
            self._column.removeWidget(notice)
            notice.deleteLater()
        self.hide()

    def remove(self, notice: Notice) -> None:
        """Take one notice away."""
        self._closed(notice)
        notice.deleteLater()

    def _closed(self, notice: Notice) -> None:
        self._column.removeWidget(notice)
        self.setVisible(bool(self.notices()))


class EmptyState(QWidget):
    """What to do where there is nothing yet: icon, sentence and one or two buttons."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str = "",
        buttons: Sequence[QPushButton] = (),
        *,
        inset: int = 0,
    ) -> None:
        """``inset`` keeps the frame from the edges of a page it stands in by itself."""
        super().__init__()
        self._theme = theme
        self._inset = inset
        row = QHBoxLayout(self)
        side = theme.px(25) + inset
        row.setContentsMargins(side, theme.px(24), side, theme.px(24))
        row.setSpacing(theme.px(16))
        row.addWidget(IconLabel(theme, icon, "ink_2", 40))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Label(title, "section", wrap=True)
        self.text = Label(text, "body", "ink_2", wrap=True)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        if not text:  # showing it before it has a parent would flash a window of its own
            self.text.hide()
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """At least the height of icon and two lines."""
        return super().sizeHint().expandedTo(QSize(self._theme.px(420), self._theme.px(112)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def set_words(self, title: str, text: str) -> None:
        """Change the sentences."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.color.hairline_strong, 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        radius = self._theme.radius("panel")
        side = self._inset + 0.5
        frame = self.rect().toRectF().adjusted(side, 0.5, -side, -0.5)
        painter.drawRoundedRect(frame, radius, radius)


class ProgressBar(QWidget):
    """A bar of 4 px."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(theme.px(4))
        self.setMinimumWidth(theme.px(40))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = self.rect().toRectF()
        painter.setBrush(self._theme.color.hairline)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setBrush(self._theme.color.accent)
        done = QRectF(rect.topLeft(), rect.size())
        done.setWidth(rect.width() * self._share)
        painter.drawRoundedRect(done, rect.height() / 2, rect.height() / 2)


class ProgressStrip(QWidget):
    """Progress of long work: bar, count and a button to stop it."""

    stopped = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.bar = ProgressBar(theme)
        self.label = Label("", "small", "ink_2")
        self.stop = SecondaryButton(theme, texts("kit.stop"), small=True)
        self.stop.clicked.connect(lambda _: self.stopped.emit())
        row.addWidget(self.bar, 1)
        row.addWidget(self.label)
        row.addWidget(self.stop)

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is."""
        self.bar.setVisible(True)
        self.stop.setVisible(True)
        self.bar.set_share(done / total if total else 0.0)
        words = text or self._texts("kit.progress", done=done, total=total)
        self.label.setText(words)
        self.setAccessibleName(words)

    def finish(self, text: str) -> None:
        """Say how the work ended."""
        self.bar.setVisible(False)
        self.stop.setVisible(False)
        self.label.setText(text)
        self.setAccessibleName(text)
