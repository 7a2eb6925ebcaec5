"""Rooms that stand on the rail before their modules are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Room

if TYPE_CHECKING:
    from collections.abc import Callable


class LateRoom(Room):
    """Holds the place of a room until it is entered: key, icon and title are all the rail needs."""

    def __init__(self, key: str, icon: str, title: str, make: Callable[[], Room]) -> None:
        super().__init__(key, icon, title)
        self._make = make

    def arrive(self) -> Room:
        """Make the room itself."""
        return self._make()
