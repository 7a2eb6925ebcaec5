"""A dialog for the days of a new holiday notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.days import read_iso_date
from kabao.domain.workdays import DayKind, DayNote
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.labels import begun
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.ui.kit.context import RoomContext


class DaysDialog(QDialog):
    """Lists the days entered and takes new ones; each change counts at once."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._service = context.workspace.deadlines
        texts, theme = context.texts, context.theme
        self.setWindowTitle(texts("deadlines.days.title"))
        self._notices = NoticeBar(theme, texts)
        self._list = QListWidget()
        self._list.setAccessibleName(texts("deadlines.days.title"))
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._list.itemSelectionChanged.connect(self._allow)
        self._none = Label(texts("deadlines.days.none"), tone="ink_2")
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addWidget(Label(texts("deadlines.days.title"), "heading"))
        calendar = self._service.calendar()
        known = texts(
            "deadlines.days.known", first=calendar.known_from, last=calendar.known_through
        )
        column.addWidget(Label(known, "body", "ink", wrap=True))
        column.addWidget(Label(texts("deadlines.days.explain"), "small_prose", "ink_2", wrap=True))
        column.addWidget(self._notices)
        column.addLayout(self._build_entry())
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        column.addLayout(self._build_buttons())
        self.resize(theme.px(600), theme.px(480))
        self._show()

    def enter(self) -> None:
        """Take the day that was typed; a day that cannot be read is named."""
        texts = self._context.texts
        day = read_iso_date(self.day.iso().strip())
        if day is None:
            self._notices.show_notice("error", texts("deadlines.days.bad_day"))
            self.day.setFocus()
            return
        self._notices.clear()
        self._service.enter_days(
            [DayNote(day, DayKind(self.kind.currentData()), self.source.text().strip())]
        )
        self._show()
        self.day.clear()
        self.day.setFocus()

    def remove_chosen(self) -> None:
        """Forget the chosen days."""
        notes = self._service.days()
        rows = [index.row() for index in self._list.selectedIndexes()]
        self._service.forget_days(notes[row].day for row in rows)
        self._show()

    def _build_entry(self) -> QGridLayout:
        texts, theme = self._context.texts, self._context.theme
        self.day, self.source, self.kind = DateLine(theme, texts), QLineEdit(), ComboBox(theme)
        self.day.setMinimumWidth(theme.px(136))
        self.kind.setMinimumWidth(theme.px(88))
        self.day.returnPressed.connect(self.enter)
        self.source.returnPressed.connect(self.enter)
        for kind in DayKind:
            self.kind.addItem(begun(texts(f"deadlines.days.kind_{kind}")), kind)
        add = PrimaryButton(theme, texts("deadlines.days.add"), "plus")
        add.clicked.connect(self.enter)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("s2"))
        grid.setVerticalSpacing(theme.space("s1"))
        parts = (("day", self.day), ("kind", self.kind), ("source", self.source))
        for place, (name, widget) in enumerate(parts):
            label = Label(texts(f"deadlines.days.{name}"), "small", "ink_2")
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            grid.addWidget(label, 0, place)
            grid.addWidget(widget, 1, place)
        grid.addWidget(add, 1, len(parts))
        grid.setColumnStretch(2, 1)
        return grid

    def _build_buttons(self) -> QHBoxLayout:
        texts, theme = self._context.texts, self._context.theme
        remove = self._remove = SecondaryButton(theme, texts("deadlines.days.remove"), "trash")
        remove.clicked.connect(self.remove_chosen)
        close = SecondaryButton(theme, texts("deadlines.days.close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(remove)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _allow(self) -> None:
        self._remove.setEnabled(bool(self._list.selectedItems()))

    def _show(self) -> None:
        texts = self._context.texts
        self._list.clear()
        notes = self._service.days()
        self._none.setVisible(not notes)
        self._list.setVisible(bool(notes))
        self._allow()
        for note in notes:
            kind = texts(f"deadlines.days.kind_{note.kind}")
            self._list.addItem(f"{note.day}    {kind}    {note.source}")
