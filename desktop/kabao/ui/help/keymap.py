"""The keys of the window as its own commands tell them, room by room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.findings import Place
from kabao.services.manual.reference import told_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.texts import Texts
    from kabao.ui.kit.rooms import Command
    from kabao.ui.shell.frame import Frame

Rows = list[tuple[str, str]]
_FRAME = (
    ("Ctrl+F", "shell.focus_search"),
    ("Ctrl+K", "shell.commands"),
    ("F6", "shell.next_region"),
    ("Ctrl+Q", "shell.quit"),
)
"""Keys of the frame itself, which are no commands."""


def tell_keys(frame: Frame, texts: Texts, case: int = 0) -> list[tuple[str, Rows]]:
    """Return the keys that work everywhere, in each room, and in a ``case`` that is opened."""
    rooms = []
    for key in frame.keys:
        frame.show_room(key)
        rows = list(_rows(frame.room(key).commands()))
        if rows:
            rooms.append((frame.room(key).title, rows))
    if case:
        frame.navigate(Place("cases", record=case))
        rooms.append((texts("help.open_case"), list(_rows(frame.room("cases").commands()))))
    everywhere = [(keys, texts(words)) for keys, words in _FRAME]
    everywhere += _rows(frame.general_commands())
    return [(texts("help.everywhere"), everywhere), *rooms]


def keys_at_hand(frame: Frame, texts: Texts) -> list[tuple[str, Rows]]:
    """Return the keys of the room shown, those that work everywhere, and those of other rooms."""
    here = frame.room(frame.current)
    everywhere = [(keys, texts(words)) for keys, words in _FRAME]
    everywhere += _rows(frame.general_commands())
    now = [(here.title, list(_rows(here.commands()))), (texts("help.everywhere"), everywhere)]
    known = {title for title, _ in now}
    others = [group for group in told_keys(texts) if group[0] not in known]
    return [group for group in (*now, *others) if group[1]]


def _rows(commands: Iterable[Command]) -> Iterator[tuple[str, str]]:
    for command in commands:
        if command.shortcut:
            yield command.shortcut, command.title
