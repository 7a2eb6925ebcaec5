"""The register: table, side panel, forms and evidence entry."""

from kabao.ui.holders.room import HoldersRoom
from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> HoldersRoom:
    """Return the room of holders."""
    return HoldersRoom(context)
