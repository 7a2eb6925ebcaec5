"""The command that reads the clipboard as an activation message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.ui.kit.context import RoomContext

SHORTCUT = "Ctrl+Shift+V"


def notice_command(
    context: RoomContext,
    parent_getter: Callable[[], QWidget | None],
    on_saved: Callable[[Changed], None] | None = None,
) -> Command:
    """Return the command; ``on_saved`` is told what changed, else every other room is."""

    def run() -> None:
        changed = read_notice(context, parent_getter())
        if changed is not None:
            (on_saved or context.announce)(changed)

    return Command("notices.read", context.texts("notices.title"), run, "clipboard-check", SHORTCUT)


def read_notice(
    context: RoomContext, parent: QWidget | None, card_id: int | None = None
) -> Changed | None:
    """Open the reader on what the clipboard holds; returns what was recorded, if anything."""
    from kabao.ui.notices.dialog import NoticeDialog

    dialog = NoticeDialog(context, parent, card_id)
    dialog.paste()
    dialog.exec()
    saved = dialog.saved
    dialog.message.clear()
    dialog.deleteLater()
    return saved.changed if saved is not None else None
