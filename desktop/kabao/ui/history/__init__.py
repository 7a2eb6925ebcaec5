"""The history in the window: undo and redo, and the page that goes back to any point."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.ui.history.room import HistoryRoom
    from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> HistoryRoom:
    """Return the room of the history."""
    from kabao.ui.history.room import HistoryRoom

    return HistoryRoom(context)
