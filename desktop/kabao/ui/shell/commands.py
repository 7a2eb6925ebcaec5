"""What can be done in every room: with the ledger, and with the look of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.shell.window import MainWindow


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
    other = "en" if texts.language == "zh" else "zh"
    return [
        Command(
            "language",
            texts(f"shell.language_{other}"),
            lambda: preferences.change(language=other),
            "language",
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
