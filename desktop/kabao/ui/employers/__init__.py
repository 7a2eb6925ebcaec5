"""Employers, their forms and the clocks of article 57."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.ui.employers.room import EmployersRoom
    from kabao.ui.kit.context import RoomContext


def build_room(context: RoomContext) -> EmployersRoom:
    """Return the room of employers."""
    from kabao.ui.employers.room import EmployersRoom

    return EmployersRoom(context)
