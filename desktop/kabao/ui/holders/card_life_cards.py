"""The cards of one holder as a list: which one is shown, where each came from, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.holders.card_life_words import LifeWords
from kabao.ui.kit.buttons import IconButton, LinkButton
from kabao.ui.kit.labels import state_text
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.cards import Card
    from kabao.ui.kit.context import RoomContext


class CardList(QWidget):
    """Emits the card to look at, or the one to type into."""

    chosen = QtSignal(int)
    edit = QtSignal(int)

    def __init__(self, context: RoomContext, cards: Sequence[Card], shown: int) -> None:
        super().__init__()
        self._context = context
        self._words = LifeWords(context.texts, lambda: context.workspace.cards.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(context.theme.space("s2"))
        for card in cards:
            column.addWidget(self._row(card, shown=card.id == shown))

    def _row(self, card: Card, *, shown: bool) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.space("s2"))
        number = self._words.number(card)
        if shown:
            head.addWidget(Label(number, "section"))
        else:
            link = LinkButton(number)
            link.setObjectName(f"show_card_{card.id}")
            link.setAccessibleName(texts("holders.show_card", number=number))
            link.clicked.connect(lambda: self.chosen.emit(card.id))
            head.addWidget(link)
        head.addStretch(1)
        head.addWidget(Label(self._state(card), "small", "ink_2"))
        pencil = IconButton(theme, "pencil", texts("holders.edit_card", number=number), size=16)
        pencil.setObjectName(f"edit_card_{card.id}")
        pencil.clicked.connect(lambda: self.edit.emit(card.id))
        head.addWidget(pencil)
        column.addLayout(head)
        for line in self._lines(card, shown=shown):
            column.addWidget(Label(line, "small", "ink_2", wrap=True), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _state(self, card: Card) -> str:
        """Say how far a card is that is being made, else the state of its function."""
        if card.received_on is None and card.text("progress"):
            return self._words.label("progress", card.text("progress"))
        status = self._context.workspace.statuses.current(card.id)
        return state_text(self._context.texts, status.state)

    def _lines(self, card: Card, *, shown: bool) -> list[str]:
        texts = self._context.texts
        lines = [self._words.origin(card)]
        if card.collected_on is not None:
            lines.append(texts("holders.collected", day=card.collected_on.isoformat()))
        # The steps of the other cards are one click away; here they would only be noise.
        lines += self._words.steps(card) if shown else []
        return [line for line in lines if line]
