"""How wide somebody drew the panes of a page: kept by name, and given back at the next start."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.panels import Splitter

_PAUSE_MS = 400
"""A drag is over when it has rested so long."""
_MOST = 10_000


def keep_panes(context: RoomContext, panes: Splitter, name: str) -> None:
    """Give panes the sizes that were kept under a name, and keep what they are drawn to."""
    preferences, theme = context.preferences, context.theme
    if preferences is None:
        return
    sizes = read_panes(preferences.now.panes).get(name, [])
    if len(sizes) == panes.count():
        panes.give([theme.px(size) for size in sizes])

    def keep() -> None:
        now = [round(size / theme.scale) for size in panes.sizes()]
        if all(now):  # a pane that is hidden now keeps the size it had
            preferences.change(panes=panes_text(preferences.now.panes, name, now))

    pause = QTimer(panes, singleShot=True, interval=_PAUSE_MS)
    pause.timeout.connect(keep)
    panes.splitterMoved.connect(lambda *_: pause.start())


def panes_text(text: str, name: str, sizes: Sequence[int]) -> str:
    """Return the sizes of all panes as JSON, those of one name being new."""
    return json.dumps({**read_panes(text), name: list(sizes)}, sort_keys=True)


def read_panes(text: str) -> dict[str, list[int]]:
    """Read what ``panes_text`` wrote; what is spoilt is as if never kept."""
    try:
        stored: Any = json.loads(text or "{}")
        named = {str(key): [int(size) for size in sizes] for key, sizes in stored.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {key: sizes for key, sizes in named.items() if all(0 < it < _MOST for it in sizes)}
