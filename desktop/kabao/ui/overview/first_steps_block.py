"""The first steps in a young ledger: what is done, what comes next, and the ways there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Hairline, empty_layout
from kabao.ui.kit.text import Label
from kabao.ui.overview.block import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QPushButton

    from kabao.domain.findings import Place
    from kabao.services.first_steps import FirstStep
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class FirstStepsBlock(Block):
    """Emits ``chosen`` with the place where the next step is done; hidden when nothing is left."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts("overview.first.title"))
        self._theme, self._texts = theme, texts
        self._steps: Sequence[FirstStep] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.hide()

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show how far the ledger has come, unless it says the same."""
        if steps == self._steps:
            return
        self._steps = steps
        empty_layout(self._rows)
        following = _following(steps)
        for step in steps:
            self._rows.addWidget(Hairline())
            self._rows.addWidget(self._row(step, is_next=step is following))
        done = sum(step.done for step in steps)
        self.note.setText(self._texts("overview.first.note", done=done, total=len(steps)))
        self.setVisible(bool(steps))

    def _row(self, step: FirstStep, *, is_next: bool) -> QWidget:
        theme, texts = self._theme, self._texts
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.space("s2"), 0, theme.space("s2"))
        line.setSpacing(theme.space("s3"))
        icon, tone = ("circle-check", "ok") if step.done else ("circle-dashed", "ink_2")
        mark = IconLabel(theme, icon, tone)
        mark.setAccessibleName(texts("overview.first.done" if step.done else "overview.first.open"))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = texts(f"overview.first.{step.key}")
        words.addWidget(Label(title, "section" if is_next else "body", wrap=True))
        if is_next:
            words.addWidget(
                Label(texts(f"overview.first.{step.key}_how"), "small", "ink_2", wrap=True)
            )
        line.addWidget(mark)
        line.addLayout(words, 1)
        if is_next:
            for button, place in self._buttons(step, title):
                button.clicked.connect(lambda _=False, there=place: self.chosen.emit(there))
                line.addWidget(button)
        return row

    def _buttons(self, step: FirstStep, title: str) -> Iterator[tuple[QPushButton, Place]]:
        theme, texts = self._theme, self._texts
        if step.other is not None:
            words = texts(f"overview.first.{step.key}_other")
            yield SecondaryButton(theme, words), step.other
        go = PrimaryButton(theme, texts("overview.first.go"))
        go.setAccessibleName(f"{texts('overview.first.go')} {title}")
        yield go, step.place


def _following(steps: Sequence[FirstStep]) -> FirstStep | None:
    """Return the step that comes next: whoever has a case without people goes on from there."""
    open_steps = [step for step in steps if not step.done]
    begun = any(step.key == "case" and step.done for step in steps)
    later = [step for step in open_steps if not (begun and step.key == "people")]
    return next(iter(later or open_steps), None)
