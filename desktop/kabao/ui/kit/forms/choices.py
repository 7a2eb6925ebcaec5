"""Pick lists: one choice, with search where the list is long, or several as check boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QRadioButton, QWidget

from kabao.ui.kit.fields import CheckBox, ComboBox, mark_finding
from kabao.ui.kit.forms.editors import Editor
from kabao.ui.kit.labels import begun
from kabao.ui.kit.layouts import FlowLayout

if TYPE_CHECKING:
    from kabao.domain.fields import FieldSpec, Value
    from kabao.domain.findings import Level
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_LONG = 12
_INNER = 2
"""What every line keeps free at its sides by itself."""
_LEAST = 160
"""Several choices can be made so narrow; their label gives way before they are cut."""


def fill_choices(box: ComboBox, spec: FieldSpec, texts: Texts) -> None:
    """Put the choices of a field into a pick list, with an empty first entry."""
    box.addItem("", "")
    box.setItemData(0, texts("kit.no_choice"), Qt.ItemDataRole.AccessibleTextRole)
    for choice in spec.choices:
        box.addItem(begun(choice.label.to(texts.language)), choice.code)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


def make_searchable(box: ComboBox) -> None:
    """Let a long list be searched by typing any part of an entry."""
    box.setLineEdit(QLineEdit(box))  # ``setEditable`` would have the list made too
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)
    line = box.lineEdit()
    assert line is not None
    line.setProperty("bare", "true")
    line.setTextMargins(-_INNER, 0, 0, 0)  # where the words of other lists begin


def choice_value(box: ComboBox) -> str:
    """Return the code chosen, or the text typed that is no choice."""
    text = box.currentText()
    place = box.findText(text, Qt.MatchFlag.MatchFixedString)  # in either case
    return str(box.itemData(place)) if place >= 0 else text


def show_choice(box: ComboBox, value: Value) -> None:
    """Show a code; one the list does not know stays visible as it is."""
    code = "" if value is None else str(value)
    if choice_value(box) == code:
        return
    with QSignalBlocker(box):
        place = box.findData(code)
        if place < 0:
            box.addItem(code, code)
            place = box.count() - 1
        box.setCurrentIndex(place)


class ChoiceEditor(Editor):
    """One of the choices."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.box = ComboBox(theme)
        fill_choices(self.box, spec, texts)
        self.widget = self.box
        self.box.activated.connect(lambda _: self.edited.emit())
        self.watch(self.box)
        if len(spec.choices) > _LONG:
            make_searchable(self.box)
            line = self.box.lineEdit()
            assert line is not None
            line.textEdited.connect(lambda _: self.edited.emit())
            self.watch(line)

    def make_cell(self) -> None:
        """Ask for no more than a few characters of width."""
        super().make_cell()
        self.box.setMinimumContentsLength(3)

    def value(self) -> Value:
        """Return the code chosen."""
        return choice_value(self.box)

    def set_value(self, value: Value) -> None:
        """Show a choice."""
        show_choice(self.box, value)


class ChoicesEditor(Editor):
    """Several of the choices; codes the list does not know are kept."""

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.widget = QWidget()
        self.widget.setMinimumWidth(theme.px(_LEAST))
        self.flow = flow = FlowLayout(theme.px(10), self.widget)
        flow.setContentsMargins(0, theme.px(4), 0, 0)
        self._boxes: dict[str, CheckBox] = {}
        self._unknown: tuple[str, ...] = ()
        for choice in spec.choices:
            box = CheckBox(theme, begun(choice.label.to(texts.language)))
            box.clicked.connect(lambda _: self.edited.emit())
            flow.addWidget(box)
            self.watch(box)
            self._boxes[choice.code] = box

    def value(self) -> Value:
        """Return the codes chosen, in the order of the list."""
        chosen = tuple(code for code, box in self._boxes.items() if box.isChecked())
        return (*chosen, *self._unknown)

    def set_value(self, value: Value) -> None:
        """Show the choices."""
        codes = (
            [item for item in value if isinstance(item, str)] if isinstance(value, tuple) else []
        )
        self._unknown = tuple(code for code in codes if code not in self._boxes)
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def mark(self, level: Level | None, rows: frozenset[int] = frozenset()) -> None:
        """Mark nothing but for those who ask: boxes have no common border."""
        del rows
        mark_finding(self.widget, level)

    def focus(self, row: int = -1) -> None:
        """Go to the first box."""
        del row
        next(iter(self._boxes.values()), self.widget).setFocus()

    def least(self) -> int:
        """Return the width of the longest choice."""
        return self.flow.minimumSize().width()

    def box(self, code: str) -> CheckBox:
        """Return the box of one choice."""
        return self._boxes[code]


class YesNoEditor(Editor):
    """A question that is answered by yes or by no; neither is chosen before."""

    wide = False

    def __init__(self, spec: FieldSpec, texts: Texts, theme: Theme) -> None:
        super().__init__(spec, texts, theme)
        self.widget = QWidget()
        flow = FlowLayout(theme.px(16), self.widget)
        flow.setContentsMargins(0, theme.px(4), 0, 0)
        self.answers = {
            True: QRadioButton(texts("kit.yes_word")),
            False: QRadioButton(texts("kit.no_word")),
        }
        label = spec.label.to(texts.language)
        for answer, button in self.answers.items():
            button.setAutoExclusive(False)  # so that an answer can be taken away again
            button.setAccessibleName(f"{label}: {button.text()}")
            button.clicked.connect(lambda _on, chosen=answer: self._choose(chosen))
            flow.addWidget(button)
            self.watch(button)

    def value(self) -> Value:
        """Return yes or no, or None while unanswered."""
        return next((answer for answer, one in self.answers.items() if one.isChecked()), None)

    def set_value(self, value: Value) -> None:
        """Show an answer."""
        for answer, button in self.answers.items():
            button.setChecked(value is answer)

    def focus(self, row: int = -1) -> None:
        """Go to what has been chosen, else to yes."""
        del row
        self.answers[self.value() is not False].setFocus()

    def mark(self, level: Level | None, rows: frozenset[int] = frozenset()) -> None:
        """Mark nothing but for those who ask: the circles have no common border."""
        del rows
        mark_finding(self.widget, level)

    def _choose(self, answer: bool) -> None:
        self.set_value(answer)
        self.edited.emit()
