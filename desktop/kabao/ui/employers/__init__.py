"""Employers, their forms and the clocks of article 57."""

from kabao.ui.employers.room import EmployersRoom
from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> EmployersRoom:
    """Return the room of employers."""
    return EmployersRoom(context)
