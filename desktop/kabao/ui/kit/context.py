"""What every room is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kabao.domain.changes import Changed
    from kabao.domain.findings import Place
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts
    from kabao.ui.kit.alerts import Alerts
    from kabao.ui.kit.jobs import JobRunner
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.steps import Steps
    from kabao.ui.kit.theme import Theme


def _offer_nothing(_text: str) -> None:
    """Stand in where no window shows toasts."""


@dataclass(frozen=True, slots=True)
class RoomContext:
    """The ledger's use cases, words, look, workers, alerts, and the ways to other rooms."""

    workspace: Workspace
    texts: Texts
    theme: Theme
    jobs: JobRunner
    alerts: Alerts
    navigate: Callable[[Place], None]
    """Shows a place in its room."""
    announce: Callable[[Changed], None]
    """Tells every other room what a use case changed."""
    clock: Callable[[], dt.date]
    preferences: Preferences | None = None
    """What the user prefers, kept beyond this ledger; None where nothing is kept."""
    offer_undo: Callable[[str], None] = _offer_nothing
    """Shows a sentence with "Undo" for the newest entry of the history."""
    steps: Steps | None = None
    """Undo and redo; None where no window stands."""
