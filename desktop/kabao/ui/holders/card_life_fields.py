"""The fields of one step in the life of a card: only those that the step needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.card_life import NEXT_CARD, CardAction
from kabao.domain.card_life_progress import WAY, WITH_REASON, likely_next, next_states
from kabao.domain.card_life_steps import ARRIVED_WITH
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.labels import begun
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.card_life import CardFacts
    from kabao.domain.fields import Choice, Values
    from kabao.ui.kit.context import RoomContext

_REASONS = {
    CardAction.LOSS_TEMP: "loss_reason",
    CardAction.LOSS_FORMAL: "loss_reason",
    CardAction.REISSUE: "loss_reason",
    CardAction.CANCEL: "cancel_reason",
}
"""The pick list of reasons of an action."""
_DAYS = {CardAction.PROGRESS: "on_progress", CardAction.COLLECT: "on_collect"}
_SUBMITTED = "submitted"
SHORTEST = 8
"""Characters that a list shows at least: on a small screen the longest entry sets no width."""


class LifeFields(QWidget):
    """Emits ``changed`` whenever anything is typed or chosen."""

    changed = Signal()

    def __init__(self, context: RoomContext, action: CardAction, facts: CardFacts) -> None:
        super().__init__()
        self._context = context
        self._action = action
        self._facts = facts
        self._combos: dict[str, ComboBox] = {}
        self._lines: dict[str, QLineEdit] = {}
        self._labels: dict[str, Label] = {}
        self._old: CheckBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(context.theme.space("s3"))
        self._grid.setVerticalSpacing(context.theme.space("s2"))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._add_fields()
        if self._may_return_old():
            self._old = CheckBox(context.theme, context.texts("card_life.field.old_returned"))
            self._old.setObjectName("old_returned")
            self._old.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(self._old)
        self._ask_reason()

    def day(self) -> str:
        """Return the day as ISO text, or what was typed if it is none."""
        line = self._lines["on"]
        assert isinstance(line, DateLine)
        return line.iso()

    def choice(self, name: str) -> str:
        """Return the code chosen in a list; empty where the step does not ask."""
        combo = self._combos.get(name)
        return str(combo.currentData() or "") if combo else ""

    def text(self, name: str) -> str:
        """Return what was typed; empty where the step does not ask or the field is hidden."""
        line = self._lines.get(name)
        return line.text().strip() if line and not line.isHidden() else ""

    def note(self) -> str:
        """Return the note, with the reason chosen before it."""
        texts, note = self._context.texts, self.text("note")
        combo = self._combos.get("why")
        why = combo.currentText() if combo and combo.currentData() else ""
        if why and note:
            return texts("card_life.with_note", reason=why, note=note)
        return why or note

    def arrived(self) -> Values:
        """Return what was read from the card at collection."""
        dates = {name: line for name, line in self._lines.items() if isinstance(line, DateLine)}
        return {
            name: dates[name].iso().strip() if name in dates else self.text(name)
            for name in ARRIVED_WITH
            if name in self._lines
        }

    def old_returned(self) -> bool:
        """Say whether the card replaced was handed back."""
        return self._old is not None and self._old.isChecked()

    def focus_first(self) -> None:
        """Put the keyboard where something has to be chosen."""
        first = self._combos.get("progress") or self._combos.get("generation")
        (first or self._lines.get("card_number") or self._lines["on"]).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _add_fields(self) -> None:
        action = self._action
        next_card = action in NEXT_CARD
        if action is CardAction.PROGRESS:
            self._add_progress("progress", next_states(self._facts.card.text("progress")))
            self._add_line("reason", QLineEdit())
        if action is CardAction.UPGRADE:
            self._add_generation()
        day = DateLine(self._context.theme, self._context.texts)
        day.setText(self._context.clock().isoformat())
        self._add_line("on", day, "on_next" if next_card else _DAYS.get(action, "on"))
        if action is CardAction.COLLECT:
            self._add_arrived()
        if next_card:
            self._add_progress("first_progress", WAY)
        if action in _REASONS:
            self._add_reason(_REASONS[action])
        self._add_channel()
        if action not in (CardAction.PROGRESS, CardAction.COLLECT):
            self._add_line("note", QLineEdit())

    def _add_arrived(self) -> None:
        for name in ARRIVED_WITH:
            theme, texts = self._context.theme, self._context.texts
            line = QLineEdit() if name == "card_number" else DateLine(theme, texts)
            line.setText(self._facts.card.text(name))
            self._add_line(name, line)

    def _add_progress(self, label: str, states: Iterable[str]) -> None:
        form = self._context.workspace.cards.form
        known = [choice for code in states if (choice := form.field("progress").choice(code))]
        combo = self._add_combo("progress", known, label)
        making = self._action is CardAction.PROGRESS
        likely = likely_next(self._facts.card.text("progress")) if making else _SUBMITTED
        combo.setCurrentIndex(max(combo.findData(likely), 0))

    def _add_generation(self) -> None:
        now = self._facts.card.text("generation")
        lists = self._context.workspace.rulebook.code_lists["generation"]
        # The newest comes first: hardly anybody asks for an older one.
        others = [choice for choice in reversed(lists) if choice.code != now]
        self._add_combo("generation", others)

    def _add_reason(self, name: str) -> None:
        combo = self._add_combo("why", ())
        combo.addItem(begun(self._context.texts("card_life.no_reason")), "")
        self._fill(combo, self._context.workspace.rulebook.code_lists[name])

    def _add_channel(self) -> None:
        combo = self._add_combo("channel", ())
        combo.addItem(begun(self._context.texts("evidence.no_channel")), "")
        self._fill(combo, self._context.workspace.rulebook.activation.channels)
        last = self._context.workspace.habits.last(f"card_life.{self._action}")
        combo.setCurrentIndex(max(combo.findData(last), 0))

    def _add_combo(self, name: str, choices: Iterable[Choice], label: str = "") -> ComboBox:
        combo = ComboBox(self._context.theme)
        combo.setMinimumContentsLength(SHORTEST)
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combos[name] = combo
        self._fill(combo, choices)
        self._add_row(name, combo, label or name)
        combo.currentIndexChanged.connect(lambda _index: self._on_changed())
        return combo

    def _fill(self, combo: ComboBox, choices: Iterable[Choice]) -> None:
        for choice in choices:
            combo.addItem(begun(choice.label.to(self._context.texts.language)), choice.code)

    def _add_line(self, name: str, line: QLineEdit, label: str = "") -> None:
        self._lines[name] = line
        self._add_row(name, line, label or name)
        line.textChanged.connect(lambda _text: self._on_changed())

    def _add_row(self, name: str, widget: QWidget, label: str) -> None:
        words = Label(self._context.texts(f"card_life.field.{label}"), tone="ink_2")
        words.setBuddy(widget)
        widget.setObjectName(f"life_{name}")
        widget.setAccessibleName(words.text())
        self._labels[name] = words
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(widget, row, 1)

    def _on_changed(self) -> None:
        self._ask_reason()
        self.changed.emit()

    def _ask_reason(self) -> None:
        """Ask why only of a state that says nothing without a reason."""
        if "reason" in self._lines:
            asked = self.choice("progress") in WITH_REASON
            self._lines["reason"].setVisible(asked)
            self._labels["reason"].setVisible(asked)

    def _may_return_old(self) -> bool:
        old = self._facts.predecessor
        collected = self._action is CardAction.COLLECT
        return collected and old is not None and not self._facts.predecessor_cancelled
