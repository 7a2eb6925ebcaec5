"""How many people stand in which state within a filter: at once where it is known, else late.

Nobody who types waits for a number: what is not at hand is counted when the typing has paused,
and not at all where so many are found that counting would take long.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kabao.domain.holders import HolderFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.services.workspace import Workspace
    from kabao.ui.holders.table_model import HoldersModel

AT_ONCE, AT_MOST = 300, 5_000
"""So many people are counted in a millisecond, and so many in about ten."""
_PAUSE_MS = 200


class StateCounts(QObject):
    """Counts within filters and remembers the answers until records change."""

    counted = Signal()
    """The counts that ``at_once`` did not know are there now."""

    def __init__(self, workspace: Workspace, model: HoldersModel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = model
        self._known: dict[HolderFilter, Mapping[str, int] | None] = {}
        self._wanted = HolderFilter()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._count)

    def forget(self) -> None:
        """Count anew after a change of records."""
        self._known.clear()

    def at_once(self, wanted: HolderFilter, shown: HolderFilter) -> Mapping[str, int] | None:
        """Return the counts if they are at hand, else None and ``counted`` when they are.

        ``shown`` is the filter of the rows in the table.
        """
        self._pause.stop()
        plain = _plain(wanted)
        if plain in self._known or _is_everybody(plain) or self._model.rowCount() > AT_MOST:
            return self.within(wanted)
        if wanted == shown and self._model.rowCount() <= AT_ONCE:
            self._known[plain] = self._workspace.selections.counts(self._model.ids())
            return self._known[plain]
        self._wanted = wanted
        self._pause.start()
        return None

    def within(self, wanted: HolderFilter) -> Mapping[str, int] | None:
        """Count within a filter that lets through all who are shown; None for too many."""
        plain = _plain(wanted)
        if _is_everybody(plain):
            return self._workspace.holders.counts()
        if self._model.rowCount() > AT_MOST:
            return None
        if plain not in self._known:
            ids = self._workspace.holders.ids(plain)
            few = len(ids) <= AT_MOST
            self._known[plain] = self._workspace.selections.counts(ids) if few else None
        return self._known[plain]

    def _count(self) -> None:
        if self.within(self._wanted) is not None:
            self.counted.emit()


def _plain(wanted: HolderFilter) -> HolderFilter:
    return replace(wanted, order="name")


def _is_everybody(wanted: HolderFilter) -> bool:
    return replace(wanted, today="") == HolderFilter()
