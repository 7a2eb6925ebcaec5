"""What can be done by key with the person chosen: changing, another card, taking away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.texts import Texts
    from kabao.ui.holders.panel import HolderPanel


def person_commands(
    texts: Texts, panel: HolderPanel, holder_id: Callable[[], int]
) -> Sequence[Command]:
    """Return the commands about whoever the panel shows; they rest while it shows nobody."""

    def shown() -> bool:
        return holder_id() > 0

    return (
        Command(
            "holders.edit",
            texts("holders.edit"),
            lambda: panel.edit_holder.emit(holder_id()),
            "pencil",
            "F2",
            shown,
        ),
        Command(
            "holders.new_card",
            texts("holders.first_card"),
            lambda: panel.edit_card.emit(0, holder_id()),
            "plus",
            "Ctrl+Shift+N",
            shown,
        ),
        Command(
            "holders.remove",
            texts("holders.remove"),
            lambda: panel.remove_holder.emit(holder_id()),
            "trash",
            "",
            shown,
        ),
    )
