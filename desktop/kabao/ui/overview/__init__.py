"""What needs attention today, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.overview.room import OverviewRoom


def build_room(context: RoomContext) -> OverviewRoom:
    """Return the first room."""
    from kabao.ui.overview.room import OverviewRoom

    return OverviewRoom(context)
