"""Section tabs with their worst finding, and the path of steps a case goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.marks import paint_level
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kabao.domain.findings import Level
    from kabao.ui.kit.theme import Theme

POINTER_ONLY = "pointerOnly"
"""Name of buttons that do for the pointer what the keyboard does without them."""
_PAD = 10
_BAR = 2
_ARROW = 36


class Tab(QAbstractButton):
    """One tab: word, mark of its worst finding or a tick, and a bar beneath while chosen."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._level: Level | None = None
        self._done = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_mark(self, level: Level | None, *, done: bool) -> None:
        """Show the worst finding, or a tick for what is complete."""
        self._level, self._done = level, done
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bold word and a mark."""
        theme = self._theme
        self.setFont(theme.font(bold=True))
        width = self.fontMetrics().horizontalAdvance(self.text()) + theme.px(2 * _PAD)
        if self._level is not None or self._done:
            width += theme.px(20)
        return QSize(width, theme.height("tab_bar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tab."""
        del event
        theme = self._theme
        painter = QPainter(self)
        chosen = self.isChecked()
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect(), theme.color.row_hover)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.color.accent if chosen else theme.color.ink_2)
        left = theme.px(_PAD)
        width = painter.fontMetrics().horizontalAdvance(self.text())
        line = QRectF(left, 0, width + 2, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.text())
        side = theme.px(14)
        box = QRectF(left + width + theme.px(5), (self.height() - side) / 2, side, side)
        if self._level is not None:
            paint_level(painter, box, self._level, theme)
        elif self._done:
            theme.paint_icon(painter, box, "circle-check", "ok")
        if chosen:
            bar = theme.px(_BAR)
            painter.fillRect(0, self.height() - bar, self.width(), bar, theme.color.accent)

    def enterEvent(self, event: object) -> None:
        """Repaint under the pointer."""
        del event
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Repaint when the pointer has gone."""
        del event
        self.update()


class SectionTabs(QFrame):
    """A row of tabs that scrolls where it is too long."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tabs: dict[str, Tab] = {}
        self._marks: dict[str, tuple[Level | None, bool]] = {}
        self._group = QButtonGroup(self)
        self.setProperty("line", "bottom")
        self.setProperty("ground", "surface")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroller = self._make_scroller()
        outer.addWidget(self._scroller, 1)
        # The arrows are for the pointer: by keyboard the tabs themselves scroll into view. They
        # lie over the ends, where there is more to see, and take no room from the tabs.
        self._back = self._make_arrow("chevron-left", -1)
        self._forth = self._make_arrow("chevron-right", 1)
        self._show_arrows()
        theme.changed.connect(self._fit)
        self._fit()

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show other tabs; the first is chosen."""
        for tab in self._tabs.values():
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.deleteLater()
        self._tabs = {}
        for place, (key, text) in enumerate(tabs):
            tab = Tab(self._theme, text)
            tab.setObjectName(f"tab_{key}")
            tab.clicked.connect(lambda _=False, it=key: self.chosen.emit(it))
            self._group.addButton(tab)
            self._row.insertWidget(place, tab)
            self._tabs[key] = tab
        if tabs:
            self.select(tabs[0][0])

    def set_level(self, key: str, level: Level | None) -> None:
        """Show the worst finding of a section."""
        done = self._marks.get(key, (None, False))[1]
        self._mark(key, level, done=done)

    def set_done(self, key: str, done: bool) -> None:
        """Show a tick on a section that is complete and has no finding."""
        self._mark(key, self._marks.get(key, (None, False))[0], done=done)

    def show_tab(self, key: str, *, shown: bool) -> None:
        """Offer a tab or take it away for a while."""
        self._tabs[key].setVisible(shown)

    def select(self, key: str) -> None:
        """Choose a tab without telling anyone."""
        tab = self._tabs.get(key)
        if tab is not None:
            tab.setChecked(True)
            self._scroller.ensureWidgetVisible(tab, self._theme.px(_ARROW + 4), 0)

    def selected(self) -> str:
        """Return the chosen tab."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def step(self, by: int) -> None:
        """Choose the next or previous tab, as Ctrl+PageDown and Ctrl+PageUp do."""
        keys = [key for key, tab in self._tabs.items() if not tab.isHidden()]
        if self.selected() in keys:
            place = keys.index(self.selected()) + by
            if 0 <= place < len(keys):
                self.select(keys[place])
                self.chosen.emit(keys[place])

    def _make_scroller(self) -> QScrollArea:
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(self._theme.px(14), 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        scroller.setWidget(inner)
        bar = scroller.horizontalScrollBar()
        bar.rangeChanged.connect(lambda *_: self._show_arrows())
        bar.valueChanged.connect(lambda _: self._show_arrows())
        return scroller

    def _make_arrow(self, icon: str, by: int) -> QFrame:
        arrow = IconButton(self._theme, icon, "", size=16)
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        arrow.setObjectName(POINTER_ONLY)  # by key the tabs themselves come into sight
        arrow.clicked.connect(lambda _=False: self._turn(by))
        end = QFrame(self)
        end.setProperty("ground", "surface")
        row = QHBoxLayout(end)
        row.setContentsMargins(self._theme.px(4), 0, self._theme.px(4), 0)
        row.addWidget(arrow)
        return end

    def _mark(self, key: str, level: Level | None, *, done: bool) -> None:
        self._marks[key] = (level, done)
        if key in self._tabs:
            self._tabs[key].set_mark(level, done=done)

    def _turn(self, by: int) -> None:
        bar = self._scroller.horizontalScrollBar()
        bar.setValue(bar.value() + by * self._scroller.viewport().width() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the arrows at the ends."""
        super().resizeEvent(event)
        width, height = self._theme.px(_ARROW), self.height() - 1
        self._back.setGeometry(0, 0, width, height)
        self._forth.setGeometry(self.width() - width, 0, width, height)

    def _show_arrows(self) -> None:
        bar = self._scroller.horizontalScrollBar()
        self._back.setVisible(bar.value() > bar.minimum())
        self._forth.setVisible(bar.value() < bar.maximum())

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.height("tab_bar"))


class StepPath(QWidget):
    """The steps of a path as words, the present one bold."""

    def __init__(self, theme: Theme, steps: Sequence[str], current: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self._labels: list[Label] = []
        for place, step in enumerate(steps):
            if place:
                row.addWidget(Label("›", "small", "ink_3"))
            label = Label(f"{chr(0x2460 + place)} {step}", "small", "ink_2")
            self._labels.append(label)
            row.addWidget(label)
        row.addStretch(1)
        self._steps = tuple(steps)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Mark another step as the present one."""
        for place, label in enumerate(self._labels):
            # A weight set by hand is lost when a label is dressed: the style sheet knows it.
            label.setProperty("present", "true" if place == current else "false")
            label.set_tone("ink" if place == current else "ink_2")
        if 0 <= current < len(self._steps):
            self.setAccessibleName(self._steps[current])
