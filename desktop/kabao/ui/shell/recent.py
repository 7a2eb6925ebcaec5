"""The ledgers opened lately: where they are, when they changed, whether they are there still."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Hairline, empty_layout
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class RecentRow(QWidget):
    """One ledger; Enter or a click opens it, a missing one offers to be found or removed."""

    opened = Signal(str)
    locate = Signal(str)
    forget = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, path: str, now: dt.datetime) -> None:
        super().__init__()
        self._theme = theme
        self._path = path
        self.missing = not Path(path).is_file()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(IconLabel(theme, "book-2", "ink_2", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        self.name = ElidedLabel(Path(path).name, "body", "ink_2" if self.missing else "ink")
        words.addWidget(self.name)
        words.addWidget(self._make_note(texts, now))
        row.addLayout(words, 1)
        if self.missing:
            self._add_repair(row, texts)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.px(47))
        self.setAccessibleName(f"{Path(path).name} {self.note}")
        self.setToolTip(path)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open on a click."""
        if not self.missing and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self._path)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: object) -> None:
        """Tint under the pointer."""
        del event
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Take the tint away."""
        del event
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint, and an outline while it has the keyboard."""
        del event
        painter = QPainter(self)
        if self.underMouse() and not self.missing:
            painter.fillRect(self.rect(), self._theme.color.row_hover)
        if self.hasFocus():
            painter.setPen(self._theme.color.accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _make_note(self, texts: Texts, now: dt.datetime) -> QWidget:
        place = Path(self._path).parent.name or str(Path(self._path).parent)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(4))
        if self.missing:
            row.addWidget(IconLabel(self._theme, "filled/alert-triangle", "warning", 12))
            self.note = texts("welcome.missing", place=place)
        else:
            changed = dt.datetime.fromtimestamp(Path(self._path).stat().st_mtime).astimezone()
            time = day_words(texts, changed, now)
            self.note = texts("welcome.place_and_time", place=place, time=time)
        row.addWidget(Label(self.note, "small", "ink_2"))
        row.addStretch(1)
        return holder

    def _add_repair(self, row: QHBoxLayout, texts: Texts) -> None:
        find = SecondaryButton(self._theme, texts("welcome.locate"), small=True)
        forget = SecondaryButton(self._theme, texts("welcome.forget"), small=True)
        find.clicked.connect(lambda _: self.locate.emit(self._path))
        forget.clicked.connect(lambda _: self.forget.emit(self._path))
        row.addWidget(find)
        row.addWidget(forget)


class RecentList(QWidget):
    """The rows of recent ledgers, or a sentence where there are none."""

    opened = Signal(str)
    locate = Signal(str)
    forget = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_ledgers(self, paths: Sequence[str], now: dt.datetime) -> None:
        """Show other ledgers."""
        empty_layout(self._column)
        for path in paths:
            row = RecentRow(self._theme, self._texts, path, now)
            row.opened.connect(self.opened)
            row.locate.connect(self.locate)
            row.forget.connect(self.forget)
            self._column.addWidget(row)
            self._column.addWidget(Hairline())
        if not paths:
            self._column.addWidget(Label(self._texts("welcome.none_recent"), "body", "ink_2"))

    def rows(self) -> list[RecentRow]:
        """Return the rows shown."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, RecentRow)]


def day_words(texts: Texts, then: dt.datetime, now: dt.datetime) -> str:
    """Return a day as one says it: today with the time, else the date."""
    if then.date() == now.date():
        return texts("welcome.today", time=f"{then:%H:%M}")
    key = "welcome.day" if then.year == now.year else "welcome.other_day"
    return texts(key, year=then.year, month=then.month, day=then.day)
