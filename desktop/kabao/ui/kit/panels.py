"""Parts of a page: headers, side panels with pinned actions, headings, hairlines, splitters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from kabao.ui.kit.theme import Theme

_GRAB = 7


class Hairline(QFrame):
    """A line of 1 px, lying or standing."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        self.setObjectName("hairlineV" if upright else "hairline")


class SectionHeading(QWidget):
    """A bold heading with a quiet note at its right end."""

    def __init__(self, text: str, note: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.title = Label(text, "section")
        self.note = Label(note, "small", "ink_2")
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.note)


class PageHeader(QFrame):
    """Title, quiet note beside it, and the actions of the page at the right."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", actions: Sequence[QWidget] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        self.title = Label(title, "title")
        self.note = Label(note, "body", "ink_2")
        self.title.setAccessibleName(title)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        for action in actions:
            self._row.addWidget(action)
        theme.changed.connect(self._fit)
        self._fit()

    def add_action(self, widget: QWidget) -> None:
        """Add an action at the right end."""
        self._row.addWidget(widget)

    def _fit(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.height("page_header"))
        margin = theme.space("page_margin")
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(theme.px(12))


def page_header(
    theme: Theme, title: str, note: str = "", actions: Sequence[QWidget] = ()
) -> PageHeader:
    """Return the header of a page, 60 px high."""
    return PageHeader(theme, title, note, actions)


class Scroller(QScrollArea):
    """A column of widgets that scrolls when it is too high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self.body = QVBoxLayout(inner)
        self.setWidget(inner)
        self._edge = -1

    def hold_edge(self, right: int) -> None:
        """Keep what is in it so far from the right, whether the bar shows or not."""
        if self._edge < 0:
            self.verticalScrollBar().rangeChanged.connect(self._hold)
        self._edge = right
        self._hold()

    def _hold(self) -> None:
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        margins = self.body.contentsMargins()
        right = max(0, self._edge - taken)
        if margins.right() != right:
            margins.setRight(right)
            self.body.setContentsMargins(margins)


class Panel(QFrame):
    """A side panel: content that scrolls, and actions pinned below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.scroller = Scroller()
        self.body = self.scroller.body
        self._bar = QFrame()
        self._bar.setObjectName("panelActions")
        self._actions = QHBoxLayout(self._bar)
        self._bar.hide()
        column.addWidget(self.scroller, 1)
        column.addWidget(self._bar)
        theme.changed.connect(self._fit)
        self._fit()

    def set_actions(self, *widgets: QWidget) -> None:
        """Pin actions at the bottom; the first takes the room that is left."""
        empty_layout(self._actions)
        for place, widget in enumerate(widgets):
            if place == 0:
                widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._actions.addWidget(widget, 1 if place == 0 else 0)
        self._bar.setVisible(bool(widgets))

    def clear(self) -> None:
        """Take the content away."""
        empty_layout(self.body)

    def _fit(self) -> None:
        theme = self._theme
        margin = theme.space("panel_margin")
        self.body.setContentsMargins(margin, theme.px(16), margin, theme.px(16))
        self.scroller.hold_edge(margin)
        self.body.setSpacing(theme.px(8))
        self._bar.setFixedHeight(theme.height("action_bar"))
        self._actions.setContentsMargins(margin, 0, margin, 0)
        self._actions.setSpacing(theme.px(8))


class KeyValues(QWidget):
    """Rows of a quiet name and its value, with a hairline below each."""

    def __init__(self, theme: Theme, *, name_width: int = 96, lines: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._lines = lines
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnMinimumWidth(0, theme.px(name_width))
        self._grid.setColumnStretch(1, 1)

    def add(self, name: str, value: str | QWidget, tone: str = "ink") -> QWidget:
        """Add a row and return the widget of its value."""
        row = self._grid.rowCount()
        shown = (
            Label(value, tone=tone, wrap=True, selectable=True) if isinstance(value, str) else value
        )
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Label(name, tone="ink_2"), row, 0, top)
        self._grid.addWidget(shown, row, 1)
        if self._lines:
            self._grid.addWidget(Hairline(), row + 1, 0, 1, 2)
        return shown

    def clear(self) -> None:
        """Take every row away."""
        empty_layout(self._grid)


class _Handle(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, parent: QSplitter, theme: Theme) -> None:
        super().__init__(orientation, parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        color = self._theme.color
        rect = self.contentsRect()  # Qt masks away what lies around it
        if self.orientation() == Qt.Orientation.Horizontal:
            painter.fillRect(QRect(rect.left(), 0, 1, rect.height()), color.hairline)
        else:
            painter.fillRect(QRect(0, rect.top(), rect.width(), 1), color.hairline_strong)


class Splitter(QSplitter):
    """Panes with a hairline between them that can be grabbed 7 px wide."""

    def __init__(
        self,
        theme: Theme,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def give(self, sizes: Sequence[int]) -> None:
        """Draw the panes as they were kept."""
        self.setSizes(list(sizes))

    def createHandle(self) -> QSplitterHandle:
        """Make a handle that is drawn as a hairline and grabbed wider."""
        handle = _Handle(self.orientation(), self, self._theme)
        side = _GRAB // 2
        if self.orientation() == Qt.Orientation.Horizontal:
            handle.setContentsMargins(side, 0, side, 0)
        else:
            handle.setContentsMargins(0, side, 0, side)
        handle.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        return handle


def splitter(theme: Theme, *widgets: QWidget, upright: bool = False) -> Splitter:
    """Put widgets into panes side by side, or above one another where ``upright``."""
    panes = Splitter(theme, Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
    for widget in widgets:
        panes.addWidget(widget)
    return panes


def empty_layout(layout: QLayout) -> None:
    """Take every widget and layout out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
