"""The menu of what can be done with a card; what makes no sense now says why and is greyed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QMenu

from kabao.domain.card_life import CardAction, why_not
from kabao.ui.holders.card_life_words import LifeWords
from kabao.ui.kit.menus import open_over
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.context import RoomContext

KEY = "Ctrl+J"
LETTERS = {
    CardAction.PROGRESS: "P",
    CardAction.COLLECT: "G",
    CardAction.LOSS_TEMP: "T",
    CardAction.LOSS_FORMAL: "F",
    CardAction.RELEASE_LOSS: "J",
    CardAction.UNLOCK: "U",
    CardAction.REISSUE: "B",
    CardAction.RENEW: "H",
    CardAction.UPGRADE: "N",
    CardAction.REPLACE: "S",
    CardAction.CANCEL: "X",
}
"""One letter for each action, the same in both languages."""
_GROUPS_BEGIN = (CardAction.LOSS_TEMP, CardAction.REISSUE, CardAction.CANCEL)


class CardLifeMenu(QObject):
    """Fills a menu when it opens; ``asked`` carries the action chosen."""

    asked = QtSignal(object)

    def __init__(self, context: RoomContext, card_id: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._card_id = card_id
        self._words = LifeWords(context.texts, lambda: context.workspace.cards.form)
        self.menu = QMenu(parent)
        self.menu.setAccessibleName(context.texts("card_life.menu"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer every action, each enabled or with the reason why not."""
        self.menu.clear()
        card_id = self._card_id()
        if not card_id:
            return
        for offer in self._context.workspace.card_life.offers(card_id):
            if offer.action in _GROUPS_BEGIN:
                self.menu.addSeparator()
            title = f"{self._words.action(offer.action)} (&{LETTERS[offer.action]})"
            reason = self._words.because(offer.refusal) if offer.refusal else ""
            item = self.menu.addAction(f"{title}\t{reason}" if reason else title)
            item.setObjectName(f"life_{offer.action}")
            item.setData(offer.action.value)
            item.setEnabled(not reason)
            item.setToolTip(reason)
            item.triggered.connect(
                lambda _checked=False, action=offer.action: self.asked.emit(action)
            )

    def open_above(self, button: QWidget) -> None:
        """Open the menu over the button and choose its first line that can be chosen."""
        self.fill()
        open_over(self.menu, button)

    def commands(self) -> Sequence[Command]:
        """Offer every action in the palette, as far as it makes sense for the card."""
        texts = self._context.texts
        return [
            Command(
                f"card_life.{action}",
                texts("card_life.command", action=self._words.action(action)),
                lambda action=action: self.asked.emit(action),  # type: ignore[misc]
                "credit-card",
                enabled=lambda action=action: self.may(action),  # type: ignore[misc]
            )
            for action in CardAction
        ]

    def may(self, action: CardAction) -> bool:
        """Say whether an action makes sense for the card shown."""
        card_id = self._card_id()
        return bool(card_id) and (
            why_not(action, self._context.workspace.card_life.facts(card_id)) is None
        )
