"""Cases: the applications being assembled, their six materials, preflight, preview and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.ui.cases.room import CasesRoom
    from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> CasesRoom:
    """Return the room of cases."""
    from kabao.ui.cases.room import CasesRoom

    return CasesRoom(context)
