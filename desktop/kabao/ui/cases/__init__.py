"""Cases: the applications being assembled, their six materials, preflight, preview and export."""

from kabao.ui.cases.room import CasesRoom
from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> CasesRoom:
    """Return the room of cases."""
    return CasesRoom(context)
