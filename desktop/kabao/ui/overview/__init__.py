"""What needs attention today, drawn."""

from kabao.ui.kit.context import RoomContext
from kabao.ui.overview.room import OverviewRoom


def build_room(context: RoomContext) -> OverviewRoom:
    """Return the first room."""
    return OverviewRoom(context)
