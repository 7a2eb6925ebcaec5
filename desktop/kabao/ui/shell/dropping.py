"""Files dropped on the window, wherever in it: ledgers, rosters, messages and packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.ui.shell.doors import is_ledger
from kabao.ui.shell.ways import choose_new

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDropEvent

    from kabao.ui.shell.window import MainWindow

_HEAD = 4096
"""Bytes at the head of a text file that tell what it is."""
_SENDER = "【】"


def dropped(window: MainWindow, event: QDropEvent) -> Path | None:
    """Return the one file that is dragged, if the window can do something with it now.

    Rooms take what is theirs first: documents of a case, photographs, proofs. On the welcome page
    a file asks for a ledger to go into; a locked window takes only another ledger.
    """
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    if not path.is_file():  # a folder, a link to nowhere, a pipe that would never end
        return None
    open_to_all = window.frame is not None or window.welcome is not None
    return path if is_ledger(path) or (open_to_all and _home(path)) else None


def told(window: MainWindow, path: Path) -> str:
    """Say what dropping a file here will do."""
    home = _home(path)
    key = "ledger" if is_ledger(path) or home is None else home[1]
    return window.parts.preferences.texts()(f"kit.drop.{key}")


def take(window: MainWindow, path: Path) -> None:
    """Open a ledger, import a roster, take in the case of a package or what messages say.

    No new ledger is made for an empty file.
    """
    if is_ledger(path):
        window.open_path(path)
    elif window.frame is None and not path.stat().st_size:
        window.refused(InputRefusedError("roster_empty", name=path.name))
    elif window.frame is None:
        choose_new(window, lambda: take(window, path))
    elif home := _home(path):
        room, act = home
        window.frame.show_room(room)
        getattr(window.frame.room(room), act)(path)


def _home(path: Path) -> tuple[str, str] | None:
    """Return the room that a file belongs to, and what takes it there."""
    return next((home for belongs, home in _HOMES if belongs(path)), None)


def _is_package(path: Path) -> bool:
    return path.suffix.casefold() in {".pdf", ".json"}


def _is_messages(path: Path) -> bool:
    """Tell messages, which begin with who sends them, from a roster that is a text file too."""
    if path.suffix.casefold() != ".txt":
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return any(sign.encode(code) in head for sign in _SENDER for code in ("utf-8", "gb18030"))


def _is_roster(path: Path) -> bool:
    from kabao.ui.rosters.start_step import is_roster

    return is_roster(path)


_HOMES: tuple[tuple[Callable[[Path], bool], tuple[str, str]], ...] = (
    (_is_package, ("cases", "take_package")),
    (_is_messages, ("holders", "take_messages")),
    (_is_roster, ("holders", "import_roster")),
)
