"""Views under a name: a menu to choose, keep, rename, replace and remove them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from kabao.domain.errors import KabaoError
from kabao.domain.holders import HolderFilter
from kabao.services.views import View
from kabao.ui.kit.buttons import MenuButton
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.context import RoomContext

SHORTCUT = "Ctrl+Shift+L"
SAVE_KEY = "Ctrl+Shift+S"
_WIDEST = 220
_RIGHT = Qt.TextElideMode.ElideRight


class SavedViews(QObject):
    """The button with its menu; ``now`` tells what is shown at present."""

    chosen = Signal(object)
    """The View to show."""

    def __init__(self, context: RoomContext, now: Callable[[], View], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._views = context.workspace.views
        self._now = now
        self._name = ""
        self.button = MenuButton(context.theme, context.texts("holders.views.menu"))
        self.button.setObjectName("views")
        self.button.setToolTip(f"{context.texts('holders.views.menu')}  {SHORTCUT}")
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self._menu)

    @property
    def name(self) -> str:
        """The view that was chosen last and is shown still; empty for none."""
        return self._name

    def show_changed(self) -> None:
        """Follow what the register shows: by another filter it is no longer the view."""
        if self._name and not self._is_shown(self._name):
            self._take_name("")

    def open(self) -> None:
        """Open the menu."""
        self.button.setFocus()
        self.button.showMenu()

    def menu(self) -> QMenu:
        """Return the menu, filled anew."""
        self._fill()
        return self._menu

    def commands(self) -> Sequence[Command]:
        """Offer every view, and the keeping of one, in the list of commands."""
        texts = self._context.texts
        named = (
            Command(
                f"holders.view.{view.name}",
                texts("holders.views.named", name=view.name),
                partial(self.choose, view),
                "filter",
            )
            for view in self._views.all()
        )
        menu = texts("holders.views.menu")
        return (
            Command("holders.views", menu, self.open, "filter", SHORTCUT),
            Command(
                "holders.views.save",
                texts("holders.views.save"),
                self.save,
                "device-floppy",
                SAVE_KEY,
            ),
            *named,
        )

    def choose(self, view: View) -> None:
        """Show a view."""
        self.chosen.emit(view)
        self._take_name(view.name)

    def save(self) -> None:
        """Ask for a name and keep what is shown under it."""
        texts, alerts = self._context.texts, self._context.alerts
        name = (alerts.text(texts("holders.views.name"), self._name) or "").strip()
        if not name or not self._may_take(name):
            return
        self._store(name)

    def update(self) -> None:
        """Keep what is shown in place of the view chosen last."""
        if self._last:
            self._store(self._last)

    def rename(self, name: str) -> None:
        """Ask for another name of a view."""
        texts, alerts = self._context.texts, self._context.alerts
        wanted = (alerts.text(texts("holders.views.name"), name) or "").strip()
        if not wanted or wanted == name or not self._may_take(wanted):
            return
        self._do(lambda: self._views.rename(name, wanted))
        if self._name == name:
            self._take_name(wanted)

    def remove(self, name: str) -> None:
        """Forget a view and offer to take that back."""
        if self._do(lambda: self._views.remove(name)):
            self._take_name("" if self._name == name else self._name)
            self._context.offer_undo(self._context.texts("holders.views.removed", name=name))

    _last = ""
    """The view chosen last, whether or not it is shown still."""

    def _store(self, name: str) -> None:
        if self._do(lambda: self._views.save(replace(self._now(), name=name))):
            self._take_name(name)

    def _may_take(self, name: str) -> bool:
        texts = self._context.texts
        if name not in {view.name for view in self._views.all()}:
            return True
        question = texts("holders.views.replace_question", name=name)
        return self._context.alerts.ask(question, "", texts("holders.views.replace"))

    def _do(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except KabaoError as error:
            self._context.alerts.show(error)
            return False
        return True

    def _is_shown(self, name: str) -> bool:
        now = self._now()
        return any(
            view.filter == now.filter and view.columns in ((), now.columns)
            for view in self._views.all()
            if view.name == name
        )

    def _take_name(self, name: str) -> None:
        self._name = name
        self._last = name or self._last
        texts = self._context.texts
        shown = texts("holders.views.named", name=name) if name else texts("holders.views.menu")
        self.button.setText(self.button.fontMetrics().elidedText(shown, _RIGHT, _WIDEST))
        self.button.updateGeometry()

    def _fill(self) -> None:
        texts, menu = self._context.texts, self._menu
        menu.clear()
        everybody = menu.addAction(texts("holders.views.all"))
        everybody.triggered.connect(lambda: self.choose(View("", HolderFilter())))
        views = self._views.all()
        for view in views:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(view.name == self._name)
            action.triggered.connect(lambda _=False, it=view: self.choose(it))
        menu.addSeparator()
        menu.addAction(texts("holders.views.save"), self.save)
        last = next((view.name for view in views if view.name == self._last), "")
        if last:
            name = last.replace("&", "&&")
            menu.addAction(texts("holders.views.update", name=name), self.update)
            menu.addAction(texts("holders.views.rename", name=name), lambda: self.rename(last))
            menu.addAction(texts("holders.views.remove", name=name), lambda: self.remove(last))
