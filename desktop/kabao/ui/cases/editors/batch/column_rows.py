"""The columns of a list as rows to change: title, writing, required, order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.batch_claims.layouts import LONGEST_TITLE, BatchColumn, Shape
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.batch_claims.layouts import BatchRules
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_HEADS = ("", "content", "header", "shape", "required")


class ColumnRows(Scroller):
    """One row for each column; the keyboard goes from field to field."""

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts, rules: BatchRules) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._rules = rules
        self._columns: list[BatchColumn] = []
        self._inner = QWidget()
        self._holder = QVBoxLayout()
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.addWidget(self._inner)
        self.body.setContentsMargins(0, 0, theme.px(12), 0)
        self.body.addLayout(self._holder)
        self.body.addStretch(1)
        self.setMinimumHeight(theme.px(150))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(texts("batch.layout.title"))

    def columns(self) -> tuple[BatchColumn, ...]:
        """Return the columns as they stand."""
        return tuple(self._columns)

    def show_columns(
        self, columns: Sequence[BatchColumn], focus: tuple[int, str] = (-1, "")
    ) -> None:
        """Show these columns; ``focus`` names a row and one of its widgets."""
        self._columns = list(columns)
        inner = self._build()
        self._holder.replaceWidget(self._inner, inner)
        self._inner.hide()
        self._inner.deleteLater()
        self._inner = inner
        row, name = focus
        if row >= 0:
            found = inner.findChild(QWidget, f"{name}_{row}")
            if found is not None:
                found.setFocus()
                self.ensureWidgetVisible(found)
        self.changed.emit()

    def move_column(self, row: int, by: int) -> None:
        """Move a column up or down."""
        columns, there = list(self._columns), row + by
        if 0 <= there < len(columns):
            columns[row], columns[there] = columns[there], columns[row]
            self.show_columns(columns, (there, "up" if by < 0 else "down"))

    def remove_column(self, row: int) -> None:
        """Take a column away."""
        columns = [item for number, item in enumerate(self._columns) if number != row]
        self.show_columns(columns, (min(row, len(columns) - 1), "title"))

    def add_column(self, key: str) -> None:
        """Put a column at the end."""
        kind = self._rules.kind(key)
        if kind is not None:
            more = BatchColumn(key, kind.title.zh, kind.shapes[0])
            self.show_columns((*self._columns, more), (len(self._columns), "title"))

    def _build(self) -> QWidget:
        theme, texts = self._theme, self._texts
        inner = QWidget(self.widget())  # moved there when it is filled, all would be dressed anew
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(2, 1)
        for place, name in enumerate(_HEADS):
            text = texts(f"batch.layout.{name}") if name else ""
            grid.addWidget(Label(text, "small", "ink_2"), 0, place)
        for row, column in enumerate(self._columns):
            for place, widget in enumerate(self._row(row, column)):
                grid.addWidget(widget, row + 1, place)
        return inner

    def _row(self, row: int, column: BatchColumn) -> tuple[QWidget, ...]:
        theme, texts = self._theme, self._texts
        kind = self._rules.kind(column.key)
        name = kind.title.to(texts.language) if kind else column.key
        title = QLineEdit(column.title)
        title.setMaxLength(LONGEST_TITLE)
        title.setMinimumWidth(theme.px(120))
        title.textChanged.connect(lambda text: self._take(row, title=text.strip()))
        shape = ComboBox(theme)
        for item in kind.shapes if kind else (column.shape,):
            shape.addItem(texts(f"batch.shape.{item}"), item.value)
        shape.setCurrentIndex(max(0, shape.findData(column.shape.value)))
        shape.currentIndexChanged.connect(
            lambda _index: self._take(row, shape=Shape(shape.currentData()))
        )
        required = CheckBox(theme)
        required.setChecked(column.required)
        required.toggled.connect(lambda on: self._take(row, required=on))
        for widget, key in ((title, "header"), (shape, "shape"), (required, "required")):
            widget.setAccessibleName(f"{name}: {texts(f'batch.layout.{key}')}")
            widget.setObjectName(f"{'title' if key == 'header' else key}_{row}")
        number = Label(str(row + 1), tone="ink_2")
        return (number, Label(name), title, shape, required, *self._moves(row, name))

    def _moves(self, row: int, name: str) -> tuple[QWidget, ...]:
        made = []
        for key, icon, run in (
            ("up", "arrow-up", lambda: self.move_column(row, -1)),
            ("down", "arrow-down", lambda: self.move_column(row, 1)),
            ("remove", "x", lambda: self.remove_column(row)),
        ):
            button = IconButton(self._theme, icon, f"{self._texts(f'batch.layout.{key}')}: {name}")
            button.setObjectName(f"{key}_{row}")
            button.clicked.connect(lambda _on=False, go=run: go())
            made.append(button)
        return tuple(made)

    def _take(self, row: int, **changes: object) -> None:
        self._columns[row] = replace(self._columns[row], **changes)  # type: ignore[arg-type]
