"""Dates: typed in any usual way or picked from a calendar, kept as ISO text."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.forms.editors import Editor

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from kabao.domain.fields import FieldSpec, Value
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WRITTEN = re.compile(
    r"(\d{4})(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))", re.ASCII
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


def read_date(text: str) -> str:
    """Return the ISO form of a date written in a usual way; other text stays as it is."""
    written = _WRITTEN.fullmatch(text.strip().translate(_WIDE_DIGITS))
    if written is None:
        return text
    year, month, day, month_close, day_close = written.groups()
    try:
        date = dt.date(int(year), int(month or month_close), int(day or day_close))
    except ValueError:
        return text
    return date.isoformat()


class DateLine(QLineEdit):
    """A date field: Alt+Down or the small calendar at its end opens the month."""

    picked = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._resting = False
        self.setPlaceholderText(texts("kit.date_hint"))
        # The month opens by Alt+Down as well, so the button takes no stop of the Tab key.
        self._open = IconButton(theme, "calendar", texts("kit.calendar"), "Alt+Down", size=16)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.setCursor(Qt.CursorShape.ArrowCursor)
        self._open.clicked.connect(lambda _: self.show_calendar())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 2, 0)
        row.addStretch(1)
        row.addWidget(self._open)
        self.editingFinished.connect(self.normalize)
        theme.changed.connect(self._fit)
        self._fit()

    def hide_button_at_rest(self) -> None:
        """Show the small calendar only while the field has the keyboard, as in narrow cells."""
        self._resting = True
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the small calendar."""
        super().focusInEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the small calendar in cells."""
        super().focusOutEvent(event)
        self._fit()

    def iso(self) -> str:
        """Return the date as ISO text, or what was typed if it is none."""
        return read_date(self.text())

    def normalize(self) -> None:
        """Write a readable date the ISO way."""
        if self.iso() != self.text():
            self.setText(self.iso())

    def show_calendar(self) -> None:
        """Open the month below the field."""
        if self.isReadOnly():
            return
        popup = _CalendarPopup(self._theme, self._texts, self)
        popup.chosen.connect(self._pick)
        popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), self.iso())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the month on Alt+Down."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.show_calendar()
        else:
            super().keyPressEvent(event)

    def _pick(self, iso: str) -> None:
        self.setText(iso)
        self.picked.emit()

    def _fit(self) -> None:
        shown = not self._resting or self.hasFocus()
        self._open.setVisible(shown)
        self.setTextMargins(0, 0, self._theme.px(24) if shown else 0, 0)


class _CalendarPopup(QFrame):
    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        chinese = self._year_first = texts.language != "en"
        language = QLocale.Language.Chinese if chinese else QLocale.Language.English
        territory = QLocale.Country.China if chinese else QLocale.Country.UnitedKingdom
        self._calendar.setLocale(QLocale(language, territory))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setGridVisible(False)
        self._dress(theme)
        self._calendar.clicked.connect(self._choose)
        self._calendar.activated.connect(self._choose)
        column.addWidget(self._calendar)

    def open_at(self, corner: QPoint, iso: str) -> None:
        """Show the month of a date at a place of the screen."""
        date = QDate.fromString(iso, Qt.DateFormat.ISODate)
        if date.isValid():
            self._calendar.setSelectedDate(date)
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(corner.x(), room.right() - self.width())
        y = min(corner.y(), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        self._calendar.setFocus()

    def _dress(self, theme: Theme) -> None:
        ink = self._calendar.headerTextFormat()
        ink.setForeground(theme.color.ink_2)
        self._calendar.setHeaderTextFormat(ink)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            shape = self._calendar.weekdayTextFormat(day)
            shape.setForeground(theme.color.ink_3)
            self._calendar.setWeekdayTextFormat(day, shape)
        today = QTextCharFormat()
        today.setForeground(theme.color.accent)
        today.setFontWeight(QFont.Weight.Bold)
        today.setFontUnderline(True)
        self._calendar.setDateTextFormat(QDate.currentDate(), today)
        self._dress_bar(theme)

    def _dress_bar(self, theme: Theme) -> None:
        """Draw the arrows in ink, which the style draws in black, and put the year first."""
        for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
            button = self._calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(theme.icon(icon, "ink_2"))
                button.setIconSize(QSize(theme.px(16), theme.px(16)))
        bar = self._calendar.findChild(QWidget, "qt_calendar_navigationbar")
        layout = bar.layout() if bar is not None else None
        month = self._calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        if not isinstance(layout, QHBoxLayout) or month is None or not self._year_first:
            return
        for kind, name in ((QSpinBox, "yearedit"), (QToolButton, "yearbutton")):
            year = self._calendar.findChild(kind, f"qt_calendar_{name}")
            if year is not None:
                layout.removeWidget(year)
                layout.insertWidget(layout.indexOf(month), year)
        self._calendar.currentPageChanged.connect(self._name_month)
        self._name_month(self._calendar.yearShown(), self._calendar.monthShown())

    def _name_month(self, year: int, month: int) -> None:
        """Write both as a Chinese date does; Qt writes a bare number and a month in words."""
        for name, words in (("year", f"{year}年"), ("month", f"{month}月")):
            button = self._calendar.findChild(QToolButton, f"qt_calendar_{name}button")
            if button is not None:
                button.setText(words)

    def _choose(self, date: QDate) -> None:
        self.chosen.emit(date.toString(Qt.DateFormat.ISODate))
        self.close()


class DateEditor(Editor):
    """A date of a form."""

    wide = False

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.line = DateLine(theme, texts)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.picked.connect(self.edited)
        self.widget = self.line
        self.watch(self.line)

    def value(self) -> Value:
        """Return ISO text, or the text that is no date."""
        return self.line.iso()

    def set_value(self, value: Value) -> None:
        """Show a date."""
        text = "" if value is None else str(value)
        if text != self.line.iso():
            self.line.setText(text)

    def make_cell(self) -> None:
        """Leave the room to the date."""
        super().make_cell()
        self.line.hide_button_at_rest()

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading and copying only."""
        self.line.setReadOnly(read_only)
