"""One small editor for each kind of field: a widget, its value, and word of what the user edits.

Nothing typed is lost: what does not fit the kind stays as text in the value, and the checks of
the domain say so. No validator stands between the keyboard and the field, so that Chinese input
methods can compose in peace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kabao.ui.kit.fields import CheckBox, UnitLineEdit, mark_finding
from kabao.ui.kit.labels import amount_text
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.fields import FieldSpec, Value
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_NARROW = 176
_LINES = 5
_WIDE_FROM = 12


class Editor(QObject):
    """What every editor offers; ``edited`` only speaks of what the user did."""

    edited = Signal()
    focused = Signal()
    left = Signal()

    wide = True
    """Whether the editor takes the whole width of the form."""

    above = False
    """Whether its label always stands above it, so that it has the room beside it too."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__()
        self.spec = spec
        self.texts = texts
        self.theme = theme
        self.widget: QWidget = QWidget()

    def value(self) -> Value:
        """Return the value as the draft keeps it."""
        raise NotImplementedError(self.spec.kind)

    def set_value(self, value: Value) -> None:
        """Show a value without telling anyone."""
        raise NotImplementedError(self.spec.kind)

    def input(self) -> QWidget:
        """Return the widget that takes the keyboard and carries the name of the field."""
        return self.widget

    def mark(self, level: Level | None, rows: frozenset[int] = frozenset()) -> None:
        """Mark the field by its worst finding; ``rows`` are the rows it is about."""
        del rows
        mark_finding(self.input(), level)

    def focus(self, row: int = -1) -> None:
        """Give the field the keyboard, and a row of it if it has rows."""
        del row
        self.input().setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Allow or stop editing."""
        self.input().setEnabled(not read_only)

    def least(self) -> int:
        """Return the width that the editor needs beside its label, else below it; 0 for any."""
        return 0

    def make_cell(self) -> None:
        """Become a cell of a table: no frame, no unit, no words beside the box."""
        self.input().setProperty("cell", "true")

    def watch(self, widget: QWidget) -> None:
        """Report when this widget gets or loses the keyboard."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report focus."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)


class TextEditor(Editor):
    """One line of text, and the base of every editor that is typed into."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.line = UnitLineEdit(theme, spec.unit.to(texts.language) if spec.unit else "")
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.widget = self.line
        self.watch(self.line)
        if 0 < spec.max_length <= _WIDE_FROM:
            self.wide = False

    def value(self) -> Value:
        """Return the text as typed."""
        return self.line.text()

    def set_value(self, value: Value) -> None:
        """Show a text."""
        text = "" if value is None else str(value)
        if text != self.line.text():
            self.line.setText(text)
            if self.line.property("cell"):  # a narrow cell shows the beginning, not the end
                self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading and copying only."""
        self.line.setReadOnly(read_only)

    def make_cell(self) -> None:
        """Leave the unit to the head of the column."""
        super().make_cell()
        self.line.set_unit("")


class IntegerEditor(TextEditor):
    """A whole number: grouped by thousands at rest, plain while typed."""

    wide = False

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.wide = False
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.left.connect(self._group)
        self.focused.connect(self._ungroup)

    def value(self) -> Value:
        """Return the number, or the text that is none."""
        text = self.line.text()
        plain = plain_number(text)
        return int(plain) if plain.removeprefix("-").isdecimal() and plain.isascii() else text

    def set_value(self, value: Value) -> None:
        """Show a number."""
        text = "" if value is None else str(value)
        super().set_value(text if self.line.hasFocus() else amount_text(text))

    def _group(self) -> None:
        self.line.setText(amount_text(plain_number(self.line.text())))

    def _ungroup(self) -> None:
        self.line.setText(plain_number(self.line.text()))


class MoneyEditor(IntegerEditor):
    """An amount in yuan, kept as decimal text."""

    def value(self) -> Value:
        """Return the amount as plain decimal text, or the text that is none."""
        return plain_number(self.line.text())


