"""Starting the registration of the employer shown: founding, change or end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.ui.kit.labels import begun
from kabao.ui.kit.menus import open_over
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.domain.employers import Employer
    from kabao.ui.kit.context import RoomContext

KEY = "Ctrl+Shift+R"


class RegisterMenu(QObject):
    """Fills a menu with the kinds of registration and starts the one chosen."""

    def __init__(
        self, context: RoomContext, employer: Callable[[], Employer | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._employer = employer
        self.menu = QMenu(parent)
        self.menu.setObjectName("register_menu")
        self.menu.setAccessibleName(context.texts("claims.register"))
        self.menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer every kind of registration; read when the menu opens."""
        self.menu.clear()
        language = self._context.texts.language
        for choice in self._context.workspace.rulebook.code_lists["registration_reason"]:
            item = self.menu.addAction(begun(choice.label.to(language)))
            item.setObjectName(f"register_{choice.code}")
            item.triggered.connect(lambda _checked=False, code=choice.code: self.start(code))

    def start(self, reason: str) -> None:
        """Start a registration and go there."""
        context, employer = self._context, self._employer()
        if employer is None:
            return
        choices = context.workspace.rulebook.code_lists["registration_reason"]
        label = next(item.label for item in choices if item.code == reason)
        kind = label.to(context.texts.language)
        title = context.texts("claims.register_title", name=employer.name, kind=kind)
        try:
            saved = context.workspace.claims.register(employer.id, title, reason)
        except KabaoError as error:
            context.alerts.show(error)
            return
        context.announce(saved.changed)
        context.offer_undo(context.texts("claims.registered", number=saved.record.number))
        context.navigate(Place("cases", saved.record.id))

    def open(self, button: QWidget) -> None:
        """Fill the menu and open it over a button."""
        self.fill()
        open_over(self.menu, button)

    def commands(self, button: QWidget) -> Sequence[Command]:
        """Offer the menu by its key."""
        title = self._context.texts("claims.register")
        run = partial(self.open, button)
        return [Command("employers.register", title, run, "file-check", KEY, self._has_employer)]

    def _has_employer(self) -> bool:
        return self._employer() is not None
