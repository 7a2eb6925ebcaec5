"""Privacy of one person: numbers shown and noted, days that are over, a report, and the purge."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao import settings
from kabao.domain.changes import Changed
from kabao.domain.errors import InputRefusedError
from kabao.domain.identity import plain_number
from kabao.domain.privacy import REVEAL, Due, Keeper, Purged, Traces
from kabao.services.privacy_copies import Copies, Copy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kabao.domain.holders import Holder
    from kabao.services.privacy_report import Report
    from kabao.services.workspace import Workspace

__all__ = ["Copy", "Due", "Keeper", "Privacy", "PurgePlan", "PurgeResult"]


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge would do, shown before it is asked for."""

    uid: str
    traces: Traces
    copies: tuple[Copy, ...]

    @property
    def holding(self) -> tuple[Copy, ...]:
        """Backups that hold the person, or may."""
        return tuple(copy for copy in self.copies if copy.keeper is not Keeper.FREE)


@dataclass(frozen=True, slots=True)
class PurgeResult:
    """What a purge did."""

    purged: Purged
    cleaned: int
    """Backups that were rebuilt without the person."""
    left: tuple[Copy, ...]
    """Backups that still hold the person, or may."""
    changed: Changed


def _ignore(_done: int, _total: int) -> None:
    """Report to nobody."""


class Privacy:
    """What the law on personal information wants of whoever keeps a ledger of people."""

    def __init__(
        self,
        workspace: Workspace,
        preferred: Callable[[], settings.Settings] = lambda: settings.load().settings,
    ) -> None:
        self._workspace = workspace
        self._ledger = workspace.ledger
        self._preferred = preferred

    def find(self, who: str) -> Holder:
        """Return the one person that a number, a name or an identifier finds.

        Raises InputRefusedError where nobody or several are found.
        """
        wanted = who.strip()
        store = self._ledger.holders
        found = store.find(wanted) or store.by_number(plain_number(wanted))
        return found or store.get(self._workspace.statements.find(wanted))

    def reveal(self, holder_id: int) -> str:
        """Return somebody's number in full, after noting in the history that it was shown.

        The note says who was signed in, when, and whose number; never the number itself.
        """
        holder = self._ledger.holders.get(holder_id)
        with self._ledger.transaction(REVEAL, f"{holder.name} #{holder.id}"):
            pass
        return holder.doc_no

    def due(self) -> list[Due]:
        """Return whose day is over, the longest first; a proposal, nobody is removed by it."""
        return self._ledger.holders.past_keeping(self._today())

    def report(self, holder_id: int) -> Report:
        """Gather everything that is stored about one person."""
        from kabao.services.privacy_report import gather

        with closing(Copies(self._ledger, self._preferred)) as copies:
            holder = self._ledger.holders.get(holder_id)
            numbers = self._ledger.purging.secrets(holder_id)
            return gather(self._workspace, holder, copies.all(holder.uid, numbers))

    def plan_for(self, who: str) -> PurgePlan:
        """Plan the purge of whoever is meant, also of somebody removed who could come back."""
        uid = self._ledger.purging.removed(plain_number(who.strip()))
        if uid is not None and self._ledger.holders.find(uid) is None:
            return self.plan_removed(uid)
        return self.plan(self.find(who).id)

    def plan(self, holder_id: int) -> PurgePlan:
        """Say what a purge would take, leave, and which backups hold the person."""
        holder = self._ledger.holders.get(holder_id)
        purging = self._ledger.purging
        with closing(Copies(self._ledger, self._preferred)) as copies:
            found = tuple(copies.all(holder.uid, purging.secrets(holder_id)))
        return PurgePlan(holder.uid, purging.traces(holder_id), found)

    def purge(
        self,
        plan: PurgePlan,
        typed: str,
        *,
        backups: bool = True,
        progress: Callable[[int, int], object] = _ignore,
    ) -> PurgeResult:
        """Take a person out for ever, once the name was typed; with the backups if wanted.

        Raises InputRefusedError where what was typed is not the name. The backups come first: if
        one cannot be rebuilt, that is told, and the ledger is purged all the same.
        """
        traces = plan.traces
        if typed.strip() != traces.name:
            raise InputRefusedError("purge_unconfirmed")
        left: Sequence[Copy] = plan.holding
        with closing(Copies(self._ledger, self._preferred)) as copies:
            if backups:
                left = copies.clean(plan.uid, plan.holding, progress)
        holder = self._ledger.purging.find(plan.uid)
        if holder is None:
            raise InputRefusedError("purge_nobody")
        purged = self._ledger.purging.purge(holder)
        employer = frozenset[int]()
        changed = Changed(
            frozenset({holder}), frozenset(purged.cards), employer, frozenset(purged.cases)
        )
        return PurgeResult(purged, len(plan.holding) - len(left), tuple(left), changed)

    def plan_removed(self, uid: str) -> PurgePlan:
        """Plan the purge of somebody who was removed before and could still come back by undo."""
        holder_id = self._ledger.purging.find(uid)
        if holder_id is None:
            raise InputRefusedError("purge_nobody")
        with closing(Copies(self._ledger, self._preferred)) as copies:
            found = tuple(copies.all(uid, self._ledger.purging.secrets(holder_id)))
        return PurgePlan(uid, self._ledger.purging.traces(holder_id), found)

    def _today(self) -> dt.date:
        return self._workspace.clock()