def plain_number(text: str) -> str:
    """Return a number without its grouping; text that is no number stays as it is."""
    plain = text.strip().replace(",", "").replace("，", "").replace(" ", "")
    digits = plain.removeprefix("-").replace(".", "", 1)
    return plain if digits.isascii() and digits.isdigit() else text


class LongTextEditor(Editor):
    """Several lines of text with a count of its characters."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.box = _GrowingText(theme)
        self.count = Label("", "small", "ink_3")
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.box)
        column.addWidget(self.count)
        self._silent = False
        self.box.textChanged.connect(self._changed)
        self.watch(self.box)
        self._show_count()

    def value(self) -> Value:
        """Return the text as typed."""
        return self.box.toPlainText()

    def set_value(self, value: Value) -> None:
        """Show a text; the caret stays if nothing changes."""
        text = "" if value is None else str(value)
        if text != self.box.toPlainText():
            self._silent = True
            self.box.setPlainText(text)
            self._silent = False

    def input(self) -> QWidget:
        """Return the box."""
        return self.box

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading and copying only."""
        self.box.setReadOnly(read_only)

    def _changed(self) -> None:
        self._show_count()
        if not self._silent:
            self.edited.emit()

    def _show_count(self) -> None:
        count = sum(not character.isspace() for character in self.box.toPlainText())
        if self.spec.max_length:
            words = self.texts("kit.characters_of", count=count, limit=self.spec.max_length)
        else:
            words = self.texts("kit.characters", count=count)
        self.count.setText(words)


class _GrowingText(QPlainTextEdit):
    """A text box that grows with its text up to a limit; Tab leaves it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = min(max(self.blockCountWrapped(), _LINES), 3 * _LINES)
        self.setFixedHeight(round(lines * line) + self._theme.px(20))

    def blockCountWrapped(self) -> int:
        """Return the number of lines as shown."""
        return round(self.document().documentLayout().documentSize().height())


class BooleanEditor(Editor):
    """Yes or no as a check box; not yet answered counts as neither."""

    wide = False

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.box = CheckBox(theme, texts("kit.yes_word"))
        self._answered = False
        self.box.clicked.connect(self._clicked)
        self.widget = self.box
        self.watch(self.box)

    def value(self) -> Value:
        """Return yes or no, or None while unanswered."""
        return self.box.isChecked() if self._answered else None

    def set_value(self, value: Value) -> None:
        """Show an answer."""
        self._answered = isinstance(value, bool)
        self.box.setChecked(value is True)

    def make_cell(self) -> None:
        """Leave the words to the head of the column."""
        super().make_cell()
        self.box.setText("")

    def _clicked(self) -> None:
        self._answered = True
        self.edited.emit()


class BlankNote(Editor):
    """A box of the paper that stays empty for a signature or a seal; shown as a note."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.widget = Label(texts("kit.left_blank"), "small", "ink_3", wrap=True)

    def value(self) -> Value:
        """Return nothing: the program never fills it."""
        return None

    def set_value(self, value: Value) -> None:
        """Take nothing."""

    def set_read_only(self, read_only: bool) -> None:
        """Stay as it is."""


class HookedEditor(Editor):
    """A widget the caller gives, such as the file slot of a case; its values are not kept here."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme, widget: QWidget) -> None:
        super().__init__(spec, texts, theme)
        self.widget = widget
        self.watch(widget)

    def value(self) -> Value:
        """Return nothing: the value stands elsewhere."""
        return None

    def set_value(self, value: Value) -> None:
        """Take nothing."""


def hint_row(editor: QWidget, width: int) -> QWidget:
    """Keep a narrow editor at the left of its row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    if isinstance(editor, QLineEdit):
        editor.setFixedWidth(width)
    row.addWidget(editor)
    row.addStretch(1)
    return holder


def narrow_width(theme: Theme) -> int:
    """Return the width of numbers and dates."""
    return theme.px(_NARROW)
