"""The register: table, side panel, forms and evidence entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.ui.holders.room import HoldersRoom
    from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> HoldersRoom:
    """Return the room of holders."""
    from kabao.ui.holders.room import HoldersRoom

    return HoldersRoom(context)
