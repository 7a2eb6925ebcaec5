"""What is begun in another room, offered by the palette wherever one is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kabao.domain.findings import Place
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kabao.texts import Texts

_BEGUN = (
    ("holders", "new", "plus"),
    ("holders", "import", "file-import"),
    ("cases", "new", "plus"),
    ("employers", "new", "plus"),
)
"""Room, what its place is called, and an icon: known before the room itself is made."""


def beginnings(
    texts: Texts, rooms: Collection[str], navigate: Callable[[Place], None]
) -> list[Command]:
    """Return what can be begun in these rooms."""
    return [
        Command(
            f"begin.{room}.{what}",
            texts(f"{room}.{what}"),
            partial(navigate, Place(room, section=what)),
            icon,
        )
        for room, what, icon in _BEGUN
        if room in rooms
    ]
