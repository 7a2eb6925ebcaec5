"""What a room is to the window: a page, its commands, and what it answers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Place


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, listed in the palette; its shortcut lives while its room is shown."""

    key: str
    title: str
    run: Callable[[], None]
    icon: str = ""
    shortcut: str = ""
    enabled: Callable[[], bool] = _always
    note: str = ""
    """What tells it from others of the same title."""


class Room(QObject):
    """One room of the window; its page is built when it is first entered."""

    status_changed = Signal(str)
    commands_changed = Signal()

    search_hint = ""
    """What the empty search field says in this room."""
    home: QWidget | None = None
    """Where the page will stand. What is made in its place is not dressed anew by every move."""

    def __init__(self, key: str, icon: str, title: str) -> None:
        super().__init__()
        self.key = key
        self.icon = icon
        self.title = title

    def build(self) -> QWidget:
        """Make the page; called once."""
        raise NotImplementedError(self.key)

    def search(self, text: str) -> None:
        """Answer to what was typed into the search field."""

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return ()

    def show_place(self, place: Place) -> None:
        """Show a record, and in it a field if the place names one."""

    def refresh(self, changed: Changed) -> None:
        """Take in that another room changed records."""

    def entered(self) -> None:
        """Answer to being shown, each time."""

    def regions(self) -> Sequence[QWidget]:
        """Return the stops of F6 in order."""
        return ()

    def state(self) -> object:
        """Return what to come back to when the page is built anew in another language."""
        return None

    def restore(self, state: object) -> None:
        """Come back to what ``state`` returned."""

    def flush(self) -> None:
        """Store now what was typed."""

    def status_widget(self) -> QWidget | None:
        """Return something for the left of the status bar, such as a legend."""
        return None
