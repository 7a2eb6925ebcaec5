"""The welcome page: new, open, try, what was opened lately, language and look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.activation import CardState, Grade, Light
from kabao.ui.kit.buttons import EnterButton
from kabao.ui.kit.labels import SIGNALS, light_text, signal_text
from kabao.ui.kit.lights import SignalLightMark
from kabao.ui.kit.notices import IconLabel, NoticeBar
from kabao.ui.kit.panels import Hairline, Scroller
from kabao.ui.kit.pickers import LanguageButton, ThemeButton
from kabao.ui.kit.states import StateBadge
from kabao.ui.kit.text import Badge, Label
from kabao.ui.shell.logo import Logo
from kabao.ui.shell.recent import RecentList

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme

_SHOWN = (Light.STRONG, Light.STRONG, Light.WEAK, Light.NONE)
_WIDE = 400
_SIDE = 80
_NARROW_WINDOW = 960


class BigButton(EnterButton):
    """A button of two lines, 72 px high, with an icon before and a key behind."""

    def __init__(self, theme: Theme, words: tuple[str, str], icon: str, key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._title, self._note = words
        self._icon = icon
        self._key = key
        self.primary = False
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._note)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """72 px high."""
        return QSize(self._theme.px(_WIDE), self._theme.px(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        del event
        theme, color = self._theme, self._theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, quiet = color.surface, color.ink, color.ink_2
        if self.primary:
            ground, ink, quiet = color.accent_button, color.on_accent, color.on_accent
        if self.isDown():
            ground = color.accent_button_pressed if self.primary else color.sunken
        elif self.underMouse():
            ground = color.accent_button_hover if self.primary else color.row_hover
        painter.setPen(QPen(ground if self.primary else color.hairline_strong, 1))
        painter.setBrush(ground)
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.radius("panel"), theme.radius("panel"))
        side = theme.icon_px("status_large")
        icon = QRectF(theme.px(21), (self.height() - side) / 2, side, side)
        theme.paint_icon(painter, icon, self._icon, "on_accent" if self.primary else "accent")
        left, width = theme.px(61), self.width() - theme.px(70)
        painter.setFont(theme.font("heading"))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, theme.px(17), width, theme.px(24)), flags, self._title)
        painter.setFont(theme.font("small"))
        painter.setPen(quiet)
        painter.drawText(QRectF(left, theme.px(40), width, theme.px(18)), flags, self._note)
        if self._key:
            self._paint_key(painter)

    def _paint_key(self, painter: QPainter) -> None:
        theme = self._theme
        width = painter.fontMetrics().horizontalAdvance(self._key) + theme.px(10)
        height = theme.px(18)
        left = self.width() - width - theme.px(21)
        box = QRectF(left, (self.height() - height) / 2, width, height)
        color = theme.color
        painter.setPen(QPen(color.on_accent if self.primary else color.hairline_strong, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.radius("badge"), theme.radius("badge"))
        painter.setPen(color.on_accent if self.primary else color.ink_2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class WelcomePage(QWidget):
    """What is seen before a ledger is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    path_wanted = Signal(str)
    locate_wanted = Signal(str)
    forget_wanted = Signal(str)
    settings_wanted = Signal()

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._preferences = preferences
        self.notices = NoticeBar(theme, texts)
        self.recent = RecentList(theme, texts)
        self._left = self._make_left()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 560)
        row.addWidget(self._make_right(), 720)
        self.refresh()
        preferences.recent_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Read again which recent ledgers are there."""
        now = dt.datetime.now().astimezone()
        self.recent.show_ledgers(self._preferences.now.recent, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give all room to the buttons in a narrow window."""
        super().resizeEvent(event)
        self._left.setVisible(self.width() >= self._theme.px(_NARROW_WINDOW))

    def _make_left(self) -> QFrame:
        theme, texts = self._theme, self._texts
        side = QFrame()
        side.setObjectName("welcomeLeft")
        outer = QHBoxLayout(side)
        column = QVBoxLayout()
        column.setSpacing(theme.px(32))
        outer.addStretch(1)
        outer.addLayout(column)
        outer.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(theme.px(20))
        head.addWidget(Logo(theme, 48))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label(texts("shell.name"), "display"))
        names.addWidget(Label(texts("shell.subtitle"), tone="ink_2"))
        head.addLayout(names, 1)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._make_example())
        about = Label(texts("welcome.about"), tone="ink_2", wrap=True)
        about.setFixedWidth(theme.px(_WIDE))
        column.addWidget(about)
        column.addStretch(1)
        return side

    def _make_example(self) -> QFrame:
        theme, texts = self._theme, self._texts
        card = _Card(theme)
        card.setFixedWidth(theme.px(_WIDE))
        grid = QGridLayout(card)
        grid.setContentsMargins(*(theme.px(25 if at % 2 == 0 else 20) for at in range(4)))
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(texts("welcome.example_title"), "section"), 0, 0, 1, 2)
        right = Qt.AlignmentFlag.AlignRight
        grid.addWidget(Badge(theme, texts("welcome.example"), dashed=True), 0, 2, right)
        grid.addWidget(Hairline(), 1, 0, 1, 3)
        for row, (signal, light) in enumerate(zip(SIGNALS, _SHOWN, strict=True), start=2):
            grid.addWidget(SignalLightMark(theme, signal, light), row, 0)
            tone = "ink_2" if light is Light.NONE else "ink"
            grid.addWidget(Label(signal_text(texts, signal), tone=tone), row, 1)
            grid.addWidget(Label(light_text(texts, light), "small", "ink_2"), row, 2, right)
        grid.setRowMinimumHeight(6, theme.px(4))
        grid.addWidget(Hairline(), 7, 0, 1, 3)
        badge = StateBadge(theme, texts)
        badge.set_status(CardState.ACTIVE, Grade.WELL_SUPPORTED)
        grid.addWidget(badge, 8, 0, 1, 3)
        return card

    def _make_right(self) -> QWidget:
        theme, texts = self._theme, self._texts
        side = QFrame()
        side.setProperty("ground", "surface")
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 0, 0, theme.px(20))
        scroller = Scroller()
        body = scroller.body
        body.setContentsMargins(theme.px(_SIDE), theme.px(24), theme.px(48), theme.px(24))
        body.setSpacing(theme.px(12))
        body.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(narrow)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.notices)
        column.addWidget(Label(texts("welcome.start"), "heading"))
        for button in self._make_buttons():
            column.addWidget(button)
        column.addSpacing(theme.px(8))
        column.addWidget(Label(texts("welcome.recent"), "heading"))
        column.addWidget(self.recent)
        body.addWidget(narrow)
        body.addStretch(1)
        outer.addWidget(scroller, 1)
        outer.addLayout(self._make_foot())
        return side

    def _make_buttons(self) -> list[BigButton]:
        theme, texts = self._theme, self._texts
        made = []
        for key, icon, shortcut, signal in (
            ("new", "plus", "Ctrl N", self.new_wanted),
            ("open", "folder", "Ctrl O", self.open_wanted),
            ("sample", "flask", "", self.sample_wanted),
        ):
            words = (texts(f"welcome.{key}"), texts(f"welcome.{key}_note"))
            button = BigButton(theme, words, icon, shortcut)
            button.setObjectName(f"welcome_{key}")
            button.primary = key == "new"
            button.clicked.connect(lambda _=False, wanted=signal: wanted.emit())
            made.append(button)
        self.recent.opened.connect(self.path_wanted)
        self.recent.locate.connect(self.locate_wanted)
        self.recent.forget.connect(self.forget_wanted)
        return made

    def _make_foot(self) -> QHBoxLayout:
        theme, texts = self._theme, self._texts
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(_SIDE), 0, theme.px(36), 0)
        foot.setSpacing(theme.px(4))
        foot.addWidget(IconLabel(theme, "wifi-off", "ink_2"))
        foot.addWidget(Label(texts("welcome.offline"), "small", "ink_2"))
        foot.addStretch(1)
        foot.addWidget(LanguageButton(theme, texts, self._preferences))
        foot.addWidget(ThemeButton(theme, texts, self._preferences))
        return foot


class _Card(QFrame):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color.hairline_strong, 1))
        painter.setBrush(self._theme.color.surface)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 16, 16)
