"""Starting a claim for the person shown: what for is chosen from a menu, the rest is filled in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QMenu

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.services.claims import ClaimWish
from kabao.ui.kit.labels import begun
from kabao.ui.kit.menus import open_over
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.context import RoomContext

KEY = "Ctrl+Shift+A"
REASONS = {"reissue": "lost", "upgrade": "upgrade"}
"""Reasons that go without saying."""


class ClaimMenu(QObject):
    """Fills a menu with the kinds of application; ``refused`` says what stood in the way."""

    refused = QtSignal(object)

    def __init__(self, context: RoomContext, holder_id: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._holder_id = holder_id
        texts = context.texts
        self.menu = QMenu(texts("claims.menu"), parent)
        self.menu.setAccessibleName(texts("claims.menu"))
        self.menu.setObjectName("claim_menu")
        self.menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer every kind of application; read when the menu opens."""
        self.menu.clear()
        language = self._context.texts.language
        for choice in self._context.workspace.rulebook.code_lists["apply_for"]:
            item = self.menu.addAction(begun(choice.label.to(language)))
            item.setObjectName(f"claim_{choice.code}")
            item.triggered.connect(lambda _checked=False, code=choice.code: self.start(code))

    def start(self, apply_for: str, reason: str = "") -> None:
        """Start a claim and go there."""
        context, holder_id = self._context, self._holder_id()
        if not holder_id:
            return
        wish = ClaimWish(apply_for, reason or REASONS.get(apply_for, ""))
        name = context.workspace.holders.view(holder_id).holder.name
        choices = context.workspace.rulebook.code_lists["apply_for"]
        label = next(item.label for item in choices if item.code == apply_for)
        title = context.texts("claims.title", name=name, kind=label.to(context.texts.language))
        try:
            saved = context.workspace.claims.start(holder_id, title, wish)
        except KabaoError as error:
            self.refused.emit(error)
            return
        context.announce(saved.changed)
        context.offer_undo(context.texts("claims.started", number=saved.record.number))
        context.navigate(Place("cases", saved.record.id))

    def open(self, button: QWidget) -> None:
        """Fill the menu and open it over a button."""
        self.fill()
        open_over(self.menu, button)

    def commands(self, button: QWidget) -> Sequence[Command]:
        """Offer the menu by its key."""
        title = self._context.texts("claims.menu")
        run = partial(self.open, button)
        return [Command("claims.menu", title, run, "file-check", KEY, self._has_person)]

    def _has_person(self) -> bool:
        return bool(self._holder_id())
