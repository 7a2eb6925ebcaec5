"""What the menu over rows of the register offers: for one person, or for all who are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.texts import Texts
    from kabao.ui.holders.list_page import HoldersList

_ONE = (
    "holders.record",
    "card_life.menu",
    None,
    "claims.menu",
    "holders.photo",
    "holders.statement",
    None,
    "privacy.copy",
    "holders.reveal",
)
_MANY = ("holders.record", "holders.bulk.employer", "holders.export", None, "holders.bulk.clear")


def row_acts(
    texts: Texts, people: HoldersList, commands: Sequence[Command]
) -> Iterator[Command | None]:
    """Yield the commands of the room that are about the rows chosen."""
    known = {command.key: command for command in commands}
    one = people.rows.count() <= 1
    if one:
        table = people.table
        yield Command(
            "holders.edit",
            texts("holders.edit"),
            lambda: table.opened.emit(table.currentIndex()),
            shortcut="Enter",
        )
    for key in _ONE if one else _MANY:
        if key is None or key in known:
            yield known[key] if key else None
