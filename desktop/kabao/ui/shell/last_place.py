"""Where somebody was in which ledger, so that the next start begins there."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.ui.shell.frame import Frame

_CASES = "cases"


def place_text(frame: Frame, ledger: Path) -> str:
    """Return the room that is shown, and the case and part open in it, as JSON."""
    state = frame.states().get(_CASES) if frame.current == _CASES else None
    case, part = state if isinstance(state, tuple) and len(state) == 2 else (0, 0)
    return json.dumps(
        {"ledger": str(ledger), "room": frame.current, "record": case, "part": part},
        sort_keys=True,
    )


def read_place(text: str, ledger: Path) -> Place | None:
    """Return the place that was kept for a ledger; None for another ledger or spoilt words."""
    try:
        kept: Any = json.loads(text or "{}")
        place = Place(str(kept["room"]), int(kept["record"]), int(kept["part"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return place if kept.get("ledger") == str(ledger) else None


def go_back(frame: Frame, text: str, ledger: Path) -> None:
    """Show the place that was kept; a case that is gone leaves its list."""
    place = read_place(text, ledger)
    if place is None or place.room not in frame.keys:
        return
    with suppress(KabaoError):
        if place.room == _CASES and place.record:
            frame.show_room(_CASES)
            frame.room(_CASES).restore((place.record, place.material))
        else:
            frame.show_room(place.room)
