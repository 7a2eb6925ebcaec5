"""Files that are dropped on the window, wherever in it: ledgers, rosters and packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kabao.ui.shell.doors import is_ledger

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent

    from kabao.ui.shell.window import MainWindow


def dropped(window: MainWindow, event: QDropEvent) -> Path | None:
    """Return the one file that is dragged, if the window can do something with it now.

    Rooms take what is theirs first: documents of a case, photographs, proofs.
    """
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    opened = window.frame is not None
    return path if is_ledger(path) or (opened and (_is_package(path) or _is_roster(path))) else None


def take(window: MainWindow, path: Path) -> None:
    """Open a ledger, import a roster, take in the case of a package."""
    if is_ledger(path) or window.frame is None:
        window.open_path(path)
        return
    room, act = ("cases", "take_package") if _is_package(path) else ("holders", "import_roster")
    window.frame.show_room(room)
    getattr(window.frame.room(room), act)(path)


def _is_package(path: Path) -> bool:
    return path.suffix.casefold() == ".pdf"


def _is_roster(path: Path) -> bool:
    from kabao.ui.rosters import is_roster

    return is_roster(path)
