"""The doctor as a use case: read the whole ledger and say what is in order and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.services.status import Statuses
    from kabao.storage.chain import ChainReport
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; its words are ``doctor.<code>``."""

    code: str
    count: int
    """How much is wrong."""
    entry: int = 0
    """The first entry of the history that is not as it was sealed."""
    head: str = ""
    """The newest seal of the history."""

    @property
    def is_well(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.count


class Doctor:
    """Looks only; nothing is changed or repaired."""

    def __init__(self, ledger: Ledger, statuses: Statuses) -> None:
        self._ledger = ledger
        self._statuses = statuses

    def examine(self) -> tuple[Diagnosis, ...]:
        """Look at the file, what belongs together, what is derived, contents and history."""
        health = self._ledger.health
        return (
            Diagnosis("file", health.damage()),
            Diagnosis("links", health.orphans()),
            Diagnosis("statuses", len(self._statuses.differing())),
            Diagnosis("register", health.register_differences()),
            Diagnosis("contents", health.missing_contents()),
            Diagnosis("spare", health.spare_contents()),
            Diagnosis("history", health.broken_history()),
            _chain(health.chain()),
        )


def _chain(report: ChainReport) -> Diagnosis:
    """Say where the chain over the history breaks, or how it ends."""
    if report.broken is None:
        return Diagnosis("chain", 0, head=report.head)
    return Diagnosis("chain", 1, entry=report.broken)
