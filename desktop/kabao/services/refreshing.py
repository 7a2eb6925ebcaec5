"""Kept statuses brought up to date beside the window, a few at a time.

Each slice is a short change of its own: whoever saves meanwhile waits for a slice at most, and a
program that ends half-way has lost nothing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from kabao.domain.errors import LedgerLockedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.services.workspace import Workspace

SLICE = 50
"""Cards that are derived and written in some hundredths of a second."""
PIECE = 20 * SLICE
"""Cards after which other work of the worker has its turn."""
_REST = 0.01
"""Seconds between slices, in which the window may write."""


class Piece(NamedTuple):
    """What came of one piece of the work."""

    done: int
    left: int


class StatusRefresh:
    """Derives again what is due or was derived by other rules; for a worker, piece by piece."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def run(self, cancelled: Callable[[], bool]) -> Piece:
        """Derive one piece of what is due."""
        with self._workspace.beside(read_only=False) as own:
            due = own.statuses.due() or own.statuses.outdated(PIECE)
            done = self.renew(own, due[:PIECE], cancelled)
            left = len(due) - done or len(own.statuses.outdated(1))
        return Piece(done, left)

    def renew(self, own: Workspace, card_ids: Sequence[int], cancelled: Callable[[], bool]) -> int:
        """Derive cards again through a twin of the workspace; returns how many were."""
        done = 0
        for start in range(0, len(card_ids), SLICE):
            if cancelled():
                break
            some = card_ids[start : start + SLICE]
            try:
                with self._workspace.ledger.lent_briefly():
                    own.statuses.renew(some)
            except LedgerLockedError:  # somebody writes for long: the rest waits for another piece
                break
            done += len(some)
            time.sleep(_REST)
        return done
