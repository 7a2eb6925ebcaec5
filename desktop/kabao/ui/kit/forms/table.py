"""Lists inside a form: rows of small editors that can be added, moved and removed, and a sum."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QWidget

from kabao.domain.fields import FieldKind
from kabao.ui.kit.fields import mark_finding
from kabao.ui.kit.forms.choices import ChoiceEditor
from kabao.ui.kit.forms.dates import DateEditor
from kabao.ui.kit.forms.editors import (
    BooleanEditor,
    Editor,
    IntegerEditor,
    MoneyEditor,
    TextEditor,
)
from kabao.ui.kit.forms.row_grip import Landing, RowGrip, TableFrame, opens_a_list, total_note
from kabao.ui.kit.labels import amount_text
from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.text import Label
from kabao.ui.kit.theme import bind_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kabao.domain.fields import FieldSpec, Row, Value
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_CELLS: dict[FieldKind, type[Editor]] = {
    FieldKind.INTEGER: IntegerEditor,
    FieldKind.MONEY: MoneyEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.BOOLEAN: BooleanEditor,
    FieldKind.CHOICE: ChoiceEditor,
}
_SHARES = {FieldKind.DATE: 5, FieldKind.INTEGER: 4, FieldKind.MONEY: 4, FieldKind.BOOLEAN: 2}
_TEXT_SHARE = 6
_NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.MONEY})
_LEAST = {
    FieldKind.DATE: 120,
    FieldKind.INTEGER: 72,
    FieldKind.MONEY: 96,
    FieldKind.BOOLEAN: 56,
    FieldKind.CHOICE: 104,
}
_LEAST_TEXT = 84
"""Widths below which a cell says too little; English titles need no more, for they wrap."""
_GRIP = 32
_SLACK = 24
"""More room than that brings the columns back: a scroll bar that comes or goes is less."""
_MOST_BESIDE = 4
"""More columns than these need the room beside the label too."""


class TableEditor(Editor):
    """A list of rows: Ctrl+Shift+Up and Down move one, Ctrl+Delete removes it, Ctrl+Enter adds.

    Alt+Up and Alt+Down move a row too, where they do not open a list.
    """

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self._rows: list[list[Editor]] = []
        self._target: Decimal | None = None
        self._extra: list[Row] = []
        self.above = len(spec.columns) > _MOST_BESIDE
        self.frame = TableFrame(self._fit)
        self.frame.setProperty("part", "fieldTable")
        self.widget = self.frame
        self._landing = Landing(theme, self.frame)
        self._grid = QGridLayout(self.frame)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(0)
        self._stacked = self._arranging = False
        self._beside = 0
        self._head = self._make_head()
        self._foot = QWidget()
        self._foot_row = QHBoxLayout(self._foot)
        self._make_foot()
        self._arrange()

    def value(self) -> Value:
        """Return the rows; what their columns do not show is kept."""
        return tuple(
            {**extra, **{cell.spec.name: _scalar(cell.value()) for cell in row}}
            for row, extra in zip(self._rows, self._extra, strict=True)
        )

    def set_value(self, value: Value) -> None:
        """Show rows."""
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, tuple) else []
        while len(self._rows) > len(rows):
            self._drop(len(self._rows) - 1)
        while len(self._rows) < len(rows):
            self._rows.append(self._make_row())
            self._extra.append({})
        self._extra = [dict(row) for row in rows]
        for cells, row in zip(self._rows, rows, strict=True):
            for cell in cells:
                cell.set_value(row.get(cell.spec.name))
        self._arrange()

    def input(self) -> QWidget:
        """Return the frame."""
        return self.frame

    def focus(self, row: int = -1) -> None:
        """Go to the first cell of a row, or to the button that adds one."""
        if self._rows:
            self._rows[min(max(row, 0), len(self._rows) - 1)][0].focus()
        else:
            self.add.setFocus()

    def mark(self, level: Level | None, rows: frozenset[int] = frozenset()) -> None:
        """Mark the frame, and the cells of the rows a finding names."""
        mark_finding(self.frame, level)
        for place, cells in enumerate(self._rows):
            for cell in cells:
                cell.mark(level if place in rows else None)

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading only."""
        for row in self._rows:
            for cell in row:
                cell.set_read_only(read_only)
        self.add.setVisible(not read_only)

    def add_row(self) -> None:
        """Add an empty row and go to it."""
        self._rows.append(self._make_row())
        self._extra.append({})
        self._arrange()
        self._rows[-1][0].focus()
        self.edited.emit()

    def remove_row(self, row: int) -> None:
        """Take a row away."""
        self._drop(row)
        self._arrange()
        self.focus(row)
        self.edited.emit()

    def set_target(self, target: Decimal | None) -> None:
        """Say what the sum should be; None where that is not known yet."""
        self._target = target
        self._show_total()

    def place_row(self, row: int, place: int) -> None:
        """Move a row before a place, one step after the other: files may follow each."""
        there = place - 1 if place > row else place
        while row != there:
            step = 1 if there > row else -1
            self.move_row(row, step)
            row += step

    def place_at(self, y: int) -> int:
        """Return before which row something lands that is dropped at a height of the frame."""
        return sum(y > cells[0].widget.geometry().center().y() for cells in self._rows)

    def show_landing(self, place: int) -> None:
        """Draw a line where a dragged row would land; -1 for none."""
        if place < 0 or not self._rows:
            self._landing.hide()
            return
        last = place >= len(self._rows)
        cell = self._rows[-1 if last else place][0].widget.geometry()
        if last:
            cell = self._rows[-1][-1].widget.geometry()
        y = cell.bottom() if last else cell.top()
        self._landing.setGeometry(2, y - 1, self.frame.width() - 4, 2)
        self._landing.show()
        self._landing.raise_()

    def move_row(self, row: int, by: int) -> None:
        """Move a row up or down."""
        there = row + by
        if not 0 <= there < len(self._rows):
            return
        self._rows[row], self._rows[there] = self._rows[there], self._rows[row]
        self._extra[row], self._extra[there] = self._extra[there], self._extra[row]
        self._arrange()
        self.focus(there)
        self.edited.emit()

    def cell(self, row: int, column: str) -> Editor:
        """Return the editor of one cell."""
        return next(cell for cell in self._rows[row] if cell.spec.name == column)

    def row_count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and remove rows by keys."""
        if event.type() == QEvent.Type.KeyPress and self._row_key(watched, event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _row_key(self, watched: QObject, event: QKeyEvent) -> bool:
        row = next(
            (
                at
                for at, cells in enumerate(self._rows)
                if any(watched is it.input() for it in cells)
            ),
            -1,
        )
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if row < 0 or not (alt or control):
            return False
        if control and event.key() == Qt.Key.Key_Delete:
            self.remove_row(row)
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.add_row()
        elif control and shift and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_row(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif alt and event.key() == Qt.Key.Key_Up:
            self.move_row(row, -1)
        elif alt and event.key() == Qt.Key.Key_Down and not opens_a_list(watched):
            self.move_row(row, 1)
        else:
            return False
        return True

    def _make_head(self) -> list[QWidget]:
        head: list[QWidget] = []
        for column in self.spec.columns:
            unit = f" ({column.unit.to(self.texts.language)})" if column.unit else ""
            # Chinese would break anywhere; English titles of many words need it.
            words = column.label.to(self.texts.language) + unit
            label = Label(words, tone="ink_2", wrap=self.texts.language == "en")
            label.setProperty("part", "tableHead")
            behind = 8 if column.kind in _NUMBERS else 2
            label.setContentsMargins(self.theme.px(8), 0, self.theme.px(behind), 0)
            label.setMinimumHeight(self.theme.height("row_small_table"))
            if column.kind in _NUMBERS:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            head.append(label)
        above_grips = Label("")
        above_grips.setProperty("part", "tableHead")
        return [*head, above_grips]

    def _make_foot(self) -> None:
        self.add = QPushButton(self.texts("kit.add_row"))
        self.add.setObjectName(f"add_{self.spec.name}")
        self.add.setProperty("kind", "plain")
        self.add.setAutoDefault(False)
        bind_icon(self.add, self.theme, "plus", "accent")
        self.add.clicked.connect(self.add_row)
        self.watch(self.add)
        self._total = Label("", "section")
        self._total_word = Label(self.texts("kit.total"), tone="ink_2")
        self._foot_row.setContentsMargins(self.theme.px(4), 0, self.theme.px(36), 0)
        self._foot_row.addWidget(self.add)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self._total_word)
        self._foot_row.addSpacing(self.theme.px(16))
        self._foot_row.addWidget(self._total)
        self._foot.setMinimumHeight(self.theme.height("row"))
        self._total.setVisible(bool(self.spec.total))
        self._total_word.setVisible(bool(self.spec.total))
        self._total_note = Label("", "small", "ink_2")
        self._total_note.setObjectName(f"total_note_{self.spec.name}")
        self._foot_row.addSpacing(self.theme.px(12))
        self._foot_row.addWidget(self._total_note)

    def _make_row(self) -> list[Editor]:
        row: list[Editor] = []
        for column in self.spec.columns:
            cell = _CELLS.get(column.kind, TextEditor)(column, self.texts, self.theme)
            cell.setParent(self)
            cell.make_cell()
            cell.input().setAccessibleName(column.label.to(self.texts.language))
            cell.edited.connect(self._cell_edited)
            cell.focused.connect(self.focused)
            cell.input().installEventFilter(self)
            row.append(cell)
        return row

    def _drop(self, row: int) -> None:
        for cell in self._rows.pop(row):
            cell.widget.hide()
            cell.widget.deleteLater()
            cell.deleteLater()
        del self._extra[row]

    def least(self) -> int:
        """Return the width below which cells side by side say too little."""
        px, kinds = self.theme.px, (column.kind for column in self.spec.columns)
        cells = px(_GRIP + sum(_LEAST.get(kind, _LEAST_TEXT) for kind in kinds))
        if not self._stacked:
            self._beside = self._grid.minimumSize().width()
        return max(cells, self._beside, self._foot.minimumSizeHint().width())

    def _fit(self) -> None:
        """Put the cells of a row below each other where they have no room side by side."""
        if self._arranging:
            return
        needed = self.least() + (self.theme.px(_SLACK) if self._stacked else 0)
        if (self.frame.width() < needed) != self._stacked:
            self._stacked = not self._stacked
            self._arrange()

    def _arrange(self) -> None:
        """Lay head, rows and foot out again; tables of a form are short."""
        self._arranging = True  # what is laid out here changes the size meanwhile
        cells = {cell.widget for row in self._rows for cell in row}
        keep = {*self._head, self._foot, *cells}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in keep:
                widget.hide()
                widget.deleteLater()
        for place, column in enumerate(self.spec.columns):
            share = _SHARES.get(column.kind, _TEXT_SHARE)
            self._grid.setColumnStretch(place, int(place == 1) if self._stacked else share)
        line = self._place_stacked() if self._stacked else self._place_rows()
        self._grid.addWidget(self._foot, line, 0, 1, -1)
        self._arranging = False
        self._show_total()

    def _place_rows(self) -> int:
        columns = len(self.spec.columns)
        for place, label in enumerate(self._head):
            label.show()
            self._grid.addWidget(label, 0, place)
        self._grid.addWidget(Hairline(), 1, 0, 1, -1)
        line = 2
        for row, editors in enumerate(self._rows):
            for place, cell in enumerate(editors):
                cell.input().setObjectName(f"field_{self.spec.name}_{row}_{cell.spec.name}")
                self._grid.addWidget(cell.widget, line, place)
            self._grid.addWidget(RowGrip(self, row, self._row_menu(row)), line, columns)
            self._grid.addWidget(Hairline(), line + 1, 0, 1, columns + 1)
            line += 2
        return line

    def _place_stacked(self) -> int:
        columns = max(len(self.spec.columns), 2)
        for label in self._head:
            label.hide()
        line = 0
        for row, editors in enumerate(self._rows):
            grip = RowGrip(self, row, self._row_menu(row))
            self._grid.addWidget(grip, line, columns, Qt.AlignmentFlag.AlignTop)
            grip.show()
            for cell in editors:
                cell.input().setObjectName(f"field_{self.spec.name}_{row}_{cell.spec.name}")
                name = Label(cell.spec.label.to(self.texts.language), "small", "ink_2")
                name.setContentsMargins(self.theme.px(8), 0, self.theme.px(8), 0)
                self._grid.addWidget(name, line, 0)
                name.show()
                self._grid.addWidget(cell.widget, line, 1, 1, columns - 1)
                line += 1
            self._grid.addWidget(Hairline(), line, 0, 1, columns + 1)
            line += 1
        return line

    def _row_menu(self, row: int) -> QMenu:
        texts, menu = self.texts, QMenu(self.frame)
        menu.addAction(texts("kit.row_up") + "\tCtrl+Shift+Up", lambda: self.move_row(row, -1))
        menu.addAction(texts("kit.row_down") + "\tCtrl+Shift+Down", lambda: self.move_row(row, 1))
        menu.addAction(texts("kit.row_remove") + "\tCtrl+Del", lambda: self.remove_row(row))
        return menu

    def _cell_edited(self) -> None:
        self._show_total()
        self.edited.emit()

    def _show_total(self) -> None:
        if not self.spec.total:
            return
        total = Decimal(0)
        for row in range(len(self._rows)):
            try:
                total += Decimal(str(self.cell(row, self.spec.total).value() or 0))
            except InvalidOperation:
                self._total.setText("?")
                self._total_note.setText("")
                return
        self._total.setText(amount_text(str(total)))
        words, tone = total_note(self.texts, total, self._target)
        self._total_note.setText(words)
        self._total_note.set_tone(tone)


def _scalar(value: Value) -> str | int | bool | None:
    return value if isinstance(value, str | int | bool) or value is None else str(value)
