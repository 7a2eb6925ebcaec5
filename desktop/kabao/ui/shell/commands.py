"""What can be done in every room: with the ledger, and with the look of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kabao.ui.kit.pickers import SPOKEN
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.shell.window import MainWindow


def window_commands(window: MainWindow, texts: Texts) -> list[Command]:
    """Return everything that can be done in every room but for undo."""
    return [
        *ledger_commands(window, texts),
        *window.helper.commands(texts),
        *look_commands(window.parts.preferences, texts),
    ]


def ledger_commands(window: MainWindow, texts: Texts) -> list[Command]:
    """Return the commands of the ledger menu."""
    lock = Command("ledger_lock", texts("safe.lock_now"), window.guard.lock, "lock", "Ctrl+Alt+L")
    return [
        *((lock,) if window.guard.can_lock else ()),
        Command(
            "ledger_open", texts("shell.open_ledger"), window.choose_ledger, "folder-open", "Ctrl+O"
        ),
        Command("ledger_new", texts("shell.new_ledger"), window.choose_new, "plus"),
        Command("ledger_close", texts("shell.close_ledger"), window.close_ledger, "x"),
    ]


def look_commands(preferences: Preferences, texts: Texts) -> list[Command]:
    """Return the commands that change language and look."""
    return [
        *(
            Command(
                f"language_{other}",
                texts(f"shell.language_{other}"),
                partial(preferences.change, language=other),
                "language",
            )
            for other in SPOKEN
            if other != texts.language
        ),
        Command(
            "theme_light",
            texts("shell.theme_light"),
            lambda: preferences.change(theme="light"),
            "contrast-2",
        ),
        Command(
            "theme_dark",
            texts("shell.theme_dark"),
            lambda: preferences.change(theme="dark"),
            "contrast-2",
        ),
    ]
